package dev.lanewise.kernel;

import static dev.lanewise.kernel.GemmMicroKernel.MR;
import static dev.lanewise.kernel.GemmMicroKernel.NR;
import static dev.lanewise.kernel.GemmMicroKernel.SHORT_MR;
import static dev.lanewise.kernel.GemmMicroKernel.WIDE_MR;
import static dev.lanewise.kernel.GemmMicroKernel.WIDE_NR;

/**
 * C[m×n] = A[m×k] · B[k×n], or C += A·B as a continuation of its chains, in the five loops of Goto and BLIS around
 * {@link GemmMicroKernel}: jc over blocks of columns, pc over blocks of steps, ic over blocks of rows, then jr and ir
 * over tiles. A tile's running sums are stored after each block of steps and loaded again for the next, so blocking
 * never changes the order of a sum.
 *
 * <pre>
 *     for jc in 0 … n step nc
 *       for pc in 0 … k step kc            pack B[pc, jc] into panels of NR columns
 *         for ic in 0 … m step mc          copy A[ic, pc] unless its rows can be read where they lie
 *           for jr in 0 … nc step NR
 *             for ir in 0 … mc             a tile of five or four rows
 * </pre>
 *
 * <p>FUSED, rows are split into tiles of five, then of four: every number from 12 on is such a sum. STRICT, all tiles
 * have four rows. At most three rows remain for others to do: see {@link #tiledRows}.
 */
final class Gemm {

    /** With fewer columns, rows of A that are far apart are not read often enough to be worth a copy. */
    private static final int FEW_COLUMNS = 4 * NR;

    private final Blocking blocking;

    Gemm(Blocking blocking) {
        this.blocking = blocking;
    }

    /** {@return the most of m rows that tiles can cover} */
    static int tiledRows(boolean fused, int m) {
        int rows = m;
        while (shortTiles(fused, rows) * SHORT_MR > rows) {
            rows--;
        }
        return rows - (fused ? 0 : rows % SHORT_MR);
    }

    /** {@return how many tiles have four rows: FUSED so many that fives remain, as four is −1 modulo five} */
    private static int shortTiles(boolean fused, int rows) {
        return fused ? (MR - rows % MR) % MR : rows / SHORT_MR;
    }

    /** The loops jc, pc and ic, over rows that tiles cover; C is row-major and dense, A and B do not overlap it. */
    void multiply(boolean fused, int m, int k, int n, MatrixView a, MatrixView b, double[] c, int cOffset,
            boolean accumulate, Epilogue epilogue, Scratch scratch) {
        int tall = (m - shortTiles(fused, m) * SHORT_MR) / MR;
        int tiles = tall + shortTiles(fused, m);
        int blockTiles = evenPart(tiles, blocking.mc() / MR);
        boolean inPlace = !a.transposed && (k <= blocking.kc() || n <= FEW_COLUMNS);
        for (int jc = 0; jc < n; jc += blocking.nc()) {
            int nb = Math.min(blocking.nc(), n - jc);
            for (int pc = 0; pc < k; pc += blocking.kc()) {
                int kb = Math.min(blocking.kc(), k - pc);
                double[] bPanels = scratch.bPanels((nb + NR) * kb);
                Packing.columnPanels(b, pc, jc, kb, nb, bPanels);
                boolean start = pc == 0 && !accumulate;
                for (int tile = 0; tile < tiles; tile += blockTiles) {
                    int end = Math.min(tile + blockTiles, tiles);
                    int i = firstRow(tile, tall);
                    int mb = firstRow(end, tall) - i;
                    double[] rows = a.data;
                    int rowsOffset = a.index(i, pc);
                    int rowStride = a.stride;
                    if (!inPlace) {
                        rows = scratch.aRows(mb * kb);
                        rowsOffset = 0;
                        rowStride = kb;
                        Packing.rows(a, i, pc, mb, kb, rows);
                    }
                    int tallRows = Math.max(0, Math.min(end, tall) - tile) * MR;
                    block(fused, tallRows, mb, nb, kb, rows, rowsOffset, rowStride, bPanels,
                            c, cOffset + i * n + jc, n, start, scratch);
                    if (pc + kb == k && nb == n) {
                        epilogue.complete(i, mb);
                    }
                }
            }
        }
        if (n > blocking.nc()) {
            epilogue.complete(0, m);
        }
    }

    /** {@return the first row of a tile, where those before {@code tall} have five rows} */
    private static int firstRow(int tile, int tall) {
        return tile * MR - Math.max(0, tile - tall) * (MR - SHORT_MR);
    }

