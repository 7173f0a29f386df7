package dev.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompareTest {

    private static Measurement measurement(String kernels, Double... forks) {
        return new Measurement("ForwardBenchmark", "forward", Map.of("batch", "32", "hidden", "64", "kernels", kernels),
                List.of(forks));
    }

    /**
     * Logarithms with means 0 and ln 2 and standard deviations of 0.1 over 3 forks each: equal variances, so 4 degrees
     * of freedom, whose 99.5 % quantile is 4.604095 (any table of Student's t): half of the interval is
     * 4.604095·√(0.01/3 + 0.01/3) = 0.375923.
     */
    @Test
    void anIntervalAsByHand() {
        List<Double> before = List.of(Math.exp(-0.1), 1.0, Math.exp(0.1));
        List<Double> after = List.of(2 * Math.exp(-0.1), 2.0, 2 * Math.exp(0.1));
        Change change = Change.of(before, after);
        assertEquals(2, change.ratio(), 1e-12);
        assertEquals(2 * Math.exp(-0.375923), change.least(), 1e-5);
        assertEquals(2 * Math.exp(0.375923), change.most(), 1e-5);
        assertEquals("**slower**", change.verdict());
        assertEquals("faster", Change.of(after, before).verdict());
        assertEquals("2.000 (1.373–2.913)", change.toString());
    }

    @Test
    void nothingIsShownByOneForkOrByNoise() {
        assertEquals("no difference shown", Change.of(List.of(1.0), List.of(9.0)).verdict());
        assertEquals("9.000 (one fork)", Change.of(List.of(1.0), List.of(9.0)).toString());
        assertEquals("no difference shown", Change.of(List.of(1.0, 2.0, 3.0), List.of(1.5, 2.5, 3.0)).verdict());
        assertEquals("no difference shown", Change.of(List.of(2.0, 2.0), List.of(2.0, 2.0)).verdict());
        assertEquals("faster", Change.of(List.of(2.0, 2.0), List.of(1.0, 1.0)).verdict());
    }

    @Test
    void rowsThatBothRunsHave() {
        String table =
                Compare.table("a", List.of(measurement("vector", 100.0, 101.0, 102.0), measurement("naive", 1e6)),
                        "b", List.of(measurement("vector", 50.0, 50.5, 51.0), measurement("openblas", 2e6),
                                measurement("ejml", 3e6)));
        assertTrue(table.contains("2 rows are only in the second run, 1 only in the first"), table);
        assertTrue(table.contains("| Forward | forward | batch 32, hidden 64, kernels vector | 101 ns (100–102)"
                + " | 50.5 ns (50.0–51.0) | 0.500 (0.4"), table);
        assertTrue(table.endsWith("| faster |\n"), table);
    }
}
