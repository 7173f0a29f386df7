package dev.lanewise.kernel;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;

/**
 * The specification: every operation as the formula reads, naive on purpose. It also serves where the Vector API is
 * missing or not compiled.
 */
public final class ScalarKernels implements Kernels {

    @Override
    public String description() {
        return "scalar";
    }

    @Override
    public void forward(Arithmetic arithmetic, int m, int k, int n, double[] x, int xOffset, double[] w, int wOffset,
            double[] z, int zOffset, Scratch scratch) {
        boolean fused = arithmetic.isFused();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    sum = step(fused, x[xOffset + i * k + p], w[wOffset + p * n + j], sum);
                }
                z[zOffset + i * n + j] = sum;
            }
        }
    }

    @Override
    public void inputGradient(Arithmetic arithmetic, int m, int k, int n, double[] dz, int dzOffset,
            double[] w, int wOffset, double[] dx, int dxOffset, Scratch scratch) {
        boolean fused = arithmetic.isFused();
        for (int i = 0; i < m; i++) {
            for (int p = 0; p < k; p++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum = step(fused, dz[dzOffset + i * n + j], w[wOffset + p * n + j], sum);
                }
                dx[dxOffset + i * k + p] = sum;
            }
        }
    }

    @Override
    public void weightGradient(Arithmetic arithmetic, int m, int k, int n, double[] x, int xOffset, int xStride,
            double[] dz, int dzOffset, double[] dw, int dwOffset, boolean accumulate, Scratch scratch) {
        boolean fused = arithmetic.isFused();
        for (int p = 0; p < k; p++) {
            for (int j = 0; j < n; j++) {
                double sum = accumulate ? dw[dwOffset + p * n + j] : 0;
                for (int i = 0; i < m; i++) {
                    sum = step(fused, x[xOffset + i * xStride + p], dz[dzOffset + i * n + j], sum);
                }
                dw[dwOffset + p * n + j] = sum;
            }
        }
    }

    @Override
    public void dense(Arithmetic arithmetic, Activation f, int m, int k, int n, double[] x, int xOffset,
            double[] w, int wOffset, double[] b, int bOffset, double[] z, int zOffset, double[] a, int aOffset,
            Scratch scratch) {
        forward(arithmetic, m, k, n, x, xOffset, w, wOffset, z, zOffset, scratch);
        addBias(m, n, b, bOffset, z, zOffset);
        activate(f, m, n, z, zOffset, a, aOffset, scratch);
    }

    /** One step of a chain. */
    static double step(boolean fused, double a, double b, double sum) {
        return fused ? Math.fma(a, b, sum) : sum + a * b;
    }

    @Override
    public void addBias(int m, int n, double[] b, int bOffset, double[] z, int zOffset) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                z[zOffset + i * n + j] += b[bOffset + j];
            }
        }
    }

    @Override
    public void biasGradient(int m, int n, double[] dz, int dzOffset, double[] db, int dbOffset, boolean accumulate) {
        for (int j = 0; j < n; j++) {
            double sum = accumulate ? db[dbOffset + j] : 0;
            for (int i = 0; i < m; i++) {
                sum += dz[dzOffset + i * n + j];
            }
            db[dbOffset + j] = sum;
        }
    }

    @Override
    public void exp(int length, double[] x, int xOffset, double[] y, int yOffset, Scratch scratch) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = ScalarMath.exp(x[xOffset + i]);
        }
    }

    @Override
    public void sigmoid(int length, double[] z, int zOffset, double[] a, int aOffset, Scratch scratch) {
        for (int i = 0; i < length; i++) {
            a[aOffset + i] = ScalarMath.sigmoid(z[zOffset + i]);
        }
    }

    @Override
    public void sigmoidBackward(int length, double[] a, int aOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        for (int i = 0; i < length; i++) {
            double ai = a[aOffset + i];
            dz[dzOffset + i] = da[daOffset + i] * (ai * (1 - ai));
        }
    }

    @Override
    public void tanh(int length, double[] z, int zOffset, double[] a, int aOffset, Scratch scratch) {
        for (int i = 0; i < length; i++) {
            a[aOffset + i] = ScalarMath.tanh(z[zOffset + i]);
        }
    }

    @Override
    public void tanhBackward(int length, double[] a, int aOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        for (int i = 0; i < length; i++) {
            double ai = a[aOffset + i];
            dz[dzOffset + i] = da[daOffset + i] * (1 - ai * ai);
        }
    }

    @Override
    public void relu(int length, double[] z, int zOffset, double[] a, int aOffset) {
        for (int i = 0; i < length; i++) {
            double zi = z[zOffset + i];
            a[aOffset + i] = zi <= 0 ? 0 : zi;
        }
    }

    @Override
    public void reluBackward(int length, double[] z, int zOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        for (int i = 0; i < length; i++) {
            dz[dzOffset + i] = z[zOffset + i] <= 0 ? 0 : da[daOffset + i];
        }
    }

    @Override
    public void halfSquaredError(int m, int n, double[] a, int aOffset, double[] y, int yOffset,
            double[] rowLoss, int rowLossOffset, double[] da, int daOffset) {
        for (int i = 0; i < m * n; i++) {
            da[daOffset + i] = a[aOffset + i] - y[yOffset + i];
        }
        Rows.halfSquares(m, n, da, daOffset, rowLoss, rowLossOffset);
    }

    @Override
    public void divide(int length, double[] v, int vOffset, double divisor) {
        for (int i = 0; i < length; i++) {
            v[vOffset + i] /= divisor;
        }
    }

    @Override
    public void sgd(int length, double[] v, int vOffset, double[] g, int gOffset, double rate, double l2) {
        for (int i = 0; i < length; i++) {
            double vi = v[vOffset + i];
            double gi = g[gOffset + i];
            v[vOffset + i] = vi - rate * (l2 == 0 ? gi : gi + l2 * vi);
        }
    }
}
