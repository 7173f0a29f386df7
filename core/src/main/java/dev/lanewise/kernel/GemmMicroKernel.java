package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * The innermost loop of a product: a tile of C, five or four rows by two vectors or three rows by three, stays in
 * registers while {@code k} steps run over it.
 *
 * <pre>
 *     C[rows×NR] += A[rows×k] · B[k×NR]    one chain per element, continued from C, in the order p = 0 … k−1
 *
 *     A, rows as they lie or copied        a[aOffset + i·aStride + p]
 *     B, a packed panel of NR columns      b[bOffset + p·NR + j], NR two vectors or three
 *     C, row-major                         c[cOffset + i·cStride + j]
 * </pre>
 *
 * <p>The shapes were measured with 16 vector registers (AVX2). FUSED: 5 × 2 accumulators, 2 vectors of B and a few
 * broadcasts just fit; 6 × 2 or 4 × 3 spill and are half as fast, and so is a k loop unrolled by hand. Beside tiles of
 * five rows some of four make up any number of rows from 12 on. STRICT keeps its products in registers of their own, so
 * four rows. C is always loaded, zeros at first: an operand of its own for where chains start costs a tenth of the
 * speed, a branch half of it. One method with {@code fused} as a branch in the loop is as fast, until both modes run in
 * one JVM.
 */
final class GemmMicroKernel {

    /** Rows of most tiles. */
    static final int MR = 5;

    /** Rows of the tiles that make up the difference. */
    static final int SHORT_MR = 4;

    /** Rows of a wide tile. */
    static final int WIDE_MR = 3;

    /** Columns of a tile. */
    static final int NR = 2 * LANES;

    /** Columns of a wide tile: the last three vectors of a row, when their number is odd. */
    static final int WIDE_NR = 3 * LANES;

    private GemmMicroKernel() {
    }

    /** {@return the columns of the next panel, where this many columns of a block are left} */
    static int panel(int columns) {
        return columns > NR && columns <= WIDE_NR ? WIDE_NR : NR;
    }

    /** One tile of {@code MR × NR}, {@code SHORT_MR × NR} or {@code WIDE_MR × WIDE_NR}. */
    static void tile(boolean fused, int rows, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset,
            double[] c, int cOffset, int cStride) {
        if (rows == WIDE_MR) {
            if (fused) {
                fusedWide(k, a, aOffset, aStride, b, bOffset, c, cOffset, cStride);
            } else {
                strictWide(k, a, aOffset, aStride, b, bOffset, c, cOffset, cStride);
            }
        } else if (!fused) {
            assert rows == SHORT_MR;
            strictFour(k, a, aOffset, aStride, b, bOffset, c, cOffset, cStride);
        } else if (rows == MR) {
            fusedFive(k, a, aOffset, aStride, b, bOffset, c, cOffset, cStride);
        } else {
            assert rows == SHORT_MR;
            fusedFour(k, a, aOffset, aStride, b, bOffset, c, cOffset, cStride);
        }
    }

