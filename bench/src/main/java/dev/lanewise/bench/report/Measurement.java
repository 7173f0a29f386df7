package dev.lanewise.bench.report;

import java.util.List;
import java.util.Map;

/**
 * What was measured of one benchmark with one set of parameters.
 *
 * @param benchmark simple name of its class
 * @param method its method
 * @param parameters values of its parameters
 * @param forkMeans mean time per operation of each fork, in nanoseconds, ascending
 */
record Measurement(String benchmark, String method, Map<String, String> parameters, List<Double> forkMeans) {

    Measurement {
        parameters = Map.copyOf(parameters);
        forkMeans = forkMeans.stream().sorted().toList();
        if (forkMeans.isEmpty()) {
            throw new IllegalArgumentException(benchmark + "." + method + " " + parameters + " has no measured fork");
        }
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    boolean isSpread() {
        return forkMeans.size() > 1;
    }

    double min() {
        return forkMeans.get(0);
    }

    double max() {
        return forkMeans.get(forkMeans.size() - 1);
    }

    /** {@return the middle fork, or the mean of the two middle ones} */
    double median() {
        int count = forkMeans.size();
        return (forkMeans.get((count - 1) / 2) + forkMeans.get(count / 2)) / 2;
    }
}
