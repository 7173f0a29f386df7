package dev.lanewise.kernel;

import static dev.lanewise.kernel.MicroKernel.MR;
import static dev.lanewise.kernel.MicroKernel.NR;
import static dev.lanewise.kernel.MicroKernel.SLOT;

import java.util.Arrays;

/**
 * C[m×n] = A[m×k] · B[k×n], or C += A·B as a continuation of its chains, in the five loops of Goto and BLIS around
 * {@link MicroKernel}: jc over blocks of columns, pc over blocks of steps, ic over blocks of rows, then jr and ir
 * over tiles. A tile's running sums are stored after each block of steps and loaded again for the next, so blocking
 * never changes the order of a sum.
 *
 * <pre>
 *     for jc in 0 … n step nc
 *       for pc in 0 … k step kc            pack B[pc, jc] into panels of NR columns
 *         for ic in 0 … m step mc          pack A[ic, pc] into panels of MR rows
 *           for jr in 0 … nc step NR
 *             for ir in 0 … mc step MR     a tile
 * </pre>
 */
final class Gemm {

    private final Blocking blocking;

    Gemm(Blocking blocking) {
        this.blocking = blocking;
    }

    /** The loops jc, pc and ic; C is row-major and dense, A and B do not overlap it. */
    void multiply(boolean fused, int m, int k, int n, MatrixView a, MatrixView b, double[] c, int cOffset,
            boolean accumulate, Epilogue epilogue, Scratch scratch) {
        int nc = blocking.nc();
        int kc = evenPart(k, blocking.kc());
        int mc = MR * evenPart(tiles(m), blocking.mc() / MR);
        for (int jc = 0; jc < n; jc += nc) {
            int nb = Math.min(nc, n - jc);
            for (int pc = 0; pc < k; pc += kc) {
                int kb = Math.min(kc, k - pc);
                Packing.columnPanels(b, pc, jc, kb, nb, scratch);
                boolean start = pc == 0 && !accumulate;
                for (int ic = 0; ic < m; ic += mc) {
                    int mb = Math.min(mc, m - ic);
                    Packing.rowPanels(a, ic, pc, mb, kb, scratch);
                    int block = cOffset + ic * n + jc;
                    if (start) {
                        clear(mb, nb, c, block, n);
                    }
                    block(fused, mb, nb, kb, c, block, n, scratch);
                    if (pc + kb == k && nb == n) {
                        epilogue.complete(ic, mb);
                    }
                }
            }
        }
        if (n > nc) {
            // from the second or third cache: under a hundredth of a product of 256 × 1024 × 1024
            epilogue.complete(0, m);
        }
    }

    /** Zeros, where chains start. */
    private static void clear(int rows, int width, double[] c, int cOffset, int cStride) {
        if (width == cStride) {
            Arrays.fill(c, cOffset, cOffset + rows * width, 0);
            return;
        }
        for (int i = 0; i < rows; i++) {
            int row = cOffset + i * cStride;
            Arrays.fill(c, row, row + width, 0);
        }
    }

    /** The loops jr and ir over one block: {@code C[mb×nb] = C + A[mb×kb]·B[kb×nb]}. */
    private static void block(boolean fused, int mb, int nb, int kb, double[] c, int cOffset, int cStride,
            Scratch scratch) {
        for (int jr = 0; jr < nb; jr += NR) {
            int width = Math.min(NR, nb - jr);
            double[] columns = scratch.bPanel(jr / NR, kb * NR);
            for (int ir = 0; ir < mb; ir += MR) {
                double[] rows = scratch.aPanel(ir / MR, kb * SLOT);
                int first = firstRow(ir, mb);
                int ci = cOffset + first * cStride + jr;
                if (first == ir && mb >= MR && width == NR) {
                    MicroKernel.tile(fused, kb, rows, columns, c, ci, cStride);
                } else {
                    edge(fused, ir - first, Math.min(MR, mb - first), width, kb, rows, columns, c, ci, cStride,
                            scratch.tile(MR * NR));
                }
            }
        }
    }

    /** {@return the first row of a panel of A: of the last one so that it is full, if the block has rows enough} */
    static int firstRow(int row, int mb) {
        return Math.min(row, Math.max(0, mb - MR));
    }

    /** A tile in scratch memory, of which the rows from {@code done} on and the columns that C has are copied. */
    private static void edge(boolean fused, int done, int height, int width, int kb, double[] rows, double[] columns,
            double[] c, int cOffset, int cStride, double[] tile) {
        int ci = cOffset + done * cStride;
        Packing.copy(height - done, width, c, ci, cStride, tile, done * NR, NR);
        MicroKernel.tile(fused, kb, rows, columns, tile, 0, NR);
        Packing.copy(height - done, width, tile, done * NR, NR, c, ci, cStride);
    }

    private static int tiles(int m) {
        return (m + MR - 1) / MR;
    }

    /** {@return the size of parts, at most {@code limit}, that {@code total} splits into: a last one may be smaller} */
    static int evenPart(int total, int limit) {
        int parts = (total + limit - 1) / limit;
        return (total + parts - 1) / parts;
    }
}
