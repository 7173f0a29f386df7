package dev.lanewise.bench;

/** {@link NaiveProducts} with {@code Math.fma}. */
final class NaiveFusedProducts implements Products {

    @Override
    public void forward(int m, int k, int n, double[] x, double[] w, int wOffset, double[] z) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    sum = Math.fma(x[i * k + p], w[wOffset + p * n + j], sum);
                }
                z[i * n + j] = sum;
            }
        }
    }

    @Override
    public void inputGradient(int m, int k, int n, double[] dz, double[] w, int wOffset, double[] dx) {
        for (int i = 0; i < m; i++) {
            for (int p = 0; p < k; p++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum = Math.fma(dz[i * n + j], w[wOffset + p * n + j], sum);
                }
                dx[i * k + p] = sum;
            }
        }
    }

    @Override
    public void weightGradient(int m, int k, int n, double[] x, double[] dz, double[] dw, int dwOffset) {
        for (int p = 0; p < k; p++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int i = 0; i < m; i++) {
                    sum = Math.fma(x[i * k + p], dz[i * n + j], sum);
                }
                dw[dwOffset + p * n + j] = sum;
            }
        }
    }
}
