package dev.lanewise.bench.report;

import java.util.List;
import java.util.Map;

/**
 * What was measured of one benchmark with one set of parameters.
 *
 * @param benchmark simple name of its class
 * @param method its method
 * @param parameters values of its parameters
 * @param forks time per operation of each fork, the median of its iterations, in nanoseconds, ascending
 * @param isSettled whether iterations of most forks did not become faster to the end, as where C2 is still compiling
 */
record Measurement(String benchmark, String method, Map<String, String> parameters, List<Double> forks,
        boolean isSettled) {

    Measurement(String benchmark, String method, Map<String, String> parameters, List<Double> forks) {
        this(benchmark, method, parameters, forks, true);
    }

    Measurement {
        parameters = Map.copyOf(parameters);
        forks = forks.stream().sorted().toList();
        if (forks.isEmpty()) {
            throw new IllegalArgumentException(benchmark + "." + method + " " + parameters + " has no measured fork");
        }
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** {@return the hidden width of 64-h-10 or 64-h-h-10, 0 for other networks} */
    int hidden() {
        String hidden = parameter("hidden");
        if (!hidden.isEmpty()) {
            return Integer.parseInt(hidden);
        }
        String[] net = parameter("net").split("-");
        return net.length == 4 && net[0].equals("64") && net[1].equals(net[2]) && net[3].equals("10")
                ? Integer.parseInt(net[1]) : 0;
    }

    boolean isSpread() {
        return forks.size() > 1;
    }

    double min() {
        return forks.get(0);
    }

    double max() {
        return forks.get(forks.size() - 1);
    }

    /** {@return the same with one fork, their median} */
    Measurement withoutSpread() {
        return withForks(List.of(median()));
    }

    Measurement withForks(List<Double> other) {
        return new Measurement(benchmark, method, parameters, other, isSettled);
    }

    /** {@return the middle fork, or the mean of the two middle ones} */
    double median() {
        return median(forks);
    }

    /** {@return the middle value, or the mean of the two middle ones} */
    static double median(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("the median of nothing");
        }
        List<Double> ascending = values.stream().sorted().toList();
        int count = ascending.size();
        return (ascending.get((count - 1) / 2) + ascending.get(count / 2)) / 2;
    }
}
