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

    /**
     * Variances of 0.0002 over 2 forks and of 0.0006 over 3: their quotients by the numbers of forks are a = 0.0001 and
     * b = 0.0002, so (a + b)² / (a² / 1 + b² / 2) = 3 degrees of freedom, whose 99.5 % quantile is 5.840909: half of
     * the interval is 5.840909·√0.0003 = 0.101168.
     */
    @Test
    void anIntervalOfUnequalVariancesAndNumbers() {
        double d = 0.01;
        double e = 0.01 * Math.sqrt(6);
        List<Double> before = List.of(Math.exp(-d), Math.exp(d));
        List<Double> after = List.of(2 * Math.exp(-e), 2.0, 2 * Math.exp(e));
        Change change = Change.of(before, after);
        assertEquals(2 * Math.exp(-0.101168), change.least(), 1e-5);
        assertEquals(2 * Math.exp(0.101168), change.most(), 1e-5);
        Change back = Change.of(after, before);
        assertEquals(1 / change.most(), back.least(), 1e-12);
        assertEquals(1 / change.least(), back.most(), 1e-12);
    }

    @Test
    void nothingIsShownByOneForkByEqualOnesOrByNoise() {
        assertEquals("no difference shown", Change.of(List.of(1.0), List.of(9.0)).verdict());
        assertEquals("9.000 (no interval)", Change.of(List.of(1.0), List.of(9.0)).toString());
        assertEquals("no difference shown", Change.of(List.of(1.0), List.of(8.0, 9.0, 10.0)).verdict());
        assertEquals("no difference shown", Change.of(List.of(1.0, 2.0, 3.0), List.of(1.5, 2.5, 3.0)).verdict());
        assertEquals("no difference shown", Change.of(List.of(2.0, 2.0), List.of(2.0, 2.0)).verdict());
        assertEquals("no difference shown", Change.of(List.of(2.0, 2.0), List.of(1.0, 1.0)).verdict());
        assertEquals("no difference shown", Change.of(List.of(2.0), List.of(1.0)).verdict());
    }

    @Test
    void rowsThatBothRunsHave() {
        String table =
                Compare.table(List.of(measurement("vector", 100.0, 101.0, 104.0), measurement("naive", 1e6)),
                        List.of(measurement("vector", 50.0, 50.5, 51.0), measurement("openblas", 2e6),
                                measurement("ejml", 3e6)));
        assertTrue(table.contains("2 rows are only in the second run, 1 only in the first"), table);
        // the geometric mean of 100, 101 and 104 is 101.652, of 50, 50.5 and 51 50.498
        assertTrue(table.contains("| Forward | forward | batch 32, hidden 64, kernels vector | 102 ns (100 ns–104 ns)"
                + " | 50.5 ns (50.0 ns–51.0 ns) | 0.497 (0.4"), table);
        assertTrue(table.endsWith("| faster |\n"), table);
    }

    @Test
    void whatDiffersBetweenTheEnvironments() {
        Map<String, String> before = Map.of("JDK", "17", "clock now", "2 GHz", "commit", "a");
        assertEquals("Both were measured in the same environment.\n",
                Compare.differences(before, Map.of("JDK", "17", "clock now", "3 GHz", "commit", "a")));
        String differences = Compare.differences(before, Map.of("JDK", "25", "commit", "a", "forks", "5"));
        assertTrue(differences.contains("\n| JDK | 17 | 25 |\n"), differences);
        assertTrue(differences.contains("\n| forks | – | 5 |\n"), differences);
        assertEquals(2, differences.split("\n\\| ", -1).length - 2, differences);
    }
}
