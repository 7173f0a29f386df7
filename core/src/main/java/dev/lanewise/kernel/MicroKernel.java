package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * The innermost loops of products and of their copies, where what belongs together stays in registers. All loops that
 * are written out, or unrolled, by hand are here: {@link #tile}, {@link #thinTile}, {@link #fewSteps} and
 * {@link #fourRows} for few columns, for single rows {@link #eightSteps}, {@link #threeVectors} and {@link #sixChains},
 * for copies {@link #pairs}, {@link #columnsToRows} and {@link #rowsToColumns}. ({@link RowSums} has eight sums as its
 * definition has.)
 *
 * <p><b>The tile</b>, five or six rows of C by two vectors, while {@code k} steps run over it:
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
 * spill and are half as fast, and so is a loop of two steps at a time, or one of four rows, which C2 unrolls. With
 * eight lanes (AVX-512, 32 registers) C2 25 unrolls five rows too, chain after chain, and spills: 35 to 53 GFLOP/s
 * between JVMs on Zen 4. Six rows have 55 to 57 of 58, on JDK 17 46 to 57. Eight are as fast, and whole products 3 %
 * faster, but in STRICT HotSpot 17 then makes objects of vectors once scalar kernels have run: too many operations, it
 * seems. More rows or three vectors are no faster. The sixth row stands behind a constant, which C2 folds.
 *
 * <p>C is always loaded, zeros at first: an operand of its own for where chains start costs a tenth of the speed, a
 * branch half of it. One method with {@code fused} as a branch in the loop is as fast, until both modes run in one JVM.
 */
final class MicroKernel {

    /** Rows of a tile; the reasons stand above. */
    static final int MR = LANES == 8 ? 6 : 5;

    /** Columns of a tile. */
    static final int NR = 2 * LANES;

    /** Room for a step in a panel of A: that of a step in a panel of B, twice that if it is too short for MR values. */
    static final int SLOT = NR < MR ? 2 * NR : NR;

    private static final int SLOTS_PER_NR = SLOT / NR;

    /** Most vectors of a thin tile. */
    static final int THIN_VECTORS = 3;

    /** Most elements of a thin tile. */
    static final int THIN_ELEMENTS = 9 * LANES;

    /** Most steps of {@link #fewSteps}. */
    static final int THIN_STEPS = 4;

    /** Rows of {@link #fourRows}. */
    static final int ROWS = 4;

    /** Steps of {@link #eightSteps}: as many rows of B as streams that the processor fetches ahead. */
    static final int STEPS = 8;

    /** Columns of {@link #threeVectors}: most of a row whose sums stay in registers through all steps. */
    static final int FEW_COLUMNS = 3 * LANES;

    /**
     * Columns of {@link #sixChains}: enough chains to hide most of the latency of a step, and few enough that rows a
     * power of two apart do not fill a set of the first cache.
     */
    static final int CHAINS = 6;

    /** Rows or columns that are transposed side by side: as many streams as the general registers hold. */
    static final int GROUP = 4;

    private MicroKernel() {
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

    /** {@return the rows of a thin tile of so many vectors} */
    static int thinRows(int vectors) {
        return vectors == THIN_VECTORS ? 3 : 4;
    }

    /**
     * A tile of a product of few columns: all of one to three vectors, in so many rows that their chains hide each
     * other's latency and stay in registers.
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
     * <p>Of four row indices three vectors take the first three. With {@code fused} as a branch in the loop the
     * widest one has more operations than HotSpot 17 inlines, once both modes run in one JVM, and makes objects of its
     * vectors.
     */
    static void thinTile(boolean fused, int vectors, int k, double[] a, int a0, int a1, int a2, int a3, double[] b,
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

    /**
     * Rows of a product of at most a vector of columns and one to {@link #THIN_STEPS} steps, which are registers of B:
     * {@code c_i = Σ_p a_ip·B[p]} from +0. What sticks out of a row is overwritten by the next one. Each arithmetic
     * stores for itself: a vector that comes from either became an object in one of some twenty JVMs of HotSpot 17.
     *
     * <pre>
     *     A, rows as they lie                    a[aOffset + i·aStride + p]
     *     B, a packed panel of one vector        b[p·LANES + j]
     *     C                                      c[cOffset + i·cStride + j], whole vectors
     * </pre>
     */
    static void fewSteps(boolean fused, int rows, int k, double[] a, int aOffset, int aStride, double[] b,
            double[] c, int cOffset, int cStride) {
        switch (k) {
            case 1 -> oneStep(fused, rows, a, aOffset, aStride, b, c, cOffset, cStride);
            case 2 -> twoSteps(fused, rows, a, aOffset, aStride, b, c, cOffset, cStride);
            case 3 -> threeSteps(fused, rows, a, aOffset, aStride, b, c, cOffset, cStride);
            default -> fourSteps(fused, rows, a, aOffset, aStride, b, c, cOffset, cStride);
        }
    }

    private static void oneStep(boolean fused, int rows, double[] a, int aOffset, int aStride,
            double[] b, double[] c, int cOffset, int cStride) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, 0);
        for (int i = 0; i < rows; i++) {
            int ai = aOffset + i * aStride;
            int ci = cOffset + i * cStride;
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[ai]);
            if (fused) {
                a0.fma(b0, zero).intoArray(c, ci);
            } else {
                a0.mul(b0).add(zero).intoArray(c, ci);
            }
        }
    }

    private static void twoSteps(boolean fused, int rows, double[] a, int aOffset, int aStride,
            double[] b, double[] c, int cOffset, int cStride) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, 0);
        DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, LANES);
        for (int i = 0; i < rows; i++) {
            int ai = aOffset + i * aStride;
            int ci = cOffset + i * cStride;
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[ai]);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[ai + 1]);
            if (fused) {
                a1.fma(b1, a0.fma(b0, zero)).intoArray(c, ci);
            } else {
                a1.mul(b1).add(a0.mul(b0).add(zero)).intoArray(c, ci);
            }
        }
    }

    private static void threeSteps(boolean fused, int rows, double[] a, int aOffset, int aStride,
            double[] b, double[] c, int cOffset, int cStride) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, 0);
        DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, LANES);
        DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, 2 * LANES);
        for (int i = 0; i < rows; i++) {
            int ai = aOffset + i * aStride;
            int ci = cOffset + i * cStride;
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[ai]);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[ai + 1]);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[ai + 2]);
            if (fused) {
                a2.fma(b2, a1.fma(b1, a0.fma(b0, zero))).intoArray(c, ci);
            } else {
                a2.mul(b2).add(a1.mul(b1).add(a0.mul(b0).add(zero))).intoArray(c, ci);
            }
        }
    }

    private static void fourSteps(boolean fused, int rows, double[] a, int aOffset, int aStride,
            double[] b, double[] c, int cOffset, int cStride) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, 0);
        DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, LANES);
        DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, 2 * LANES);
        DoubleVector b3 = DoubleVector.fromArray(SPECIES, b, 3 * LANES);
        for (int i = 0; i < rows; i++) {
            int ai = aOffset + i * aStride;
            int ci = cOffset + i * cStride;
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[ai]);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[ai + 1]);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[ai + 2]);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[ai + 3]);
            if (fused) {
                a3.fma(b3, a2.fma(b2, a1.fma(b1, a0.fma(b0, zero)))).intoArray(c, ci);
            } else {
                a3.mul(b3).add(a2.mul(b2).add(a1.mul(b1).add(a0.mul(b0).add(zero)))).intoArray(c, ci);
            }
        }
    }

    /**
     * {@link #ROWS} rows of a product of at most a vector of columns, nothing of it copied:
     * {@code sums_i += Σ_p a_ip·B[p]}. What follows a row of B fills columns that do not count.
     *
     * <pre>
     *     A, which lies transposed               a[aOffset + p·aStep + i]
     *     B, rows as they lie                    b[bOffset + p·bStride + j]
     *     sums, whole vectors                    sums[i·LANES + j]
     * </pre>
     */
    static void fourRows(boolean fused, int k, double[] a, int aOffset, int aStep, double[] b, int bOffset,
            int bStride, double[] sums) {
        DoubleVector s0 = DoubleVector.fromArray(SPECIES, sums, 0);
        DoubleVector s1 = DoubleVector.fromArray(SPECIES, sums, LANES);
        DoubleVector s2 = DoubleVector.fromArray(SPECIES, sums, 2 * LANES);
        DoubleVector s3 = DoubleVector.fromArray(SPECIES, sums, 3 * LANES);
        for (int p = 0; p < k; p++) {
            int step = aOffset + p * aStep;
            DoubleVector bp = DoubleVector.fromArray(SPECIES, b, bOffset + p * bStride);
            DoubleVector ai = DoubleVector.broadcast(SPECIES, a[step]);
            s0 = fused ? ai.fma(bp, s0) : ai.mul(bp).add(s0);
            ai = DoubleVector.broadcast(SPECIES, a[step + 1]);
            s1 = fused ? ai.fma(bp, s1) : ai.mul(bp).add(s1);
            ai = DoubleVector.broadcast(SPECIES, a[step + 2]);
            s2 = fused ? ai.fma(bp, s2) : ai.mul(bp).add(s2);
            ai = DoubleVector.broadcast(SPECIES, a[step + 3]);
            s3 = fused ? ai.fma(bp, s3) : ai.mul(bp).add(s3);
        }
        s0.intoArray(sums, 0);
        s1.intoArray(sums, LANES);
        s2.intoArray(sums, 2 * LANES);
        s3.intoArray(sums, 3 * LANES);
    }

    /**
     * {@link #STEPS} steps of a row in one pass over it, {@code c_j += Σ_p a_p·B[p, j]} in the order of p = 0 … 7; n is
     * whole vectors.
     *
     * <pre>
     *     a_p                    a[aOffset + p·aStep]
     *     B, rows as they lie    b[b0 + p·bStride + j]
     *     c                      c[cOffset + j]
     * </pre>
     */
    static void eightSteps(boolean fused, int n, double[] a, int aOffset, int aStep, double[] b, int b0,
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

    /** All k steps of a row of three vectors: {@code sums_j += Σ_p a_p·B[p, j]}, laid out as in {@link #eightSteps}. */
    static void threeVectors(boolean fused, int k, double[] a, int aOffset, int aStep, double[] b, int bOffset,
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

    /**
     * {@link #CHAINS} elements of a row where B lies transposed: {@code c_j = Σ_p a_p·B[p, j]} over k steps, B[p, j]
     * at {@code b[b0 + j·bStride + p]}, a_p at {@code a[aOffset + p]}. A chain would need a lane from each row of b, so
     * plain doubles run side by side instead.
     */
    static void sixChains(boolean fused, int k, double[] a, int aOffset, double[] b, int b0,
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

    /** Two vectors of each step, stride apart, to steps of a panel of {@link #NR} columns. */
    static void pairs(int steps, double[] b, int from, int stride, double[] panel, int to) {
        for (int p = 0; p < steps; p++) {
            DoubleVector.fromArray(SPECIES, b, from + p * stride).intoArray(panel, to + p * NR);
            DoubleVector.fromArray(SPECIES, b, from + p * stride + LANES).intoArray(panel, to + p * NR + LANES);
        }
    }

    /**
     * {@link #GROUP} neighbours of each step become rows:
     * {@code rows[to + i·toStride + p] = a[from + p·stride + i]}.
     */
    static void columnsToRows(int steps, double[] a, int from, int stride, double[] rows, int to, int toStride) {
        int to1 = to + toStride;
        int to2 = to1 + toStride;
        int to3 = to2 + toStride;
        for (int p = 0; p < steps; p++) {
            int step = from + p * stride;
            rows[to + p] = a[step];
            rows[to1 + p] = a[step + 1];
            rows[to2 + p] = a[step + 2];
            rows[to3 + p] = a[step + 3];
        }
    }

    /**
     * {@link #GROUP} rows become neighbours of each of kb steps:
     * {@code panel[to + p·columns + i] = b[from + i·stride + p]}.
     */
    static void rowsToColumns(int kb, double[] b, int from, int stride, double[] panel, int to, int columns) {
        int from1 = from + stride;
        int from2 = from1 + stride;
        int from3 = from2 + stride;
        for (int p = 0; p < kb; p++) {
            int step = to + p * columns;
            panel[step] = b[from + p];
            panel[step + 1] = b[from1 + p];
            panel[step + 2] = b[from2 + p];
            panel[step + 3] = b[from3 + p];
        }
    }
}