    /** Where chains start: rows of zeros, as wide as a panel. */
    static void clear(int rows, int panel, double[] c, int cOffset, int cStride) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int i = 0; i < rows; i++) {
            int row = cOffset + i * cStride;
            zero.intoArray(c, row);
            zero.intoArray(c, row + LANES);
            if (panel == WIDE_NR) {
                zero.intoArray(c, row + 2 * LANES);
            }
        }
    }

    /** Copies rows of any width. */
    static void copy(int rows, int width, double[] from, int fromIndex, int fromStride,
            double[] to, int toIndex, int toStride) {
        for (int i = 0; i < rows; i++) {
            int source = fromIndex + i * fromStride;
            int target = toIndex + i * toStride;
            int j = 0;
            for (; j <= width - LANES; j += LANES) {
                DoubleVector.fromArray(SPECIES, from, source + j).intoArray(to, target + j);
            }
            for (; j < width; j++) {
                to[target + j] = from[source + j];
            }
        }
    }

    private static void fusedFive(int k, double[] a, int aOffset, int aStride, double[] b, int bOffset,
            double[] c, int cOffset, int cStride) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, cOffset);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, cOffset + LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, cOffset + cStride);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, cOffset + cStride + LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cStride);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cStride + LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, cOffset + 3 * cStride);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, c, cOffset + 3 * cStride + LANES);
        DoubleVector c40 = DoubleVector.fromArray(SPECIES, c, cOffset + 4 * cStride);
        DoubleVector c41 = DoubleVector.fromArray(SPECIES, c, cOffset + 4 * cStride + LANES);
        int a0 = aOffset;
        int a1 = aOffset + aStride;
        int a2 = aOffset + 2 * aStride;
        int a3 = aOffset + 3 * aStride;
        int a4 = aOffset + 4 * aStride;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bOffset + p * NR);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bOffset + p * NR + LANES);
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
            ai = DoubleVector.broadcast(SPECIES, a[a4 + p]);
            c40 = ai.fma(b0, c40);
            c41 = ai.fma(b1, c41);
        }
        c00.intoArray(c, cOffset);
        c01.intoArray(c, cOffset + LANES);
        c10.intoArray(c, cOffset + cStride);
        c11.intoArray(c, cOffset + cStride + LANES);
        c20.intoArray(c, cOffset + 2 * cStride);
        c21.intoArray(c, cOffset + 2 * cStride + LANES);
        c30.intoArray(c, cOffset + 3 * cStride);
        c31.intoArray(c, cOffset + 3 * cStride + LANES);
        c40.intoArray(c, cOffset + 4 * cStride);
        c41.intoArray(c, cOffset + 4 * cStride + LANES);
    }

    private static void fusedFour(int k, double[] a, int aOffset, int aStride, double[] b, int bOffset,
            double[] c, int cOffset, int cStride) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, cOffset);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, cOffset + LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, cOffset + cStride);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, cOffset + cStride + LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cStride);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cStride + LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, cOffset + 3 * cStride);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, c, cOffset + 3 * cStride + LANES);
        int a0 = aOffset;
        int a1 = aOffset + aStride;
        int a2 = aOffset + 2 * aStride;
        int a3 = aOffset + 3 * aStride;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bOffset + p * NR);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bOffset + p * NR + LANES);
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

    private static void fusedWide(int k, double[] a, int aOffset, int aStride, double[] b, int bOffset,
            double[] c, int cOffset, int cStride) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, cOffset);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, cOffset + LANES);
        DoubleVector c02 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, cOffset + cStride);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, cOffset + cStride + LANES);
        DoubleVector c12 = DoubleVector.fromArray(SPECIES, c, cOffset + cStride + 2 * LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cStride);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cStride + LANES);
        DoubleVector c22 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cStride + 2 * LANES);
        int a0 = aOffset;
        int a1 = aOffset + aStride;
        int a2 = aOffset + 2 * aStride;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bOffset + p * WIDE_NR);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bOffset + p * WIDE_NR + LANES);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, bOffset + p * WIDE_NR + 2 * LANES);
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

    private static void strictFour(int k, double[] a, int aOffset, int aStride, double[] b, int bOffset,
            double[] c, int cOffset, int cStride) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, cOffset);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, cOffset + LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, cOffset + cStride);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, cOffset + cStride + LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cStride);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cStride + LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, cOffset + 3 * cStride);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, c, cOffset + 3 * cStride + LANES);
        int a0 = aOffset;
        int a1 = aOffset + aStride;
        int a2 = aOffset + 2 * aStride;
        int a3 = aOffset + 3 * aStride;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bOffset + p * NR);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bOffset + p * NR + LANES);
            DoubleVector ai = DoubleVector.broadcast(SPECIES, a[a0 + p]);
            c00 = c00.add(ai.mul(b0));
            c01 = c01.add(ai.mul(b1));
            ai = DoubleVector.broadcast(SPECIES, a[a1 + p]);
            c10 = c10.add(ai.mul(b0));
            c11 = c11.add(ai.mul(b1));
            ai = DoubleVector.broadcast(SPECIES, a[a2 + p]);
            c20 = c20.add(ai.mul(b0));
            c21 = c21.add(ai.mul(b1));
            ai = DoubleVector.broadcast(SPECIES, a[a3 + p]);
            c30 = c30.add(ai.mul(b0));
            c31 = c31.add(ai.mul(b1));
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

    private static void strictWide(int k, double[] a, int aOffset, int aStride, double[] b, int bOffset,
            double[] c, int cOffset, int cStride) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, cOffset);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, cOffset + LANES);
        DoubleVector c02 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, cOffset + cStride);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, cOffset + cStride + LANES);
        DoubleVector c12 = DoubleVector.fromArray(SPECIES, c, cOffset + cStride + 2 * LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cStride);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cStride + LANES);
        DoubleVector c22 = DoubleVector.fromArray(SPECIES, c, cOffset + 2 * cStride + 2 * LANES);
        int a0 = aOffset;
        int a1 = aOffset + aStride;
        int a2 = aOffset + 2 * aStride;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bOffset + p * WIDE_NR);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bOffset + p * WIDE_NR + LANES);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, bOffset + p * WIDE_NR + 2 * LANES);
            DoubleVector ai = DoubleVector.broadcast(SPECIES, a[a0 + p]);
            c00 = c00.add(ai.mul(b0));
            c01 = c01.add(ai.mul(b1));
            c02 = c02.add(ai.mul(b2));
            ai = DoubleVector.broadcast(SPECIES, a[a1 + p]);
            c10 = c10.add(ai.mul(b0));
            c11 = c11.add(ai.mul(b1));
            c12 = c12.add(ai.mul(b2));
            ai = DoubleVector.broadcast(SPECIES, a[a2 + p]);
            c20 = c20.add(ai.mul(b0));
            c21 = c21.add(ai.mul(b1));
            c22 = c22.add(ai.mul(b2));
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
