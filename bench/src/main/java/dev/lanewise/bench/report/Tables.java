package dev.lanewise.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The summary of a run: a table per benchmark, those absent from the run left out. */
final class Tables {

    private static final String INTRODUCTION = """
            # Benchmark results

            A JVM's (fork's) value is the median of its iterations, as compilation may reach into the first; that of a
            benchmark is the median of its JVMs, with the least and the most in brackets. `naive` is the loop written
            first, `naive-ikj` the loops in the order that runs along rows; `naive-rows` has rows that are arrays of
            their own, copied in every call, over which C2 turns that order into vectors by itself; `netlib-vector`,
            `ejml` and `openblas` are other libraries, whose versions stand in the environment. A speed-up is how many
            times faster `vector` is; below 1 it is slower, and marked. The share of peak is that of `vector` in what
            the core did on registers alone in the same run. What was not measured has no column.
            † marks what was still becoming twice as fast while it was measured, as on a machine that has no time to
            compile: measure again with nothing else running, or with more warm-up.
            """;

    private final List<Measurement> measurements;
    private final double peak;

    Tables(List<Measurement> measurements) {
        this.measurements = measurements;
        this.peak = Work.peak(measurements);
    }

    String summary() {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        peak(text);
        gemm(text);
        coldStart(text);
        network(text, "ForwardBenchmark", "Forward pass", "hidden",
                "Network 64-hidden-10, sigmoid and softmax. GFLOP/s count the products only, 2·m·k·n of each layer.");
        network(text, "BackwardBenchmark", "Backward pass", "hidden",
                "Loss and all gradients of 64-hidden-10 with softmax cross-entropy. GFLOP/s count the products only: a"
                        + " weight gradient of each layer, an input gradient of all but the first.");
        network(text, "TrainingStepBenchmark", "Training step", "net",
                "Forward, loss, backward, stochastic gradient descent. GFLOP/s count the products of both passes. Other"
                        + " libraries' steps have their products, `vector`'s activations and loss, and an update of"
                        + " their own from whole gradients.");
        network(text, "PredictionBenchmark", "Prediction", "net",
                "Forward pass of a whole network. GFLOP/s count the products.");
        activation(text);
        trainer(text);
        seed(text);
        return text.toString();
    }

    private void peak(StringBuilder text) {
        section(text, "PeakBenchmark", "Peak of a core",
                "GFLOP/s of fused multiply-adds on registers alone, one thread, 10 independent chains. Forks far below"
                        + " the best had a neighbour on the core.",
                List.of("task", "GFLOP/s"),
                List.of(),
                c -> List.of(c.task().method(), Format.gigaflops(c.task())));
    }

    private void gemm(StringBuilder text) {
        section(text, "GemmBenchmark", "Matrix products of a layer",
                "GFLOP/s, 2·m·k·n operations each. The speed-up is over the better of `naive` and `naive-ikj`.",
                List.of("m × k × n", "product", "arithmetic", "naive", "naive-ikj", "naive-rows", "netlib-vector",
                        "ejml", "openblas", "vector", "speed-up", "over naive-rows", "over OpenBLAS", "share of peak"),
                List.of("shape"),
                c -> List.of(shape(c.task().parameter("shape")), product(c.task().method()),
                        c.task().parameter("arithmetic"), Format.gigaflops(c.with("naive")),
                        Format.gigaflops(c.with("naive-ikj")), Format.gigaflops(c.with("naive-rows")),
                        Format.gigaflops(c.with("netlib-vector")), Format.gigaflops(c.with("ejml")),
                        Format.gigaflops(c.with("openblas")), Format.gigaflops(c.with("vector")),
                        Format.speedUp(c.speedUpOverBetterNaive()), Format.speedUp(c.speedUpOver("naive-rows")),
                        Format.speedUp(c.speedUpOver("openblas")), Format.share(c.with("vector"), peak)));
    }

    private void coldStart(StringBuilder text) {
        section(text, "ColdStartBenchmark", "Cold start",
                "Time of the first product of 240 × 240 × 240 in a new JVM, alone and with the making of the kernel.",
                List.of("what", "naive", "naive-ikj", "vector"),
                List.of(),
                c -> List.of(c.task().method(), Format.time(c.with("naive")),
                        Format.time(c.with("naive-ikj")), Format.time(c.with("vector"))));
    }

