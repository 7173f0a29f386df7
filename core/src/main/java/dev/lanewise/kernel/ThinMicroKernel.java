package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * Tiles of a product of few columns: all of one to three vectors, in so many rows that their chains hide each other's
 * latency and stay in registers.
 *
 * <pre>
 *     C[rows×W] = S[rows×W] + A[rows×k] · B[k×W]     W = 1, 2 or 3 vectors, rows = 4, 4 or 3
 *
 *     A, rows as they lie                     a[a_i + p]
 *     B, a packed panel of W columns          b[p·W + j]
 *     S, where chains start                   s[i·W + j]
 *     C                                       c[cOffset + i·cStride + j], rows stored in order, the first one first
 * </pre>
 *
 * <p>With {@code fused} as a branch in the loop the widest one has more operations than HotSpot 17 inlines, once both
 * modes run in one JVM, and makes objects of its vectors.
 */
final class ThinMicroKernel {

    /** Most vectors of a tile. */
    static final int MAX_VECTORS = 3;

    /** Most elements of a tile. */
    static final int MAX_ELEMENTS = 9 * LANES;

    private ThinMicroKernel() {
    }

    /** {@return the rows of a tile of so many vectors} */
    static int rows(int vectors) {
        return vectors == MAX_VECTORS ? 3 : 4;
    }

    /** One tile; of four row indices one of three vectors takes the first three. */
    static void tile(boolean fused, int vectors, int k, double[] a, int a0, int a1, int a2, int a3, double[] b,
            double[] s, double[] c, int cOffset, int cStride) {
        if (fused) {
            switch (vectors) {
                case 1 -> fusedOne(k, a, a0, a1, a2, a3, b, s, c, cOffset, cStride);
                case 2 -> fusedTwo(k, a, a0, a1, a2, a3, b, s, c, cOffset, cStride);
                default -> fusedThree(k, a, a0, a1, a2, b, s, c, cOffset, cStride);
            }
        } else {
            switch (vectors) {
                case 1 -> strictOne(k, a, a0, a1, a2, a3, b, s, c, cOffset, cStride);
                case 2 -> strictTwo(k, a, a0, a1, a2, a3, b, s, c, cOffset, cStride);
                default -> strictThree(k, a, a0, a1, a2, b, s, c, cOffset, cStride);
            }
        }
    }

