package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * The innermost loop of a product: a tile of C, MR rows by two vectors, stays in registers while {@code k} steps run
 * over it.
 *
 * <pre>
 *     C[MR×NR] = S[MR×NR] + A[MR×k] · B[k×NR]     one chain per element, from S, in the order p = 0 … k−1
 *
 *     A, a packed panel of MR rows, step by step           a[aOffset + p·MR + i]
 *     B, a packed panel of NR = 2·lanes columns            b[bOffset + p·NR + j]
 *     S, where the chains start: C, or a row of zeros      s[sOffset + i·sStride + j], read before C is written
 *     C, row-major                                         c[cOffset + i·cStride + j]
 * </pre>
 *
 * <p>The shapes were measured with 16 vector registers (AVX2). FUSED: 5 × 2 accumulators, 2 vectors of B and a few
 * broadcasts just fit; 6 × 2 or 4 × 3 spill and are half as fast, and so is a k loop unrolled by hand. STRICT keeps its
 * products in registers of their own, so one row fewer. Both panels are read through one running index: with
 * an index per row of A, C2 runs out of general registers and moves them through vector registers in the loop. S is
 * an operand because a branch between "zero" and "load C" costs half the speed.
 */
final class GemmMicroKernel {

    /** Rows of a tile, FUSED. */
    static final int FUSED_MR = 5;

    /** Rows of a tile, STRICT. */
    static final int STRICT_MR = 4;

    /** Columns of a tile. */
    static final int NR = 2 * LANES;

    private GemmMicroKernel() {
    }

    /** {@return the rows of a tile} */
    static int mr(boolean fused) {
        return fused ? FUSED_MR : STRICT_MR;
    }

    static void tile(boolean fused, int k, double[] a, int aOffset, double[] b, int bOffset,
            double[] s, int sOffset, int sStride, double[] c, int cOffset, int cStride) {
        if (fused) {
            fusedTile(k, a, aOffset, b, bOffset, s, sOffset, sStride, c, cOffset, cStride);
        } else {
            strictTile(k, a, aOffset, b, bOffset, s, sOffset, sStride, c, cOffset, cStride);
        }
    }

    private static void fusedTile(int k, double[] a, int aOffset, double[] b, int bOffset,
            double[] s, int sOffset, int sStride, double[] c, int cOffset, int cStride) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, s, sOffset);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, s, sOffset + LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, s, sOffset + sStride);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, s, sOffset + sStride + LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, s, sOffset + 2 * sStride);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, s, sOffset + 2 * sStride + LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, s, sOffset + 3 * sStride);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, s, sOffset + 3 * sStride + LANES);
        DoubleVector c40 = DoubleVector.fromArray(SPECIES, s, sOffset + 4 * sStride);
        DoubleVector c41 = DoubleVector.fromArray(SPECIES, s, sOffset + 4 * sStride + LANES);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bOffset + p * NR);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bOffset + p * NR + LANES);
            DoubleVector ai = DoubleVector.broadcast(SPECIES, a[aOffset + p * FUSED_MR]);
            c00 = ai.fma(b0, c00);
            c01 = ai.fma(b1, c01);
            ai = DoubleVector.broadcast(SPECIES, a[aOffset + p * FUSED_MR + 1]);
            c10 = ai.fma(b0, c10);
            c11 = ai.fma(b1, c11);
            ai = DoubleVector.broadcast(SPECIES, a[aOffset + p * FUSED_MR + 2]);
            c20 = ai.fma(b0, c20);
            c21 = ai.fma(b1, c21);
            ai = DoubleVector.broadcast(SPECIES, a[aOffset + p * FUSED_MR + 3]);
            c30 = ai.fma(b0, c30);
            c31 = ai.fma(b1, c31);
            ai = DoubleVector.broadcast(SPECIES, a[aOffset + p * FUSED_MR + 4]);
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

    private static void strictTile(int k, double[] a, int aOffset, double[] b, int bOffset,
            double[] s, int sOffset, int sStride, double[] c, int cOffset, int cStride) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, s, sOffset);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, s, sOffset + LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, s, sOffset + sStride);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, s, sOffset + sStride + LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, s, sOffset + 2 * sStride);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, s, sOffset + 2 * sStride + LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, s, sOffset + 3 * sStride);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, s, sOffset + 3 * sStride + LANES);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bOffset + p * NR);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bOffset + p * NR + LANES);
            DoubleVector ai = DoubleVector.broadcast(SPECIES, a[aOffset + p * STRICT_MR]);
            c00 = c00.add(ai.mul(b0));
            c01 = c01.add(ai.mul(b1));
            ai = DoubleVector.broadcast(SPECIES, a[aOffset + p * STRICT_MR + 1]);
            c10 = c10.add(ai.mul(b0));
            c11 = c11.add(ai.mul(b1));
            ai = DoubleVector.broadcast(SPECIES, a[aOffset + p * STRICT_MR + 2]);
            c20 = c20.add(ai.mul(b0));
            c21 = c21.add(ai.mul(b1));
            ai = DoubleVector.broadcast(SPECIES, a[aOffset + p * STRICT_MR + 3]);
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
}
