package dev.lanewise.bench.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** One task and how long each of the {@code kernels} took for it. */
final class Comparison {

    private static final String KERNELS = "kernels";

    private final Measurement task;
    private final Map<String, Measurement> byKernels = new HashMap<>();

    private Comparison(Measurement task) {
        this.task = task;
    }

    /** Groups measurements that differ in kernels alone; sorted by these parameters, then by method. */
    static List<Comparison> of(Collection<Measurement> measurements, String... sortedBy) {
        Map<List<Object>, Comparison> byTask = new LinkedHashMap<>();
        for (Measurement measurement : measurements) {
            Map<String, String> key = new HashMap<>(measurement.parameters());
            key.remove(KERNELS);
            byTask.computeIfAbsent(List.of(measurement.method(), key), any -> new Comparison(measurement)).byKernels
                    .put(measurement.parameter(KERNELS), measurement);
        }
        Comparator<Comparison> order = (left, right) -> 0;
        for (String parameter : sortedBy) {
            order = order.thenComparing(c -> c.task.parameter(parameter), new NaturalOrder());
        }
        List<Comparison> sorted = new ArrayList<>(byTask.values());
        sorted.sort(order.thenComparing(c -> c.task.method()));
        return sorted;
    }

    /** {@return one of the measurements, for what they have in common} */
    Measurement task() {
        return task;
    }

    /** {@return whether all kernels had settled} */
    boolean isSettled() {
        return byKernels.values().stream().allMatch(Measurement::isSettled);
    }

    /** {@return the measurement with these kernels, or null} */
    Measurement with(String kernels) {
        return byKernels.get(kernels);
    }

    /** {@return how many times faster vector is than the faster of the naive loops over flat arrays} */
    OptionalDouble speedUpOverBetterNaive() {
        return speedUpOver("naive", "naive-ikj");
    }

    /** {@return how many times faster two threads are than one} */
    OptionalDouble speedUpOfTwoThreads() {
        Measurement one = with("vector");
        Measurement two = with("vector-2");
        return one == null || two == null ? OptionalDouble.empty() : OptionalDouble.of(one.median() / two.median());
    }

    /** {@return how many times faster vector is than the fastest of these kernels, of which some may be missing} */
    OptionalDouble speedUpOver(String... rivals) {
        Measurement vector = with("vector");
        if (vector == null) {
            return OptionalDouble.empty();
        }
        OptionalDouble best = Stream.of(rivals).map(this::with).filter(m -> m != null)
                .mapToDouble(Measurement::median).min();
        return best.isPresent() ? OptionalDouble.of(best.getAsDouble() / vector.median()) : best;
    }
}
