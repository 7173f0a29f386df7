package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;

import java.util.Arrays;

/**
 * C[m×n] = A[m×k] · B[k×n], or C += A·B as a continuation of its chains, of so few columns that a copy of A in panels
 * would cost more than it gives: rows of A are read where they lie. An A that lies transposed is copied to rows.
 */
final class ThinProduct {

    /**
     * Most columns, of an A that does not lie transposed. A copy in the order of {@link MicroKernel} takes 0.3 ns
     * per element on Zen 3, where a product of 36 columns takes 1.6. Measured, the two meet at some 32 columns beside
     * another thread on the core, above 64 on a core of one's own (JDK 17: below 24).
     */
    static final int MAX_COLUMNS = 3 * MicroKernel.THIN_VECTORS * LANES;

    /** Rows that are completed before the next ones begin: tiles of three and of four. */
    private static final int BLOCK_ROWS = 240;

    /** The same where they are copied, which shall stay in a cache. */
    private static final int COPIED_ROWS = 24;

    /** Where chains start. */
    private static final double[] ZEROS = new double[MicroKernel.THIN_ELEMENTS];

    private final int maxSteps;

    ThinProduct(Blocking blocking) {
        maxSteps = 2 * blocking.kc();     // a panel shares the cache with no block of A
    }

    /** C is row-major and dense, A and B do not overlap it. */
    void multiply(boolean fused, int m, int k, int n, MatrixView a, MatrixView b, double[] c, int cOffset,
            boolean accumulate, Epilogue epilogue, Scratch scratch) {
        if (n <= LANES && k >= 1 && k <= MicroKernel.THIN_STEPS && !a.transposed && !accumulate) {
            fewSteps(fused, m, k, n, a, b, c, cOffset, scratch);
            epilogue.complete(0, m);
            return;
        }
        if (n <= LANES && a.transposed && !b.transposed) {
            inPlace(fused, m, k, n, a, b, c, cOffset, accumulate, scratch);
            epilogue.complete(0, m);
            return;
        }
        int blockRows = a.transposed ? COPIED_ROWS : BLOCK_ROWS;
        int kc = k <= maxSteps ? k : Gemm.evenPart(k, maxSteps);
        for (int i = 0; i < m; i += blockRows) {
            int mb = Math.min(blockRows, m - i);
            int pc = 0;
            do {     // once at least: no steps make zeros
                int kb = Math.min(kc, k - pc);
                double[] rows = a.data;
                int rowsOffset = a.index(i, pc);
                int rowStride = a.stride;
                if (a.transposed) {
                    rows = scratch.rows(mb * kb);
                    rowsOffset = 0;
                    rowStride = kb;
                    Packing.rows(a, i, pc, mb, kb, rows);
                }
                // from right to left: what sticks out of the last panel falls into columns whose turn comes later
                int left = (n + LANES - 1) / LANES;
                while (left > 0) {
                    int vectors = Gemm.evenPart(left, MicroKernel.THIN_VECTORS);
                    left -= vectors;
                    int j = left * LANES;
                    panel(fused, mb, kb, n, vectors, rows, rowsOffset, rowStride, b, pc, j,
                            c, cOffset + i * n + j, cOffset + m * n, accumulate || pc > 0, scratch);
                }
                pc += kb;
            } while (pc < k);
            epilogue.complete(i, mb);
        }
    }

    /** As many rows as whole vectors can be stored for, then single elements. */
    private static void fewSteps(boolean fused, int m, int k, int n, MatrixView a, MatrixView b, double[] c,
            int cOffset, Scratch scratch) {
        double[] columns = scratch.bPanel(0, k * LANES);
        Packing.columnPanel(b, 0, 0, k, n, LANES, columns, 0);
        int whole = m * n < LANES ? 0 : (m * n - LANES) / n + 1;
        MicroKernel.fewSteps(fused, whole, k, a.data, a.offset, a.stride, columns, c, cOffset, n);
        for (int i = whole; i < m; i++) {
            RowProduct.chains(fused, n, k, a.data, a.index(i, 0), 1, columns, 0, LANES, c, cOffset + i * n, false);
        }
    }

    /** Some rows at a time, from operands where they lie; the last steps, which end with an array, one by one. */
    private static void inPlace(boolean fused, int m, int k, int n, MatrixView a, MatrixView b, double[] c,
            int cOffset, boolean accumulate, Scratch scratch) {
        double[] sums = scratch.tile(MicroKernel.THIN_ELEMENTS);
        for (int i = 0; i < m; i += MicroKernel.ROWS) {
            int height = Math.min(MicroKernel.ROWS, m - i);
            int whole = Math.min(Packing.wholeSteps(k, LANES, b.data, b.offset, b.stride),
                    Packing.wholeSteps(k, MicroKernel.ROWS, a.data, a.index(i, 0), a.stride));
            Arrays.fill(sums, 0, MicroKernel.ROWS * LANES, 0);
            if (accumulate) {
                Packing.copy(height, n, c, cOffset + i * n, n, sums, 0, LANES);
            }
            MicroKernel.fourRows(fused, whole, a.data, a.index(i, 0), a.stride, b.data, b.offset, b.stride, sums);
            for (int r = 0; r < height; r++) {
                RowProduct.chains(fused, n, k - whole, a.data, a.index(i + r, whole), a.stride, b.data,
                        b.index(whole, 0), b.stride, sums, r * LANES, true);
            }
            Packing.copy(height, n, sums, 0, LANES, c, cOffset + i * n, n);
        }
    }

    private static void panel(boolean fused, int m, int k, int n, int vectors, double[] a, int aOffset, int aStride,
            MatrixView b, int p0, int j0, double[] c, int cOffset, int cEnd, boolean accumulate, Scratch scratch) {
        int panel = vectors * LANES;
        int width = Math.min(panel, n - j0);
        int tileRows = MicroKernel.thinRows(vectors);
        double[] columns = scratch.bPanel(0, k * panel);
        Packing.columnPanel(b, p0, j0, k, width, panel, columns, 0);
        double[] tile = scratch.tile(MicroKernel.THIN_ELEMENTS);
        for (int i = 0; i < m; i += tileRows) {
            int height = Math.min(tileRows, m - i);
            int ci = cOffset + i * n;
            // rows past the last one are that one again, and dropped
            int a0 = aOffset + i * aStride;
            int a1 = a0 + Math.min(1, height - 1) * aStride;
            int a2 = a0 + Math.min(2, height - 1) * aStride;
            int a3 = a0 + (height - 1) * aStride;
            if (!accumulate && ci + (tileRows - 1L) * n + panel <= cEnd) {
                // what sticks out falls into rows that come after it
                MicroKernel.thinTile(fused, vectors, k, a, a0, a1, a2, a3, columns, ZEROS, c, ci, n);
            } else {
                if (accumulate) {
                    Packing.copy(height, width, c, ci, n, tile, 0, panel);
                }
                MicroKernel.thinTile(fused, vectors, k, a, a0, a1, a2, a3, columns, accumulate ? tile : ZEROS,
                        tile, 0, panel);
                Packing.copy(height, width, tile, 0, panel, c, ci, n);
            }
        }
    }
}
