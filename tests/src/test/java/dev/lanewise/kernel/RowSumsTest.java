package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The order of a row's sum, against its definition written with an array of partial sums. */
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

    private static double byDefinition(double[] u, double[] v, int n) {
        double[] p = new double[8];
        for (int i = 0; i < n; i++) {
            p[i % 8] += v == null ? u[2 + i] : u[2 + i] * v[2 + i];
        }
        double[][] lost = new double[5][4];
        for (int half = 4; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                BigDecimal exact = new BigDecimal(p[i]).add(new BigDecimal(p[i + half]));
                p[i] += p[i + half];
                lost[half][i] = exact.subtract(new BigDecimal(p[i])).doubleValue();
            }
        }
        return p[0] + ((lost[4][0] + lost[4][1]) + (lost[4][2] + lost[4][3])
                + ((lost[2][0] + lost[2][1]) + lost[1][0]));
    }

    @Test
    void infinitiesAndNan() {
        double infinity = Double.POSITIVE_INFINITY;
        assertEquals(infinity, RowSums.sum(new double[] {1, infinity, 2}, 0, 3));
        assertEquals(infinity, RowSums.sum(new double[] {1e308, 1e308}, 0, 2));
        assertEquals(Double.NaN, RowSums.sum(new double[] {infinity, -infinity}, 0, 2));
        assertEquals(Double.NaN, RowSums.sum(new double[] {1, Double.NaN}, 0, 2));
    }

    private static double[] values(int n, long seed) {
        return new Random(seed).doubles(n + 4, -1e3, 1e3).toArray();
    }
}
