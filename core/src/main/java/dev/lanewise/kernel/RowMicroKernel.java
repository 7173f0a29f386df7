package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/**
 * A single row of C, straight from the operands: what serves a product of so few rows or steps that packed panels would
 * cost more than they give.
 *
 * <pre>
 *     c[cOffset + j] = (accumulate ? c[cOffset + j] : 0) + Σ_p a[aOffset + p·aStep] · B[p, j]     j = 0 … n−1
 * </pre>
 */
final class RowMicroKernel {

    /** Vectors of C, or single chains, that run side by side: enough to hide the latency of a step. */
    private static final int CHAINS = 4;

    private RowMicroKernel() {
    }

    /** B as it lies: element (p, j) at {@code b[bOffset + p·bStride + j]}. */
    static void row(boolean fused, int n, int k, double[] a, int aOffset, int aStep, double[] b, int bOffset,
            int bStride, double[] c, int cOffset, boolean accumulate) {
        if (!accumulate) {
            Arrays.fill(c, cOffset, cOffset + n, 0);
        }
        int j = 0;
        for (; j <= n - CHAINS * LANES; j += CHAINS * LANES) {
            int cj = cOffset + j;
            DoubleVector c0 = DoubleVector.fromArray(SPECIES, c, cj);
            DoubleVector c1 = DoubleVector.fromArray(SPECIES, c, cj + LANES);
            DoubleVector c2 = DoubleVector.fromArray(SPECIES, c, cj + 2 * LANES);
            DoubleVector c3 = DoubleVector.fromArray(SPECIES, c, cj + 3 * LANES);
            for (int p = 0; p < k; p++) {
                int bj = bOffset + p * bStride + j;
                DoubleVector ap = DoubleVector.broadcast(SPECIES, a[aOffset + p * aStep]);
                DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bj);
                DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bj + LANES);
                DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, bj + 2 * LANES);
                DoubleVector b3 = DoubleVector.fromArray(SPECIES, b, bj + 3 * LANES);
                c0 = fused ? ap.fma(b0, c0) : c0.add(ap.mul(b0));
                c1 = fused ? ap.fma(b1, c1) : c1.add(ap.mul(b1));
                c2 = fused ? ap.fma(b2, c2) : c2.add(ap.mul(b2));
                c3 = fused ? ap.fma(b3, c3) : c3.add(ap.mul(b3));
            }
            c0.intoArray(c, cj);
            c1.intoArray(c, cj + LANES);
            c2.intoArray(c, cj + 2 * LANES);
            c3.intoArray(c, cj + 3 * LANES);
        }
        for (; j <= n - LANES; j += LANES) {
            DoubleVector cj = DoubleVector.fromArray(SPECIES, c, cOffset + j);
            for (int p = 0; p < k; p++) {
                DoubleVector ap = DoubleVector.broadcast(SPECIES, a[aOffset + p * aStep]);
                DoubleVector bj = DoubleVector.fromArray(SPECIES, b, bOffset + p * bStride + j);
                cj = fused ? ap.fma(bj, cj) : cj.add(ap.mul(bj));
            }
            cj.intoArray(c, cOffset + j);
        }
        for (; j < n; j++) {
            double cj = c[cOffset + j];
            for (int p = 0; p < k; p++) {
                cj = ScalarKernels.step(fused, a[aOffset + p * aStep], b[bOffset + p * bStride + j], cj);
            }
            c[cOffset + j] = cj;
        }
    }

    /**
     * B transposed: element (p, j) at {@code b[bOffset + j·bStride + p]}. A chain would need a lane from each row of b,
     * so plain doubles run side by side instead. Overwrites; a is contiguous.
     */
    static void transposedRow(boolean fused, int n, int k, double[] a, int aOffset, double[] b, int bOffset,
            int bStride, double[] c, int cOffset) {
        int j = 0;
        for (; j <= n - CHAINS; j += CHAINS) {
            int b0 = bOffset + j * bStride;
            int b1 = b0 + bStride;
            int b2 = b1 + bStride;
            int b3 = b2 + bStride;
            double c0 = 0;
            double c1 = 0;
            double c2 = 0;
            double c3 = 0;
            for (int p = 0; p < k; p++) {
                double ap = a[aOffset + p];
                c0 = ScalarKernels.step(fused, ap, b[b0 + p], c0);
                c1 = ScalarKernels.step(fused, ap, b[b1 + p], c1);
                c2 = ScalarKernels.step(fused, ap, b[b2 + p], c2);
                c3 = ScalarKernels.step(fused, ap, b[b3 + p], c3);
            }
            c[cOffset + j] = c0;
            c[cOffset + j + 1] = c1;
            c[cOffset + j + 2] = c2;
            c[cOffset + j + 3] = c3;
        }
        for (; j < n; j++) {
            double cj = 0;
            for (int p = 0; p < k; p++) {
                cj = ScalarKernels.step(fused, a[aOffset + p], b[bOffset + j * bStride + p], cj);
            }
            c[cOffset + j] = cj;
        }
    }
}