    private static void fusedOne(int k, double[] a, int a0, int a1, int a2, int a3, double[] b,
            double[] s, double[] c, int cOffset, int cStride) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, s, 0);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, s, LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, s, 2 * LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, s, 3 * LANES);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, p * LANES);
            DoubleVector ai = DoubleVector.broadcast(SPECIES, a[a0 + p]);
            c00 = ai.fma(b0, c00);
            ai = DoubleVector.broadcast(SPECIES, a[a1 + p]);
            c10 = ai.fma(b0, c10);
            ai = DoubleVector.broadcast(SPECIES, a[a2 + p]);
            c20 = ai.fma(b0, c20);
            ai = DoubleVector.broadcast(SPECIES, a[a3 + p]);
            c30 = ai.fma(b0, c30);
        }
        c00.intoArray(c, cOffset);
        c10.intoArray(c, cOffset + cStride);
        c20.intoArray(c, cOffset + 2 * cStride);
        c30.intoArray(c, cOffset + 3 * cStride);
    }

    private static void fusedTwo(int k, double[] a, int a0, int a1, int a2, int a3, double[] b,
            double[] s, double[] c, int cOffset, int cStride) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, s, 0);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, s, LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, s, 2 * LANES);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, s, 3 * LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, s, 4 * LANES);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, s, 5 * LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, s, 6 * LANES);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, s, 7 * LANES);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, p * (2 * LANES));
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, p * (2 * LANES) + LANES);
            DoubleVector ai = DoubleVector.broadcast(SPECIES, a[a0 + p]);
            c00 = ai.fma(b0, c00);
            c01 = ai.fma(b1, c01);
            ai = DoubleVector.broadcast(SPECIES, a[a1 + p]);
            c10 = ai.fma(b0, c10);
            c11 = ai.fma(b1, c11);
            ai = DoubleVector.broadcast(SPECIES, a[a2 + p]);
            c20 = ai.fma(b0, c20);
            c21 = ai.fma(b1, c21);
            ai = DoubleVector.broadcast(SPECIES, a[a3 + p]);
            c30 = ai.fma(b0, c30);
            c31 = ai.fma(b1, c31);
        }
        c00.intoArray(c, cOffset);
        c01.intoArray(c, cOffset + LANES);
        c10.intoArray(c, cOffset + cStride);
        c11.intoArray(c, cOffset + cStride + LANES);
        c20.intoArray(c, cOffset + 2 * cStride);
        c21.intoArray(c, cOffset + 2 * cStride + LANES);
        c30.intoArray(c, cOffset + 3 * cStride);
        c31.intoArray(c, cOffset + 3 * cStride + LANES);
    }

    private static void fusedThree(int k, double[] a, int a0, int a1, int a2, double[] b,
            double[] s, double[] c, int cOffset, int cStride) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, s, 0);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, s, LANES);
        DoubleVector c02 = DoubleVector.fromArray(SPECIES, s, 2 * LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, s, 3 * LANES);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, s, 4 * LANES);
        DoubleVector c12 = DoubleVector.fromArray(SPECIES, s, 5 * LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, s, 6 * LANES);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, s, 7 * LANES);
        DoubleVector c22 = DoubleVector.fromArray(SPECIES, s, 8 * LANES);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, p * (3 * LANES));
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, p * (3 * LANES) + LANES);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, p * (3 * LANES) + 2 * LANES);
            DoubleVector ai = DoubleVector.broadcast(SPECIES, a[a0 + p]);
            c00 = ai.fma(b0, c00);
            c01 = ai.fma(b1, c01);
            c02 = ai.fma(b2, c02);
            ai = DoubleVector.broadcast(SPECIES, a[a1 + p]);
            c10 = ai.fma(b0, c10);
            c11 = ai.fma(b1, c11);
            c12 = ai.fma(b2, c12);
            ai = DoubleVector.broadcast(SPECIES, a[a2 + p]);
            c20 = ai.fma(b0, c20);
            c21 = ai.fma(b1, c21);
            c22 = ai.fma(b2, c22);
        }
        c00.intoArray(c, cOffset);
        c01.intoArray(c, cOffset + LANES);
        c02.intoArray(c, cOffset + 2 * LANES);
        c10.intoArray(c, cOffset + cStride);
        c11.intoArray(c, cOffset + cStride + LANES);
        c12.intoArray(c, cOffset + cStride + 2 * LANES);
        c20.intoArray(c, cOffset + 2 * cStride);
        c21.intoArray(c, cOffset + 2 * cStride + LANES);
        c22.intoArray(c, cOffset + 2 * cStride + 2 * LANES);
    }

    private static void strictOne(int k, double[] a, int a0, int a1, int a2, int a3, double[] b,
            double[] s, double[] c, int cOffset, int cStride) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, s, 0);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, s, LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, s, 2 * LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, s, 3 * LANES);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, p * LANES);
            DoubleVector ai = DoubleVector.broadcast(SPECIES, a[a0 + p]);
            c00 = ai.mul(b0).add(c00);
            ai = DoubleVector.broadcast(SPECIES, a[a1 + p]);
            c10 = ai.mul(b0).add(c10);
            ai = DoubleVector.broadcast(SPECIES, a[a2 + p]);
            c20 = ai.mul(b0).add(c20);
            ai = DoubleVector.broadcast(SPECIES, a[a3 + p]);
            c30 = ai.mul(b0).add(c30);
        }
        c00.intoArray(c, cOffset);
        c10.intoArray(c, cOffset + cStride);
        c20.intoArray(c, cOffset + 2 * cStride);
        c30.intoArray(c, cOffset + 3 * cStride);
    }

    private static void strictTwo(int k, double[] a, int a0, int a1, int a2, int a3, double[] b,
            double[] s, double[] c, int cOffset, int cStride) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, s, 0);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, s, LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, s, 2 * LANES);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, s, 3 * LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, s, 4 * LANES);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, s, 5 * LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, s, 6 * LANES);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, s, 7 * LANES);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, p * (2 * LANES));
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, p * (2 * LANES) + LANES);
            DoubleVector ai = DoubleVector.broadcast(SPECIES, a[a0 + p]);
            c00 = ai.mul(b0).add(c00);
            c01 = ai.mul(b1).add(c01);
            ai = DoubleVector.broadcast(SPECIES, a[a1 + p]);
            c10 = ai.mul(b0).add(c10);
            c11 = ai.mul(b1).add(c11);
            ai = DoubleVector.broadcast(SPECIES, a[a2 + p]);
            c20 = ai.mul(b0).add(c20);
            c21 = ai.mul(b1).add(c21);
            ai = DoubleVector.broadcast(SPECIES, a[a3 + p]);
            c30 = ai.mul(b0).add(c30);
            c31 = ai.mul(b1).add(c31);
        }
        c00.intoArray(c, cOffset);
        c01.intoArray(c, cOffset + LANES);
        c10.intoArray(c, cOffset + cStride);
        c11.intoArray(c, cOffset + cStride + LANES);
        c20.intoArray(c, cOffset + 2 * cStride);
        c21.intoArray(c, cOffset + 2 * cStride + LANES);
        c30.intoArray(c, cOffset + 3 * cStride);
        c31.intoArray(c, cOffset + 3 * cStride + LANES);
    }

    private static void strictThree(int k, double[] a, int a0, int a1, int a2, double[] b,
            double[] s, double[] c, int cOffset, int cStride) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, s, 0);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, s, LANES);
        DoubleVector c02 = DoubleVector.fromArray(SPECIES, s, 2 * LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, s, 3 * LANES);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, s, 4 * LANES);
        DoubleVector c12 = DoubleVector.fromArray(SPECIES, s, 5 * LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, s, 6 * LANES);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, s, 7 * LANES);
        DoubleVector c22 = DoubleVector.fromArray(SPECIES, s, 8 * LANES);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, p * (3 * LANES));
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, p * (3 * LANES) + LANES);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, p * (3 * LANES) + 2 * LANES);
            DoubleVector ai = DoubleVector.broadcast(SPECIES, a[a0 + p]);
            c00 = ai.mul(b0).add(c00);
            c01 = ai.mul(b1).add(c01);
            c02 = ai.mul(b2).add(c02);
            ai = DoubleVector.broadcast(SPECIES, a[a1 + p]);
            c10 = ai.mul(b0).add(c10);
            c11 = ai.mul(b1).add(c11);
            c12 = ai.mul(b2).add(c12);
            ai = DoubleVector.broadcast(SPECIES, a[a2 + p]);
            c20 = ai.mul(b0).add(c20);
            c21 = ai.mul(b1).add(c21);
            c22 = ai.mul(b2).add(c22);
        }
        c00.intoArray(c, cOffset);
        c01.intoArray(c, cOffset + LANES);
        c02.intoArray(c, cOffset + 2 * LANES);
        c10.intoArray(c, cOffset + cStride);
        c11.intoArray(c, cOffset + cStride + LANES);
        c12.intoArray(c, cOffset + cStride + 2 * LANES);
        c20.intoArray(c, cOffset + 2 * cStride);
        c21.intoArray(c, cOffset + 2 * cStride + LANES);
        c22.intoArray(c, cOffset + 2 * cStride + 2 * LANES);
    }
}
