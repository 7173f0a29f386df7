package dev.lanewise.bench;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ChainCheckTest {

    private static final int M = 5;
    private static final int K = 40;
    private static final int N = 3;

    private final double[] x = Data.uniform(1, M * K, 1);
    private final double[] w = Data.uniform(2, K * N, 1);

    private void check(boolean exact, double[] z) {
        new ChainCheck(true, exact).product("z", z, N, K, x, K, 1, w, 1, N);
    }

    private double[] chains() {
        double[] z = new double[M * N];
        new NaiveProducts(true).forward(M, K, N, x, w, 0, z);
        return z;
    }

    /** The sums from the last product to the first. */
    private double[] backwards() {
        double[] z = new double[M * N];
        for (int i = 0; i < M; i++) {
            for (int p = K - 1; p >= 0; p--) {
                for (int j = 0; j < N; j++) {
                    z[i * N + j] += x[i * K + p] * w[p * N + j];
                }
            }
        }
        return z;
    }

    @Test
    void chainsPass() {
        assertDoesNotThrow(() -> check(true, chains()));
        assertDoesNotThrow(() -> check(false, chains()));
    }

    @Test
    void anotherOrderPassesOnlyWhereItMay() {
        assertDoesNotThrow(() -> check(false, backwards()));
        assertThrows(IllegalStateException.class, () -> check(true, backwards()));
    }

    @Test
    void wrongElementsFail() {
        double[] z = chains();
        z[M * N - 1] += 1e-11;
        assertThrows(IllegalStateException.class, () -> check(false, z));
        z[M * N - 1] = Double.NaN;
        assertThrows(IllegalStateException.class, () -> check(false, z));
        double[] oneBit = chains();
        oneBit[0] = Math.nextUp(oneBit[0]);
        assertThrows(IllegalStateException.class, () -> check(true, oneBit));
    }
}
