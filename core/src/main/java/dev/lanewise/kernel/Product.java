package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;

/**
 * C[m×n] = A[m×k] · B[k×n], or C += A·B as a continuation of its chains, in the way that its shape calls for:
 *
 * <ul>
 * <li>one column: {@link RowMicroKernel}, as a row of the transposed product;
 * <li>no more columns than a vector has lanes: {@link NarrowMicroKernel};
 * <li>otherwise {@link Gemm}, and {@link RowMicroKernel} for the rows that its tiles leave or are not worth.
 * </ul>
 */
final class Product {

    /** With fewer steps, loading and storing a tile costs more than what happens in it. */
    private static final int FEW_STEPS = 4;

    /** With more steps, the panel of a narrow product would no longer be small. */
    static final int NARROW_STEPS = 1 << 16;

    /** Where the chains of a narrow product start. */
    private static final double[] ZEROS = new double[NarrowMicroKernel.ROWS * LANES];

    private final Gemm gemm;

    Product(Blocking blocking) {
        gemm = new Gemm(blocking);
    }

    /**
     * C is row-major and dense; A and B must not overlap it; a product with transposed B does not accumulate. The
     * scratch holds A, B and the epilogue no longer afterwards.
     */
    void multiply(boolean fused, int m, int k, int n, MatrixView a, MatrixView b, double[] c, int cOffset,
            boolean accumulate, Epilogue epilogue, Scratch scratch) {
        assert !(b.transposed && accumulate);
        try {
            if (m > 0 && n > 0) {
                inItsWay(fused, m, k, n, a, b, c, cOffset, accumulate, epilogue, scratch);
            }
        } finally {
            scratch.release();
        }
    }

    private void inItsWay(boolean fused, int m, int k, int n, MatrixView a, MatrixView b, double[] c, int cOffset,
            boolean accumulate, Epilogue epilogue, Scratch scratch) {
        if (n == 1 && !a.transposed && !accumulate) {
            // a column is a row of the transposed product: w·x instead of x·w
            RowMicroKernel.transposedRow(fused, m, k, b.data, b.offset, a.data, a.offset, a.stride, c, cOffset);
            epilogue.complete(0, m);
        } else if (n <= LANES && k <= NARROW_STEPS) {
            narrow(fused, m, k, n, a, b, c, cOffset, accumulate, scratch);
            epilogue.complete(0, m);
        } else {
            wide(fused, m, k, n, a, b, c, cOffset, accumulate, epilogue, scratch);
        }
    }

    /** Tiles, and row by row what they do not cover or are not worth. */
    private void wide(boolean fused, int m, int k, int n, MatrixView a, MatrixView b, double[] c, int cOffset,
            boolean accumulate, Epilogue epilogue, Scratch scratch) {
        int tiled = k < FEW_STEPS && !b.transposed || k == 0 ? 0 : Gemm.tiledRows(fused, m);
        if (tiled > 0) {
            gemm.multiply(fused, tiled, k, n, a, b, c, cOffset, accumulate, epilogue, scratch);
        }
        for (int i = tiled; i < m; i++) {
            row(fused, i, k, n, a, b, c, cOffset + i * n, accumulate);
        }
        epilogue.complete(tiled, m - tiled);
    }

    private static void row(boolean fused, int i, int k, int n, MatrixView a, MatrixView b, double[] c, int cOffset,
            boolean accumulate) {
        if (b.transposed) {
            RowMicroKernel.transposedRow(fused, n, k, a.data, a.index(i, 0), b.data, b.offset, b.stride, c, cOffset);
        } else {
            int step = a.transposed ? a.stride : 1;
            RowMicroKernel.row(fused, n, k, a.data, a.index(i, 0), step, b.data, b.offset, b.stride, c, cOffset,
                    accumulate);
        }
    }

    /** A product of at most LANES columns. */
    private static void narrow(boolean fused, int m, int k, int n, MatrixView a, MatrixView b, double[] c, int cOffset,
            boolean accumulate, Scratch scratch) {
        double[] columns = scratch.bPanels(k * LANES);
        Packing.narrowPanel(b, k, n, columns);
        double[] rows = a.data;
        int rowsOffset = a.offset;
        int rowStride = a.stride;
        if (a.transposed) {
            rows = scratch.aRows(m * k);
            rowsOffset = 0;
            rowStride = k;
            Packing.rows(a, 0, 0, m, k, rows);
        }
        double[] tile = scratch.tile(NarrowMicroKernel.ROWS * LANES);
        for (int i = 0; i < m; i += NarrowMicroKernel.ROWS) {
            int height = Math.min(NarrowMicroKernel.ROWS, m - i);
            int ci = cOffset + i * n;
            if (accumulate) {
                copyRows(height, n, c, ci, n, tile, 0, LANES);
            }
            // rows past the last one are that one again, and dropped
            int a0 = rowsOffset + i * rowStride;
            int a1 = a0 + Math.min(1, height - 1) * rowStride;
            int a2 = a0 + Math.min(2, height - 1) * rowStride;
            int a3 = a0 + (height - 1) * rowStride;
            long last = ci + (NarrowMicroKernel.ROWS - 1L) * n;
            if (!accumulate && last + LANES <= cOffset + (long) m * n) {
                // lanes past a row fall into rows that come after it
                NarrowMicroKernel.tile(fused, k, rows, a0, a1, a2, a3, columns, ZEROS, c, ci, n);
            } else {
                NarrowMicroKernel.tile(fused, k, rows, a0, a1, a2, a3, columns, accumulate ? tile : ZEROS,
                        tile, 0, LANES);
                copyRows(height, n, tile, 0, LANES, c, ci, n);
            }
        }
    }

    /** Rows too short for vectors. */
    private static void copyRows(int rows, int width, double[] from, int fromIndex, int fromStride,
            double[] to, int toIndex, int toStride) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < width; j++) {
                to[toIndex + i * toStride + j] = from[fromIndex + i * fromStride + j];
            }
        }
    }
}
