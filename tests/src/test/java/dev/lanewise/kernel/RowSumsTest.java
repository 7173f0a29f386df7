package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The order of a row's sum, against its definition written with an array of partial sums. */
@Tag("once")
class RowSumsTest {

    @Test
    void sumFollowsItsDefinition() {
        for (int n = 0; n < 70; n++) {
            double[] v = values(n, 1);
            assertEquals(byDefinition(v, null, n), RowSums.sum(v, 2, n), 0.0, "n = " + n);
        }
    }

    @Test
    void dotFollowsItsDefinition() {
        for (int n = 0; n < 70; n++) {
            double[] u = values(n, 1);
            double[] v = values(n, 2);
            assertEquals(byDefinition(u, v, n), RowSums.dot(u, 2, v, 2, n), 0.0, "n = " + n);
        }
    }

    /** Numbers from 0 to 1, one of which is 1: the sum is rounded once, or nearly so. */
    @Test
    void accurateSumIsAccurate() {
        for (int n = 0; n < 70; n++) {
            isAccurate(n, new Random(n).doubles(n + 2L, 0, 1).toArray());
        }
        for (double spread : new double[] {1e-3, 0.1, 1, 40, 700}) {
            for (int n : new int[] {10, 1_000, 40_000, 300_000}) {
                double[] v = new Random(n).doubles(n + 2L, -spread, 0).map(ScalarExp::exp).toArray();
                isAccurate(n, v);
                Arrays.setAll(v, i -> Math.scalb(v[i], -35));
                isAccurate(n, v);
            }
        }
        assertEquals(Double.NaN, RowSums.accurateSum(new double[] {1, Double.NaN}, 0, 2));
    }

    private static void isAccurate(int n, double[] v) {
        v[v.length / 2] = 1;
        BigDecimal exact = Arrays.stream(v, 2, n + 2).mapToObj(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertTrue(Ulps.error(RowSums.accurateSum(v, 2, n), exact) <= 0.5001, "n = " + n);
    }

    private static double byDefinition(double[] u, double[] v, int n) {
        double[] p = new double[8];
        for (int i = 0; i < n; i++) {
            p[i % 8] += v == null ? u[2 + i] : u[2 + i] * v[2 + i];
        }
        for (int half = 4; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                p[i] += p[i + half];
            }
        }
        return p[0];
    }

    private static double[] values(int n, long seed) {
        return new Random(seed).doubles(n + 4, -1e3, 1e3).toArray();
    }
}
