package dev.lanewise.kernel;

import static dev.lanewise.kernel.GemmMicroKernel.NR;

import java.util.Arrays;

/**
 * C[m×n] = A[m×k] · B[k×n], or C += A·B as a continuation of its chains, in the five loops of Goto and BLIS around
 * {@link GemmMicroKernel}: jc over blocks of columns, pc over blocks of steps, ic over blocks of rows, then jr and ir
 * over tiles. A tile's running sums are stored after each block of steps and loaded again for the next, so blocking
 * never changes the order of a sum. Products of very few rows or steps go row by row through {@link RowMicroKernel}.
 *
 * <pre>
 *     for jc in 0 … n step nc
 *       for pc in 0 … k step kc            pack B[pc, jc] into panels of NR columns
 *         for ic in 0 … m step mc          pack A[ic, pc] into panels of mr rows
 *           for jr in 0 … nc step NR
 *             for ir in 0 … mc step mr     tile
 * </pre>
 */
final class Gemm {

    /** One row of zeros, read with stride 0: where the chains of a tile start. */
    private static final double[] ZEROS = new double[NR];

    /** With fewer rows or fewer steps than a tile has rows, packing costs more than the product. */
    private static final int FEW = GemmMicroKernel.FUSED_MR;

    private final Blocking blocking;

    Gemm(Blocking blocking) {
        this.blocking = blocking;
    }

    /** C is row-major and dense; A and B must not overlap it; a product with transposed B does not accumulate. */
    void multiply(boolean fused, int m, int n, int k, MatrixView a, MatrixView b, double[] c, int cOffset,
            boolean accumulate, Scratch scratch) {
        assert !(b.transposed && accumulate);
        if (m < FEW || k < FEW) {
            rowByRow(fused, m, n, k, a, b, c, cOffset, accumulate);
        } else {
            blockByBlock(fused, m, n, k, a, b, c, cOffset, accumulate, scratch);
        }
    }

    private static void rowByRow(boolean fused, int m, int n, int k, MatrixView a, MatrixView b,
            double[] c, int cOffset, boolean accumulate) {
        for (int i = 0; i < m; i++) {
            int ai = a.index(i, 0);
            int ci = cOffset + i * n;
            if (b.transposed) {
                RowMicroKernel.transposedRow(fused, n, k, a.data, ai, b.data, b.offset, b.stride, c, ci);
            } else {
                int step = a.transposed ? a.stride : 1;
                RowMicroKernel.row(fused, n, k, a.data, ai, step, b.data, b.offset, b.stride, c, ci, accumulate);
            }
        }
    }

    private void blockByBlock(boolean fused, int m, int n, int k, MatrixView a, MatrixView b, double[] c, int cOffset,
            boolean accumulate, Scratch scratch) {
        int mr = GemmMicroKernel.mr(fused);
        for (int jc = 0; jc < n; jc += blocking.nc()) {
            int nb = Math.min(blocking.nc(), n - jc);
            for (int pc = 0; pc < k; pc += blocking.kc()) {
                int kb = Math.min(blocking.kc(), k - pc);
                double[] bPanels = scratch.bPanels(roundUp(nb, NR) * kb);
                Packing.columnPanels(b, pc, jc, kb, nb, bPanels);
                boolean start = pc == 0 && !accumulate;
                for (int ic = 0; ic < m; ic += blocking.mc()) {
                    int mb = Math.min(blocking.mc(), m - ic);
                    double[] aPanels = scratch.aPanels(roundUp(mb, mr) * kb);
                    Packing.rowPanels(a, ic, pc, mb, kb, mr, aPanels);
                    block(fused, mb, nb, kb, aPanels, bPanels, c, cOffset + ic * n + jc, n, start, scratch);
                }
            }
        }
    }

    /** The loops jr and ir over one block: {@code C[mb×nb] = (start ? 0 : C) + A[mb×kb]·B[kb×nb]}. */
    private static void block(boolean fused, int mb, int nb, int kb, double[] aPanels, double[] bPanels,
            double[] c, int cOffset, int cStride, boolean start, Scratch scratch) {
        int mr = GemmMicroKernel.mr(fused);
        for (int jr = 0; jr < nb; jr += NR) {
            int width = Math.min(NR, nb - jr);
            for (int ir = 0; ir < mb; ir += mr) {
                int height = Math.min(mr, mb - ir);
                int tile = cOffset + ir * cStride + jr;
                if (height < mr || width < NR) {
                    edgeTile(fused, height, width, kb, aPanels, ir * kb, bPanels, jr * kb, c, tile, cStride, start,
                            scratch.tile());
                } else if (start) {
                    GemmMicroKernel.tile(fused, kb, aPanels, ir * kb, bPanels, jr * kb, ZEROS, 0, 0, c, tile, cStride);
                } else {
                    GemmMicroKernel.tile(fused, kb, aPanels, ir * kb, bPanels, jr * kb, c, tile, cStride,
                            c, tile, cStride);
                }
            }
        }
    }

    /** A tile that sticks out of C: computed whole in scratch memory, then only what exists is copied. */
    private static void edgeTile(boolean fused, int height, int width, int kb, double[] aPanels, int aPanel,
            double[] bPanels, int bPanel, double[] c, int cTile, int cStride, boolean start, double[] tile) {
        if (start) {
            Arrays.fill(tile, 0);
        } else {
            copy(height, width, c, cTile, cStride, tile, 0, NR);
        }
        GemmMicroKernel.tile(fused, kb, aPanels, aPanel, bPanels, bPanel, tile, 0, NR, tile, 0, NR);
        copy(height, width, tile, 0, NR, c, cTile, cStride);
    }

    private static void copy(int height, int width, double[] from, int fromIndex, int fromStride,
            double[] to, int toIndex, int toStride) {
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                to[toIndex + i * toStride + j] = from[fromIndex + i * fromStride + j];
            }
        }
    }

    private static int roundUp(int value, int unit) {
        return (value + unit - 1) / unit * unit;
    }
}
