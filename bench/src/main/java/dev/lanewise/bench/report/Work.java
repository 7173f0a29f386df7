package dev.lanewise.bench.report;

import java.util.Arrays;
import java.util.List;

/** Floating-point operations of the matrix products in a task: a multiplication and an addition each count one. */
final class Work {

    private Work() {
    }

    static double flops(Measurement task) {
        return switch (task.benchmark()) {
            case "GemmBenchmark" -> 2.0 * Arrays.stream(sizes(task.parameter("shape"))).asDoubleStream()
                    .reduce(1, (left, right) -> left * right);
            case "ForwardBenchmark" -> forward(task, hiddenNet(task));
            case "BackwardBenchmark" -> backward(task, hiddenNet(task));
            case "PredictionBenchmark" -> forward(task, sizes(task.parameter("net")));
            case "TrainingStepBenchmark" -> {
                int[] net = sizes(task.parameter("net"));
                yield forward(task, net) + backward(task, net);
            }
            case "PeakBenchmark" -> 1;
            default -> throw new IllegalArgumentException(task.benchmark() + " has no products");
        };
    }

    /** {@return operations per nanosecond of {@code PeakBenchmark}, 0 if it was not measured} */
    static double peak(List<Measurement> measurements) {
        return measurements.stream().filter(m -> m.benchmark().equals("PeakBenchmark"))
                .mapToDouble(m -> flops(m) / m.median()).max().orElse(0);
    }

    private static double forward(Measurement task, int[] net) {
        double flops = 0;
        for (int l = 0; l + 1 < net.length; l++) {
            flops += 2.0 * Integer.parseInt(task.parameter("batch")) * net[l] * net[l + 1];
        }
        return flops;
    }

    /** A weight gradient for every layer, an input gradient for all but the first. */
    private static double backward(Measurement task, int[] net) {
        double first = forward(task, Arrays.copyOf(net, 2));
        return 2 * forward(task, net) - first;
    }

    private static int[] hiddenNet(Measurement task) {
        return new int[] {64, Integer.parseInt(task.parameter("hidden")), 10};
    }

    private static int[] sizes(String text) {
        return Arrays.stream(text.split("[x-]")).mapToInt(Integer::parseInt).toArray();
    }
}