    /** The loop jr over one block: {@code C[mb×nb] = (start ? 0 : C) + A[mb×kb]·B[kb×nb]}. */
    private static void block(boolean fused, int tallRows, int mb, int nb, int kb, double[] a, int aOffset, int aStride,
            double[] bPanels, double[] c, int cOffset, int cStride, boolean start, Scratch scratch) {
        for (int jr = 0; jr < nb; jr += GemmMicroKernel.panel(nb - jr)) {
            int panel = GemmMicroKernel.panel(nb - jr);
            int width = Math.min(panel, nb - jr);
            int ci = cOffset + jr;
            if (width == panel) {
                tiles(fused, panel, tallRows, mb, kb, a, aOffset, aStride, bPanels, jr * kb, c, ci, cStride, start,
                        scratch);
            } else {
                // the last panel sticks out of C
                int done = 0;
                if (start && width == cStride && 2 * width >= panel) {
                    // it has all columns: what sticks out, a row at most, falls into the next row, whose turn comes later
                    done = rowsBeforeLast(panel, tallRows, mb);
                    tiles(fused, panel, Math.min(tallRows, done), done, kb, a, aOffset, aStride, bPanels, 0, c, ci,
                            cStride, true, scratch);
                }
                // the rest in scratch memory, of which what exists is copied
                double[] rest = scratch.panel((mb - done) * panel);
                if (!start) {
                    GemmMicroKernel.copy(mb, width, c, ci, cStride, rest, 0, panel);
                }
                tiles(fused, panel, tallRows - done, mb - done, kb, a, aOffset + done * aStride, aStride, bPanels,
                        jr * kb, rest, 0, panel, start, scratch);
                GemmMicroKernel.copy(mb - done, width, rest, 0, panel, c, ci + done * cStride, cStride);
            }
        }
    }

    /** {@return the rows of a block before its last tile, or before the last three to five in a wide panel} */
    private static int rowsBeforeLast(int panel, int tallRows, int mb) {
        return panel == WIDE_NR ? (mb / WIDE_MR - 1) * WIDE_MR : mb - (mb > tallRows ? SHORT_MR : MR);
    }

    /** The loop ir over one panel. */
    private static void tiles(boolean fused, int panel, int tallRows, int mb, int kb, double[] a, int aOffset,
            int aStride, double[] bPanels, int bPanel, double[] c, int cOffset, int cStride, boolean start,
            Scratch scratch) {
        int ir = 0;
        while (ir < mb) {
            int rows = panel == WIDE_NR ? WIDE_MR : ir < tallRows ? MR : SHORT_MR;
            if (ir + rows > mb) {
                lastTile(fused, mb - ir, mb, kb, a, aOffset, aStride, bPanels, bPanel, c, cOffset, cStride, start,
                        scratch.tile(WIDE_MR * WIDE_NR));
                return;
            }
            int ci = cOffset + ir * cStride;
            if (start) {
                GemmMicroKernel.clear(rows, panel, c, ci, cStride);
            }
            GemmMicroKernel.tile(fused, rows, kb, a, aOffset + ir * aStride, aStride, bPanels, bPanel, c, ci, cStride);
            ir += rows;
        }
    }

    /**
     * The one or two rows that tiles of three leave: a tile of the last three rows in scratch memory, of which only
     * those that are not done yet are kept.
     */
    private static void lastTile(boolean fused, int rest, int mb, int kb, double[] a, int aOffset, int aStride,
            double[] bPanels, int bPanel, double[] c, int cOffset, int cStride, boolean start, double[] tile) {
        int done = WIDE_MR - rest;
        int ci = cOffset + (mb - rest) * cStride;
        GemmMicroKernel.clear(WIDE_MR, WIDE_NR, tile, 0, WIDE_NR);
        if (!start) {
            GemmMicroKernel.copy(rest, WIDE_NR, c, ci, cStride, tile, done * WIDE_NR, WIDE_NR);
        }
        GemmMicroKernel.tile(fused, WIDE_MR, kb, a, aOffset + (mb - WIDE_MR) * aStride, aStride, bPanels, bPanel,
                tile, 0, WIDE_NR);
        GemmMicroKernel.copy(rest, WIDE_NR, tile, done * WIDE_NR, WIDE_NR, c, ci, cStride);
    }

    /** {@return the size of parts, at most {@code limit} and as equal as can be, that {@code total} splits into} */
    private static int evenPart(int total, int limit) {
        int parts = (total + limit - 1) / limit;
        return (total + parts - 1) / parts;
    }
}
