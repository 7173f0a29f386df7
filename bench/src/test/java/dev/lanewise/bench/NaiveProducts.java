package dev.lanewise.bench;

/**
 * What a Java programmer writes first: one output after the other, its sum in the innermost loop. C2 takes the test of
 * {@code fused} out of that loop.
 *
 * @param fused whether a step of a sum is {@code Math.fma}
 */
record NaiveProducts(boolean fused) implements Products {

    @Override
    public void forward(int m, int k, int n, double[] x, double[] w, int wOffset, double[] z) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    sum = step(x[i * k + p], w[wOffset + p * n + j], sum);
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
                    sum = step(dz[i * n + j], w[wOffset + p * n + j], sum);
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
                    sum = step(x[i * k + p], dz[i * n + j], sum);
                }
                dw[dwOffset + p * n + j] = sum;
            }
        }
    }

    private double step(double a, double b, double sum) {
        return fused ? Math.fma(a, b, sum) : sum + a * b;
    }
}
