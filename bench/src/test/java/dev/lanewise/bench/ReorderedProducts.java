package dev.lanewise.bench;

import java.util.Arrays;

/**
 * The loops in the order i-k-j: the innermost one runs along a row of the output and of the right-hand matrix, which
 * lets C2 use vectors by itself. Index expressions are spelt out: with a row's offset in a variable C2 does worse.
 */
final class ReorderedProducts implements Products {

    private double[] wT = new double[0];

    @Override
    public void forward(int m, int k, int n, double[] x, double[] w, int wOffset, double[] z) {
        for (int i = 0; i < m; i++) {
            Arrays.fill(z, i * n, i * n + n, 0);
            for (int p = 0; p < k; p++) {
                double xip = x[i * k + p];
                for (int j = 0; j < n; j++) {
                    z[i * n + j] += xip * w[wOffset + p * n + j];
                }
            }
        }
    }

    /** Transposes w first: C2 has no vectors along its columns. */
    @Override
    public void inputGradient(int m, int k, int n, double[] dz, double[] w, int wOffset, double[] dx) {
        wT = Transpose.of(k, n, w, wOffset, wT);
        forward(m, n, k, dz, wT, 0, dx);
    }

    @Override
    public void weightGradient(int m, int k, int n, double[] x, double[] dz, double[] dw, int dwOffset) {
        for (int p = 0; p < k; p++) {
            Arrays.fill(dw, dwOffset + p * n, dwOffset + p * n + n, 0);
            for (int i = 0; i < m; i++) {
                double xip = x[i * k + p];
                for (int j = 0; j < n; j++) {
                    dw[dwOffset + p * n + j] += xip * dz[i * n + j];
                }
            }
        }
    }
}
