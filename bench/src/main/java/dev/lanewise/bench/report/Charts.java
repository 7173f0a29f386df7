package dev.lanewise.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All charts of a run; those of benchmarks that it does not have are left out. */
final class Charts {

    private Charts() {
    }

    static List<Chart> of(List<Measurement> measurements) {
        List<Chart> charts = new ArrayList<>();
        charts.addAll(SpeedUpCharts.of("TrainingStepBenchmark", "Training step", measurements));
        charts.addAll(SpeedUpCharts.of("ForwardBenchmark", "Forward pass", measurements));
        charts.addAll(SpeedUpCharts.of("BackwardBenchmark", "Backward pass", measurements));
        charts.addAll(ThroughputCharts.of("TrainingStepBenchmark", "Training step", measurements));
        charts.addAll(ThroughputCharts.of("ForwardBenchmark", "Forward pass", measurements));
        charts.addAll(ThroughputCharts.of("BackwardBenchmark", "Backward pass", measurements));
        charts.addAll(BarCharts.products(measurements));
        charts.addAll(BarCharts.steps(measurements));
        charts.addAll(BarCharts.functions(measurements));
        return charts;
    }

    /** {@return a benchmark's or a method's name in a file's} */
    static String slug(String name) {
        return name.replace("Benchmark", "").replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
