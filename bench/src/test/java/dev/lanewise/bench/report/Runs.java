package dev.lanewise.bench.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A made-up run with every benchmark that has a chart. */
final class Runs {

    static final List<String> HIDDEN = List.of("16", "64", "256");
    static final List<String> BATCHES = List.of("1", "32", "256");
    static final List<String> KERNELS = List.of("vector", "openblas", "naive-ikj", "naive");
    static final List<String> SHAPES = List.of("1x64x64", "1000x784x10", "1024x1024x1024");
    static final List<String> FUNCTIONS = List.of("exp", "log_softmax", "softmax");

    private Runs() {
    }

    static List<Measurement> whole() {
        List<Measurement> run = new ArrayList<>();
        run.add(new Measurement("PeakBenchmark", "fma", Map.of(), List.of(0.02)));
        for (String batch : BATCHES) {
            for (String hidden : HIDDEN) {
                String net = "64-" + hidden + "-" + hidden + "-10";
                add(run, "TrainingStepBenchmark", "step", Map.of("batch", batch, "net", net));
                add(run, "ForwardBenchmark", "forward", Map.of("batch", batch, "hidden", hidden));
                add(run, "BackwardBenchmark", "backward", Map.of("batch", batch, "hidden", hidden));
            }
        }
        add(run, "TrainingStepBenchmark", "step", Map.of("batch", "256", "net", "256-1024-1024-10"));
        for (String method : List.of("forward", "inputGradient", "weightGradient")) {
            for (String shape : SHAPES) {
                add(run, "GemmBenchmark", method, Map.of("shape", shape, "arithmetic", "fused"));
                add(run, "GemmBenchmark", method, Map.of("shape", shape, "arithmetic", "strict"));
            }
        }
        for (String function : FUNCTIONS) {
            add(run, "ActivationBenchmark", "apply", Map.of("function", function));
        }
        return run;
    }

    /**
     * Each of the kernels a third as fast as the one before, but in small steps, where vector is the slowest of all.
     */
    private static void add(List<Measurement> run, String benchmark, String method, Map<String, String> parameters) {
        boolean isSlow = parameters.getOrDefault("net", "").equals("64-16-16-10")
                && parameters.getOrDefault("batch", "").equals("1");
        double slowness = isSlow ? 20 : 1;
        for (String kernels : KERNELS) {
            Map<String, String> all = new HashMap<>(parameters);
            all.put("kernels", kernels);
            Measurement unit = new Measurement(benchmark, method, all, List.of(1.0));
            double time = benchmark.equals("ActivationBenchmark") ? slowness : Work.flops(unit) * slowness / 40;
            run.add(new Measurement(benchmark, method, all, List.of(0.9 * time, time, 1.4 * time)));
            slowness = isSlow ? 1 : slowness * 3;
        }
    }
}
