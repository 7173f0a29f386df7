package dev.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static Measurement forward(String batch, String hidden, String kernels, double time) {
        return new Measurement("ForwardBenchmark", "forward",
                Map.of("batch", batch, "hidden", hidden, "kernels", kernels), List.of(time));
    }

    @Test
    void speedUpsAreOverTheFirstAndTheBetterNaiveLoop() {
        Comparison comparison = Comparison.of(List.of(forward("1", "16", "vector", 2),
                forward("1", "16", "naive", 8), forward("1", "16", "naive-ikj", 5)), "batch").get(0);
        assertEquals(4, comparison.speedUpOver("naive").getAsDouble());
        assertEquals(2.5, comparison.speedUpOverBetterNaive().getAsDouble());
    }

    @Test
    void withoutRivalOrVectorThereIsNoSpeedUp() {
        assertTrue(Comparison.of(List.of(forward("1", "16", "vector", 2))).get(0).speedUpOver("naive").isEmpty());
        assertTrue(Comparison.of(List.of(forward("1", "16", "naive", 2))).get(0).speedUpOverBetterNaive().isEmpty());
    }

    @Test
    void tasksAreInNaturalOrder() {
        List<Measurement> measurements = new ArrayList<>();
        for (String batch : List.of("256", "32", "1")) {
            for (String hidden : List.of("64", "256", "16")) {
                measurements.add(forward(batch, hidden, "naive", 1));
            }
        }
        List<String> order = Comparison.of(measurements, "batch", "hidden").stream()
                .map(c -> c.task().parameter("batch") + "/" + c.task().parameter("hidden")).toList();
        assertEquals(
                List.of("1/16", "1/64", "1/256", "32/16", "32/64", "32/256", "256/16", "256/64", "256/256"), order);
    }

    @Test
    void numbersInShapesCompareAsNumbers() {
        List<String> shapes = new ArrayList<>(List.of("256x256x256", "1x64x64", "256x64x10", "32x64x64"));
        shapes.sort(new NaturalOrder());
        assertEquals(List.of("1x64x64", "32x64x64", "256x64x10", "256x256x256"), shapes);
    }
}
