package dev.lanewise.kernel;

import static dev.lanewise.kernel.MicroKernel.CHAINS;
import static dev.lanewise.kernel.MicroKernel.FEW_COLUMNS;
import static dev.lanewise.kernel.MicroKernel.STEPS;
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
final class RowProduct {

    private RowProduct() {
    }

    /**
     * B as it lies: element (p, j) at {@code b[bOffset + p·bStride + j]}; {@code sums} is room for
     * {@link MicroKernel#FEW_COLUMNS} values. With fewer steps than {@link MicroKernel#STEPS}, what a row has beside
     * whole vectors is not worth vectors of its own.
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
            MicroKernel.eightSteps(fused, n, a, aOffset + p * aStep, aStep, b, bOffset + p * bStride, bStride,
                    c, cOffset);
        }
    }

    /** A few columns, one after the other. */
    static void chains(boolean fused, int n, int k, double[] a, int aOffset, int aStep, double[] b,
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
        MicroKernel.threeVectors(fused, whole, a, aOffset, aStep, b, bOffset, bStride, sums);
        chains(fused, n, k - whole, a, aOffset + whole * aStep, aStep, b, bOffset + whole * bStride, bStride, sums, 0,
                true);
        System.arraycopy(sums, 0, c, cOffset, n);
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

    /**
     * B transposed: element (p, j) at {@code b[bOffset + j·bStride + p]}. Overwrites; a is contiguous.
     */
    static void transposedRow(boolean fused, int n, int k, double[] a, int aOffset, double[] b, int bOffset,
            int bStride, double[] c, int cOffset) {
        for (int j = 0; j < n && n >= CHAINS; j += CHAINS) {
            // the last group goes over outputs that are done already, rather than leave single chains
            int first = Math.min(j, n - CHAINS);
            MicroKernel.sixChains(fused, k, a, aOffset, b, bOffset + first * bStride, bStride, c, cOffset + first);
        }
        for (int j = 0; j < n && n < CHAINS; j++) {
            chains(fused, 1, k, a, aOffset, 1, b, bOffset + j * bStride, 1, c, cOffset + j, false);
        }
    }
}
