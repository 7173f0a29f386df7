package dev.lanewise.kernel;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.ElementaryFunction;

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
        addBias(m, n, b, bOffset, z, zOffset, scratch);
        activate(f, m, n, z, zOffset, a, aOffset, scratch);
    }

    /** One step of a chain. */
    static double step(boolean fused, double a, double b, double sum) {
        return fused ? Math.fma(a, b, sum) : sum + a * b;
    }

    @Override
    public void addBias(int m, int n, double[] b, int bOffset, double[] z, int zOffset, Scratch scratch) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                z[zOffset + i * n + j] += b[bOffset + j];
            }
        }
    }

    @Override
    public void biasGradient(int m, int n, double[] dz, int dzOffset, double[] db, int dbOffset, boolean accumulate,
            Scratch scratch) {
        for (int j = 0; j < n; j++) {
            double sum = accumulate ? db[dbOffset + j] : 0;
            for (int i = 0; i < m; i++) {
                sum += dz[dzOffset + i * n + j];
            }
            db[dbOffset + j] = sum;
        }
    }

    @Override
    public void apply(ElementaryFunction f, int length, double[] x, int xOffset, double[] y, int yOffset,
            Scratch scratch) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = ScalarMath.value(f, x[xOffset + i]);
        }
    }

    @Override
    public void activateElements(Activation f, int length, double[] z, int zOffset, double[] a, int aOffset,
            Scratch scratch) {
        for (int i = 0; i < length; i++) {
            a[aOffset + i] = ScalarMath.value(f, z[zOffset + i]);
        }
    }

    @Override
    public void activateElementsBackward(Activation f, int length, double[] z, int zOffset, double[] a, int aOffset,
            double[] da, int daOffset, double[] dz, int dzOffset, Scratch scratch) {
        for (int i = 0; i < length; i++) {
            dz[dzOffset + i] = ScalarMath.backward(f, z[zOffset + i], a[aOffset + i], da[daOffset + i]);
        }
    }

    @Override
    public void subtractMax(int m, int n, double[] z, int zOffset, double[] s, int sOffset) {
        Rows.subtractMax(m, n, z, zOffset, s, sOffset);
    }

    @Override
    public void divideBySum(int m, int n, double[] e, int eOffset) {
        Rows.divideBySum(m, n, e, eOffset);
    }

    @Override
    public void standardize(int m, int n, double[] mean, double[] deviation, double[] x, int xOffset,
            double[] v, int vOffset) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                v[vOffset + i * n + j] = (x[xOffset + i * n + j] - mean[j]) / deviation[j];
            }
        }
    }

    @Override
    public void multiply(int length, double[] u, int uOffset, double[] v, int vOffset, double[] w, int wOffset) {
        for (int i = 0; i < length; i++) {
            w[wOffset + i] = u[uOffset + i] * v[vOffset + i];
        }
    }

    @Override
    public void subtract(int length, double[] a, int aOffset, double[] y, int yOffset, double[] d, int dOffset) {
        for (int i = 0; i < length; i++) {
            d[dOffset + i] = a[aOffset + i] - y[yOffset + i];
        }
    }

    @Override
    public boolean isFinite(int length, double[] v, int offset) {
        boolean finite = true;
        for (int i = offset; i < offset + length; i++) {
            finite &= Double.isFinite(v[i]);
        }
        return finite;
    }

    @Override
    public void divide(int length, double[] v, int vOffset, double divisor) {
        for (int i = 0; i < length; i++) {
            v[vOffset + i] /= divisor;
        }
    }

    @Override
    public void scale(int length, double[] v, int vOffset, double factor) {
        for (int i = 0; i < length; i++) {
            v[vOffset + i] *= factor;
        }
    }

    @Override
    public void clip(int length, double[] v, int vOffset, double limit) {
        for (int i = 0; i < length; i++) {
            v[vOffset + i] = Math.min(Math.max(v[vOffset + i], -limit), limit);
        }
    }

    @Override
    public void penalize(int length, int offset, double[] v, double[] g, double l1, double l2) {
        for (int i = offset; i < offset + length; i++) {
            double withL2 = l2 == 0 ? g[i] : g[i] + l2 * v[i];
            g[i] = l1 == 0 ? withL2 : withL2 + l1 * Math.signum(v[i]);
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

    @Override
    public void momentum(int length, int offset, double[] v, double[] g, double[] b, double rate, double momentum,
            boolean nesterov) {
        for (int i = offset; i < offset + length; i++) {
            b[i] = momentum * b[i] + g[i];
            v[i] -= rate * (nesterov ? g[i] + momentum * b[i] : b[i]);
        }
    }

    @Override
    public void rmsProp(int length, int offset, double[] v, double[] g, double[] s, double rate, double alpha,
            double epsilon) {
        for (int i = offset; i < offset + length; i++) {
            s[i] = alpha * s[i] + (1 - alpha) * g[i] * g[i];
            v[i] -= rate * (g[i] / (Math.sqrt(s[i]) + epsilon));
        }
    }

    @Override
    public void adam(int length, int offset, double[] v, double[] g, double[] u, double[] s, double step, double root,
            double beta1, double beta2, double epsilon) {
        for (int i = offset; i < offset + length; i++) {
            u[i] = beta1 * u[i] + (1 - beta1) * g[i];
            s[i] = beta2 * s[i] + (1 - beta2) * g[i] * g[i];
            v[i] -= step * (u[i] / (Math.sqrt(s[i]) / root + epsilon));
        }
    }
}
