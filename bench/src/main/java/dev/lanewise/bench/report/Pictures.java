package dev.lanewise.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All charts of a run; those of benchmarks that it does not have are left out. */
final class Pictures {

    private Pictures() {
    }

    static List<Picture> of(List<Measurement> measurements) {
        List<Picture> pictures = new ArrayList<>();
        pictures.addAll(SpeedUpCharts.of("TrainingStepBenchmark", "Training step", measurements));
        pictures.addAll(SpeedUpCharts.of("ForwardBenchmark", "Forward pass", measurements));
        pictures.addAll(SpeedUpCharts.of("BackwardBenchmark", "Backward pass", measurements));
        pictures.addAll(ThroughputCharts.of("TrainingStepBenchmark", "Training step", measurements));
        pictures.addAll(ThroughputCharts.of("ForwardBenchmark", "Forward pass", measurements));
        pictures.addAll(ThroughputCharts.of("BackwardBenchmark", "Backward pass", measurements));
        pictures.addAll(BarCharts.shares(measurements));
        pictures.addAll(BarCharts.functions(measurements));
        return pictures;
    }

    /** {@return a benchmark's name in a file's} */
    static String slug(String benchmark) {
        return benchmark.replace("Benchmark", "").replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
