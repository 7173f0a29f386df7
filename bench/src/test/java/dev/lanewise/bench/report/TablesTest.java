package dev.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {

    private static Measurement measurement(String benchmark, Map<String, String> parameters, double time) {
        return new Measurement(benchmark, "step", parameters, List.of(time));
    }

    @Test
    void gemmRowShowsMedianSpreadAndThatWeLost() throws URISyntaxException {
        String summary = new Tables(BenchmarkRunTest.sample().measurements()).summary();
        // 2·256·64·10 = 327,680 operations in 100 µs, 5 µs, and 10 µs of 9 to 20.
        assertTrue(summary.contains("| 256 × 64 × 10 | x·w | fused | 3.28 (3.28–3.28) | 65.5 (65.5–65.5)"
                + " | 32.8 (16.4–36.4) | **0.50 (slower)** |\n"), summary);
    }

    @Test
    void absentBenchmarksHaveNoTable() throws URISyntaxException {
        String summary = new Tables(BenchmarkRunTest.sample().measurements()).summary();
        assertEquals(summary.indexOf("\n## "), summary.lastIndexOf("\n## "));
        assertFalse(new Tables(List.of()).summary().contains("\n## "));
    }

    @Test
    void networkRowHasTimesInReadableUnits() {
        String summary = new Tables(List.of(
                measurement("TrainingStepBenchmark", Map.of("net", "2-3-2", "batch", "1", "kernels", "naive"), 1_500),
                measurement("TrainingStepBenchmark", Map.of("net", "2-3-2", "batch", "1", "kernels", "vector"), 750)))
                .summary();
        // Forward 24 operations, weight gradients 24, input gradient of the last layer 12: 60 in 750 ns.
        assertTrue(summary.contains("| 1 | 2-3-2 | 1.50 µs | 750 ns | 0.0800 | 2.00 | 2.00 |\n"), summary);
    }

    @Test
    void otherLibrariesHaveColumnsWhereTheyWereMeasured() {
        Map<String, String> shape = Map.of("shape", "1x10x10", "arithmetic", "fused");
        String summary = new Tables(List.of(
                measurement("PeakBenchmark", Map.of(), 0.02),
                measurement("GemmBenchmark", with(shape, "vector"), 10),
                measurement("GemmBenchmark", with(shape, "ejml"), 40),
                measurement("GemmBenchmark", with(shape, "openblas"), 8),
                measurement("TrainingStepBenchmark", with(Map.of("net", "2-3-2", "batch", "1"), "openblas"), 3)))
                .summary();
        // 200 operations in 10 ns are 20 GFLOP/s, of 50.
        assertTrue(summary.contains("""
                | m × k × n | product | arithmetic | ejml | openblas | vector | over OpenBLAS | share of peak |
                |---|---|---|---|---|---|---|---|
                | 1 × 10 × 10 | step | fused | 5.00 | 25.0 | 20.0 | **0.80 (slower)** | 40 % |
                """), summary);
        assertTrue(summary.contains("| batch | net | openblas |\n"), summary);
    }

    private static Map<String, String> with(Map<String, String> task, String kernels) {
        Map<String, String> parameters = new HashMap<>(task);
        parameters.put("kernels", kernels);
        return parameters;
    }

    @Test
    void whatHasNotSettledIsMarked() {
        String summary = new Tables(List.of(new Measurement("PeakBenchmark", "fma", Map.of(), List.of(0.02), false)))
                .summary();
        assertTrue(summary.contains("| fma | 50.0† |\n"), summary);
    }

    @Test
    void thePeakIsOneOperationPerMeasuredOperation() {
        String summary = new Tables(List.of(measurement("PeakBenchmark", Map.of(), 0.02))).summary();
        assertTrue(summary.contains("| step | 50.0 |\n"), summary);
    }

    @Test
    void activationsAndProgramsHaveTheirOwnUnits() {
        String summary = new Tables(List.of(
                measurement("ActivationBenchmark", Map.of("function", "exp", "kernels", "naive"), 4),
                measurement("ActivationBenchmark", Map.of("function", "exp", "kernels", "vector"), 1.6),
                measurement("SeedBenchmark", Map.of("seed", "003"), 123e6))).summary();
        assertTrue(summary.contains("| exp | 4.00 | 1.60 | 2.50 |\n"), summary);
        assertTrue(summary.contains("| 003 | 123 |\n"), summary);
    }
}
