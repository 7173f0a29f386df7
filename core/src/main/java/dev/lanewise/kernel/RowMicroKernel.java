package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/**
 * A single row of C, straight from the operands: what serves a product of so few rows that packed panels would cost
 * more than they give.
 *
 * <pre>
 *     c[cOffset + j] = (accumulate ? c[cOffset + j] : 0) + Σ_p a[aOffset + p·aStep] · B[p, j]     j = 0 … n−1
 * </pre>
 */
final class RowMicroKernel {

    /**
     * Steps that a pass over c takes together: as many rows of B as streams that the processor fetches ahead. With
     * fewer, what a row has beside whole vectors is not worth vectors of its own.
     */
    private static final int STEPS = 8;

    /** Most columns whose sums stay in registers through all steps: three vectors. */
    static final int FEW_COLUMNS = 3 * LANES;

    /**
     * Chains of single doubles that run side by side: enough to hide most of the latency of a step, and few enough that
     * rows a power of two apart do not fill a set of the first cache.
     */
    private static final int CHAINS = 6;

    private RowMicroKernel() {
    }

    /**
     * B as it lies: element (p, j) at {@code b[bOffset + p·bStride + j]}; {@code sums} is room for {@link #FEW_COLUMNS}
     * values.
     */
    static void row(boolean fused, int n, int k, double[] a, int aOffset, int aStep, double[] b, int bOffset,
            int bStride, double[] c, int cOffset, boolean accumulate, double[] sums) {
        boolean isShort = k < STEPS;
        int wide = n <= FEW_COLUMNS && !isShort ? 0 : n - n % LANES;
        if (wide > 0) {
            wide(fused, wide, k, a, aOffset, aStep, b, bOffset, bStride, c, cOffset, accumulate);
        }
        int rest = n - wide;
        if (isShort) {
            chains(fused, rest, k, a, aOffset, aStep, b, bOffset + wide, bStride, c, cOffset + wide, accumulate);
        } else if (rest > 0) {
            fewColumns(fused, rest, k, a, aOffset, aStep, b, bOffset + wide, bStride, c, cOffset + wide, accumulate,
                    sums);
        }
    }

    /** Whole vectors, in passes over c. */
    private static void wide(boolean fused, int n, int k, double[] a, int aOffset, int aStep, double[] b, int bOffset,
            int bStride, double[] c, int cOffset, boolean accumulate) {
        int p = 0;
        if (!accumulate) {
            if (k % STEPS == 0) {
                Arrays.fill(c, cOffset, cOffset + n, 0);
            } else {
                firstStep(fused, n, a[aOffset], b, bOffset, c, cOffset);
                p = 1;
            }
        }
        for (; (k - p) % STEPS != 0; p++) {
            oneStep(fused, n, a[aOffset + p * aStep], b, bOffset + p * bStride, c, cOffset);
        }
        for (; p < k; p += STEPS) {
            eightSteps(fused, n, a, aOffset + p * aStep, aStep, b, bOffset + p * bStride, bStride, c, cOffset);
        }
    }

    /** A few columns, one after the other. */
    private static void chains(boolean fused, int n, int k, double[] a, int aOffset, int aStep, double[] b,
            int bOffset, int bStride, double[] c, int cOffset, boolean accumulate) {
        for (int j = 0; j < n; j++) {
            double cj = accumulate ? c[cOffset + j] : 0;
            for (int p = 0; p < k; p++) {
                cj = ScalarKernels.step(fused, a[aOffset + p * aStep], b[bOffset + p * bStride + j], cj);
            }
            c[cOffset + j] = cj;
        }
    }

    /**
     * A few columns as three vectors, which stay in registers. What follows a row of b fills columns that do not count,
     * but for the last steps, where it may be past the end of the array.
     */
    private static void fewColumns(boolean fused, int n, int k, double[] a, int aOffset, int aStep, double[] b,
            int bOffset, int bStride, double[] c, int cOffset, boolean accumulate, double[] sums) {
        Arrays.fill(sums, 0, FEW_COLUMNS, 0);
        if (accumulate) {
            System.arraycopy(c, cOffset, sums, 0, n);
        }
        int whole = Packing.wholeSteps(k, FEW_COLUMNS, b, bOffset, bStride);
        threeVectors(fused, whole, a, aOffset, aStep, b, bOffset, bStride, sums);
        chains(fused, n, k - whole, a, aOffset + whole * aStep, aStep, b, bOffset + whole * bStride, bStride, sums, 0,
                true);
        System.arraycopy(sums, 0, c, cOffset, n);
    }