    /** {@return sizes such as {@code 32x64x64} with signs between; functions as they are} */
    static String shape(String sizes) {
        return sizes.replaceAll("(?<=\\d)x(?=\\d)", " × ");
    }

    static String product(String method) {
        return switch (method) {
            case "forward" -> "x·w";
            case "inputGradient" -> "dz·wᵀ";
            case "weightGradient" -> "xᵀ·dz";
            default -> method;
        };
    }

    private void network(StringBuilder text, String benchmark, String title, String shape, String note) {
        section(text, benchmark, title, note,
                List.of("batch", shape, "naive", "naive-ikj", "netlib-vector", "ejml", "openblas", "vector",
                        "vector, GFLOP/s", "speed-up over naive", "over the better naive", "over OpenBLAS",
                        "share of peak", "2 threads", "gain of 2 threads"),
                List.of("batch", shape),
                c -> List.of(c.task().parameter("batch"), c.task().parameter(shape), Format.time(c.with("naive")),
                        Format.time(c.with("naive-ikj")), Format.time(c.with("netlib-vector")),
                        Format.time(c.with("ejml")), Format.time(c.with("openblas")), Format.time(c.with("vector")),
                        Format.gigaflops(c.with("vector")), Format.speedUp(c.speedUpOver("naive")),
                        Format.speedUp(c.speedUpOverBetterNaive()), Format.speedUp(c.speedUpOver("openblas")),
                        Format.share(c.with("vector"), peak), Format.time(c.with("vector-2")),
                        Format.speedUp(c.speedUpOfTwoThreads())));
    }

    private void activation(StringBuilder text) {
        section(text, "ActivationBenchmark", "Elementary functions",
                "Nanoseconds per element, 4,096 elements. `naive` calls `Math`'s functions, `lanewise` those of the"
                        + " Vector API, which has none for gelu and log_softmax.",
                List.of("function", "naive", "lanewise", "vector", "speed-up", "over lanewise"),
                List.of("function"),
                c -> List.of(c.task().parameter("function"), Format.nanoseconds(c.with("naive")),
                        Format.nanoseconds(c.with("lanewise")), Format.nanoseconds(c.with("vector")),
                        Format.speedUp(c.speedUpOver("naive")), Format.speedUp(c.speedUpOver("lanewise"))));
    }

    private void trainer(StringBuilder text) {
        section(text, "TrainerBenchmark", "Epochs",
                "An epoch of a trainer (shuffled rows, checked gradients, a listener), and as many batches through the"
                        + " network by hand with gradient descent. Network, batch size, batches, the trainer's"
                        + " optimizer.",
                List.of("task", "what", "ms"),
                List.of("task"),
                c -> List.of(c.task().parameter("task"), c.task().method(), Format.milliseconds(c.task())));
    }

    private void seed(StringBuilder text) {
        section(text, "SeedBenchmark", "Published programs",
                "Milliseconds for a whole program without its printing: 10,000 steps, of 003 (3 hidden) 20,000.",
                List.of("program", "ms"),
                List.of("seed"),
                c -> List.of(c.task().parameter("seed"), Format.milliseconds(c.task())));
    }

    private void section(StringBuilder text, String benchmark, String title, String note, List<String> header,
            List<String> sortedBy, Function<Comparison, List<String>> row) {
        List<Measurement> mine = measurements.stream().filter(m -> m.benchmark().equals(benchmark)).toList();
        if (mine.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        Comparison.of(mine, sortedBy.toArray(new String[0])).forEach(c -> rows.add(row.apply(c)));
        text.append("\n## ").append(title).append("\n\n").append(note).append("\n\n");
        text.append(measuredColumns(header, rows));
    }

    /** {@return a table without the columns in which nothing was measured} */
    static String measuredColumns(List<String> header, List<List<String>> rows) {
        int[] measured = IntStream.range(0, header.size())
                .filter(column -> rows.stream().anyMatch(row -> !row.get(column).equals(Format.NOTHING))).toArray();
        UnaryOperator<List<String>> narrowed = row -> Arrays.stream(measured).mapToObj(row::get).toList();
        return Format.table(narrowed.apply(header), rows.stream().map(narrowed).toList());
    }
}
