package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * The innermost loop of a product: a tile of C, five or six rows by two vectors, stays in registers while {@code k}
 * steps run over it.
 *
 * <pre>
 *     C[MR×NR] += A[MR×k] · B[k×NR]       one chain per element, continued from C, in the order p = 0 … k−1
 *
 *     A, a packed panel of MR rows        a[p·SLOT + i]
 *     B, a packed panel of NR columns     b[p·NR + j]
 *     C, row-major                        c[cOffset + i·cStride + j]
 * </pre>
 *
 * <p>Panels begin at index 0 of arrays of their own, and with four lanes or more a step of A takes as much room as one
 * of B. So one index, which is the loop's variable, serves all loads, and C2 makes 20 instructions of a step of five
 * rows: seven loads, ten multiply-adds and three that count, on JDK 17 and 25. With rows of A read where they lie it
 * makes 37 on JDK 25; on a core of one's own that is as fast (on 17 it is not: 41 instead of 50 GFLOP/s), but beside
 * another thread on the same core 28 GFLOP/s instead of 39. With an offset for each panel it is 29. STRICT the tile has
 * 40 and 29 (JDK 17: 39 and 29), where one of four rows in place has 38 and 22 (31 and 18). These figures are of Zen 3.
 *
 * <p>Five rows fit 16 vector registers (AVX2): 10 accumulators, 2 vectors of B and a few broadcasts; 6 × 2 or 4 × 3
 * spill and are half as fast, and so is a loop unrolled by hand, or one of four rows, which C2 unrolls by itself. With
 * eight lanes (AVX-512, 32 registers) C2 25 unrolls five rows too, chain after chain, and spills: 35 to 53 GFLOP/s
 * between JVMs on Zen 4. Six rows have 55 to 57 of 58, on JDK 17 46 to 57. Eight are as fast, and whole products 3 %
 * faster, but in STRICT HotSpot 17 then makes objects of vectors once scalar kernels have run: too many operations, it
 * seems. More rows or three vectors are no faster. The sixth row stands behind a constant, which C2 folds.
 *
 * <p>C is always loaded, zeros at first: an operand of its own for where chains start costs a tenth of the speed, a
 * branch half of it. One method with {@code fused} as a branch in the loop is as fast, until both modes run in one JVM.
 */
final class GemmMicroKernel {

    /** Rows of a tile; the reasons stand above. */
    static final int MR = LANES == 8 ? 6 : 5;

    /** Columns of a tile. */
    static final int NR = 2 * LANES;

    /** Room for a step in a panel of A: that of a step in a panel of B, twice that if it is too short for MR values. */
    static final int SLOT = NR < MR ? 2 * NR : NR;

    private static final int SLOTS_PER_NR = SLOT / NR;

    private GemmMicroKernel() {
    }

    /** One tile. */
    static void tile(boolean fused, int k, double[] a, double[] b, double[] c, int cOffset, int cStride) {
        if (fused) {
            fused(k, a, b, c, cOffset, cStride);
        } else {
            strict(k, a, b, c, cOffset, cStride);
        }
    }

    private static void fused(int k, double[] a, double[] b, double[] c, int cOffset, int cStride) {
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
        DoubleVector c50 = MR < 6 ? c40 : DoubleVector.fromArray(SPECIES, c, cOffset + 5 * cStride);
        DoubleVector c51 = MR < 6 ? c41 : DoubleVector.fromArray(SPECIES, c, cOffset + 5 * cStride + LANES);
        for (int q = 0; q < k * NR; q += NR) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, q);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, q + LANES);
            DoubleVector ai = DoubleVector.broadcast(SPECIES, a[q * SLOTS_PER_NR]);
            c00 = ai.fma(b0, c00);
            c01 = ai.fma(b1, c01);
            ai = DoubleVector.broadcast(SPECIES, a[q * SLOTS_PER_NR + 1]);
            c10 = ai.fma(b0, c10);
            c11 = ai.fma(b1, c11);
            ai = DoubleVector.broadcast(SPECIES, a[q * SLOTS_PER_NR + 2]);
            c20 = ai.fma(b0, c20);
            c21 = ai.fma(b1, c21);
            ai = DoubleVector.broadcast(SPECIES, a[q * SLOTS_PER_NR + 3]);
            c30 = ai.fma(b0, c30);
            c31 = ai.fma(b1, c31);
            ai = DoubleVector.broadcast(SPECIES, a[q * SLOTS_PER_NR + 4]);
            c40 = ai.fma(b0, c40);
            c41 = ai.fma(b1, c41);
            if (MR == 6) {
                ai = DoubleVector.broadcast(SPECIES, a[q * SLOTS_PER_NR + 5]);
                c50 = ai.fma(b0, c50);
                c51 = ai.fma(b1, c51);
            }
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
        if (MR == 6) {
            c50.intoArray(c, cOffset + 5 * cStride);
            c51.intoArray(c, cOffset + 5 * cStride + LANES);
        }
    }

    private static void strict(int k, double[] a, double[] b, double[] c, int cOffset, int cStride) {
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
        DoubleVector c50 = MR < 6 ? c40 : DoubleVector.fromArray(SPECIES, c, cOffset + 5 * cStride);
        DoubleVector c51 = MR < 6 ? c41 : DoubleVector.fromArray(SPECIES, c, cOffset + 5 * cStride + LANES);
        for (int q = 0; q < k * NR; q += NR) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, q);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, q + LANES);
            DoubleVector ai = DoubleVector.broadcast(SPECIES, a[q * SLOTS_PER_NR]);
            c00 = ai.mul(b0).add(c00);
            c01 = ai.mul(b1).add(c01);
            ai = DoubleVector.broadcast(SPECIES, a[q * SLOTS_PER_NR + 1]);
            c10 = ai.mul(b0).add(c10);
            c11 = ai.mul(b1).add(c11);
            ai = DoubleVector.broadcast(SPECIES, a[q * SLOTS_PER_NR + 2]);
            c20 = ai.mul(b0).add(c20);
            c21 = ai.mul(b1).add(c21);
            ai = DoubleVector.broadcast(SPECIES, a[q * SLOTS_PER_NR + 3]);
            c30 = ai.mul(b0).add(c30);
            c31 = ai.mul(b1).add(c31);
            ai = DoubleVector.broadcast(SPECIES, a[q * SLOTS_PER_NR + 4]);
            c40 = ai.mul(b0).add(c40);
            c41 = ai.mul(b1).add(c41);
            if (MR == 6) {
                ai = DoubleVector.broadcast(SPECIES, a[q * SLOTS_PER_NR + 5]);
                c50 = ai.mul(b0).add(c50);
                c51 = ai.mul(b1).add(c51);
            }
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
        if (MR == 6) {
            c50.intoArray(c, cOffset + 5 * cStride);
            c51.intoArray(c, cOffset + 5 * cStride + LANES);
        }
    }
}