    private static void threeVectors(boolean fused, int k, double[] a, int aOffset, int aStep, double[] b, int bOffset,
            int bStride, double[] sums) {
        DoubleVector s0 = DoubleVector.fromArray(SPECIES, sums, 0);
        DoubleVector s1 = DoubleVector.fromArray(SPECIES, sums, LANES);
        DoubleVector s2 = DoubleVector.fromArray(SPECIES, sums, 2 * LANES);
        for (int p = 0; p < k; p++) {
            DoubleVector ap = DoubleVector.broadcast(SPECIES, a[aOffset + p * aStep]);
            int row = bOffset + p * bStride;
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + LANES);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, row + 2 * LANES);
            s0 = fused ? ap.fma(b0, s0) : ap.mul(b0).add(s0);
            s1 = fused ? ap.fma(b1, s1) : ap.mul(b1).add(s1);
            s2 = fused ? ap.fma(b2, s2) : ap.mul(b2).add(s2);
        }
        s0.intoArray(sums, 0);
        s1.intoArray(sums, LANES);
        s2.intoArray(sums, 2 * LANES);
    }

    private static void firstStep(boolean fused, int n, double a, double[] b, int bOffset, double[] c, int cOffset) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector av = DoubleVector.broadcast(SPECIES, a);
        for (int j = 0; j < n; j += LANES) {
            DoubleVector bj = DoubleVector.fromArray(SPECIES, b, bOffset + j);
            (fused ? av.fma(bj, zero) : av.mul(bj).add(zero)).intoArray(c, cOffset + j);
        }
    }

    private static void oneStep(boolean fused, int n, double a, double[] b, int bOffset, double[] c, int cOffset) {
        DoubleVector av = DoubleVector.broadcast(SPECIES, a);
        for (int j = 0; j < n; j += LANES) {
            DoubleVector bj = DoubleVector.fromArray(SPECIES, b, bOffset + j);
            DoubleVector cj = DoubleVector.fromArray(SPECIES, c, cOffset + j);
            (fused ? av.fma(bj, cj) : av.mul(bj).add(cj)).intoArray(c, cOffset + j);
        }
    }

    private static void eightSteps(boolean fused, int n, double[] a, int aOffset, int aStep, double[] b, int b0,
            int bStride, double[] c, int cOffset) {
        int b1 = b0 + bStride;
        int b2 = b1 + bStride;
        int b3 = b2 + bStride;
        int b4 = b3 + bStride;
        int b5 = b4 + bStride;
        int b6 = b5 + bStride;
        int b7 = b6 + bStride;
        DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[aOffset]);
        DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[aOffset + aStep]);
        DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[aOffset + 2 * aStep]);
        DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[aOffset + 3 * aStep]);
        DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[aOffset + 4 * aStep]);
        DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[aOffset + 5 * aStep]);
        DoubleVector a6 = DoubleVector.broadcast(SPECIES, a[aOffset + 6 * aStep]);
        DoubleVector a7 = DoubleVector.broadcast(SPECIES, a[aOffset + 7 * aStep]);
        for (int j = 0; j < n; j += LANES) {
            DoubleVector cj = DoubleVector.fromArray(SPECIES, c, cOffset + j);
            DoubleVector bj = DoubleVector.fromArray(SPECIES, b, b0 + j);
            cj = fused ? a0.fma(bj, cj) : a0.mul(bj).add(cj);
            bj = DoubleVector.fromArray(SPECIES, b, b1 + j);
            cj = fused ? a1.fma(bj, cj) : a1.mul(bj).add(cj);
            bj = DoubleVector.fromArray(SPECIES, b, b2 + j);
            cj = fused ? a2.fma(bj, cj) : a2.mul(bj).add(cj);
            bj = DoubleVector.fromArray(SPECIES, b, b3 + j);
            cj = fused ? a3.fma(bj, cj) : a3.mul(bj).add(cj);
            bj = DoubleVector.fromArray(SPECIES, b, b4 + j);
            cj = fused ? a4.fma(bj, cj) : a4.mul(bj).add(cj);
            bj = DoubleVector.fromArray(SPECIES, b, b5 + j);
            cj = fused ? a5.fma(bj, cj) : a5.mul(bj).add(cj);
            bj = DoubleVector.fromArray(SPECIES, b, b6 + j);
            cj = fused ? a6.fma(bj, cj) : a6.mul(bj).add(cj);
            bj = DoubleVector.fromArray(SPECIES, b, b7 + j);
            cj = fused ? a7.fma(bj, cj) : a7.mul(bj).add(cj);
            cj.intoArray(c, cOffset + j);
        }
    }

    /**
     * B transposed: element (p, j) at {@code b[bOffset + j·bStride + p]}. A chain would need a lane from each row of b,
     * so plain doubles run side by side instead. Overwrites; a is contiguous.
     */
    static void transposedRow(boolean fused, int n, int k, double[] a, int aOffset, double[] b, int bOffset,
            int bStride, double[] c, int cOffset) {
        for (int j = 0; j < n && n >= CHAINS; j += CHAINS) {
            // the last group goes over outputs that are done already, rather than leave single chains
            int first = Math.min(j, n - CHAINS);
            transposedChains(fused, k, a, aOffset, b, bOffset + first * bStride, bStride, c, cOffset + first);
        }
        for (int j = 0; j < n && n < CHAINS; j++) {
            chains(fused, 1, k, a, aOffset, 1, b, bOffset + j * bStride, 1, c, cOffset + j, false);
        }
    }

    private static void transposedChains(boolean fused, int k, double[] a, int aOffset, double[] b, int b0,
            int bStride, double[] c, int cOffset) {
        int b1 = b0 + bStride;
        int b2 = b1 + bStride;
        int b3 = b2 + bStride;
        int b4 = b3 + bStride;
        int b5 = b4 + bStride;
        double c0 = 0, c1 = 0, c2 = 0, c3 = 0, c4 = 0, c5 = 0;
        for (int p = 0; p < k; p++) {
            double ap = a[aOffset + p];
            c0 = ScalarKernels.step(fused, ap, b[b0 + p], c0);
            c1 = ScalarKernels.step(fused, ap, b[b1 + p], c1);
            c2 = ScalarKernels.step(fused, ap, b[b2 + p], c2);
            c3 = ScalarKernels.step(fused, ap, b[b3 + p], c3);
            c4 = ScalarKernels.step(fused, ap, b[b4 + p], c4);
            c5 = ScalarKernels.step(fused, ap, b[b5 + p], c5);
        }
        c[cOffset] = c0;
        c[cOffset + 1] = c1;
        c[cOffset + 2] = c2;
        c[cOffset + 3] = c3;
        c[cOffset + 4] = c4;
        c[cOffset + 5] = c5;
    }
}
