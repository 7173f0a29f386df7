package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;

/**
 * C[m×n] = A[m×k] · B[k×n], or C += A·B as a continuation of its chains, in the way that its shape calls for:
 *
 * <ul>
 * <li>one column: as a row of the transposed product;
 * <li>one operand lies transposed and the other is small: as the transposed product;
 * <li>no more columns than a vector has lanes: {@link NarrowMicroKernel};
 * <li>otherwise {@link Gemm}, and {@link RowMicroKernel} for the rows that its tiles leave or are not worth.
 * </ul>
 */
final class Product {

    /** With fewer steps, loading and storing a tile costs more than what happens in it. */
    private static final int FEW_STEPS = 4;

    /**
     * An operand that lies transposed is copied element by element. Transposing the other one and the result instead
     * takes per element about so many times as long as copying A, and as long as copying B.
     */
    private static final long TIMES_OF_A = 2;
    private static final long TIMES_OF_B = 1;

    /** With more steps, the panel of a narrow product would no longer be small. */
    static final int NARROW_STEPS = 1 << 16;

    /** Rows of a transposed A that a narrow product copies at a time. */
    private static final int COPIED_ROWS = 8 * NarrowMicroKernel.ROWS;

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
            if (m == 0 || n == 0) {
                return;
            }
            if (n == 1) {
                // a column lies as its transpose does, and a row needs no vectors that are padded
                asItLies(fused, 1, k, m, b.transpose(), a.transpose(), c, cOffset, accumulate, Epilogue.NONE, scratch);
                epilogue.complete(0, m);
            } else if (a.transposed && isLess(TIMES_OF_A, n, k, m) || b.transposed && isLess(TIMES_OF_B, m, k, n)) {
                transposed(fused, m, k, n, a, b, c, cOffset, accumulate, scratch);
                epilogue.complete(0, m);
            } else {
                asItLies(fused, m, k, n, a, b, c, cOffset, accumulate, epilogue, scratch);
            }
        } finally {
            scratch.release();
        }
    }

    /** {@return whether transposing size × k and size × other elements is less work than k × other} */
    private static boolean isLess(long times, int size, int k, int other) {
        return size > 1 && times * size * ((long) k + other) < (long) k * other;
    }

    /** {@code Cᵀ = Bᵀ·Aᵀ}, where one operand lies transposed and it is the other that is small. */
    private void transposed(boolean fused, int m, int k, int n, MatrixView a, MatrixView b, double[] c, int cOffset,
            boolean accumulate, Scratch scratch) {
        double[] transposed = scratch.transposed(m * n);
        if (accumulate) {
            Packing.transpose(m, n, c, cOffset, n, transposed, 0);
        }
        asItLies(fused, n, k, m, b.transpose(), a.transpose(), transposed, 0, accumulate, Epilogue.NONE, scratch);
        Packing.transpose(n, m, transposed, 0, m, c, cOffset);
    }

    private void asItLies(boolean fused, int m, int k, int n, MatrixView a, MatrixView b, double[] c, int cOffset,
            boolean accumulate, Epilogue epilogue, Scratch scratch) {
        if (n <= LANES && m > 1 && k <= NARROW_STEPS) {
            narrow(fused, m, k, n, a, b, c, cOffset, accumulate, scratch);
            epilogue.complete(0, m);
        } else {
            wide(fused, m, k, n, a, b, c, cOffset, accumulate, epilogue, scratch);
        }
    }

    /** Tiles, and row by row what they do not cover or are not worth. */
    private void wide(boolean fused, int m, int k, int n, MatrixView a, MatrixView b, double[] c, int cOffset,
            boolean accumulate, Epilogue epilogue, Scratch scratch) {
        if (b.transposed && k < FEW_STEPS && m > 1) {
            double[] rows = scratch.bPanels(k * n);
            Packing.transpose(n, k, b.data, b.offset, b.stride, rows, 0);
            b.set(rows, 0, n, false);
        }
        int tiled = k < FEW_STEPS ? 0 : Gemm.tiledRows(fused, m);
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
        if (!a.transposed) {
            narrowRows(fused, m, k, n, a.data, a.offset, a.stride, columns, c, cOffset, accumulate, scratch);
            return;
        }
        double[] rows = scratch.aRows(Math.min(m, COPIED_ROWS) * k);
        for (int i = 0; i < m; i += COPIED_ROWS) {
            int mb = Math.min(COPIED_ROWS, m - i);
            Packing.rows(a, i, 0, mb, k, rows);
            narrowRows(fused, mb, k, n, rows, 0, k, columns, c, cOffset + i * n, accumulate, scratch);
        }
    }

    private static void narrowRows(boolean fused, int m, int k, int n, double[] a, int aOffset, int aStride,
            double[] columns, double[] c, int cOffset, boolean accumulate, Scratch scratch) {
        double[] tile = scratch.tile(NarrowMicroKernel.ROWS * LANES);
        for (int i = 0; i < m; i += NarrowMicroKernel.ROWS) {
            int height = Math.min(NarrowMicroKernel.ROWS, m - i);
            int ci = cOffset + i * n;
            if (accumulate) {
                copyRows(height, n, c, ci, n, tile, 0, LANES);
            }
            // rows past the last one are that one again, and dropped
            int a0 = aOffset + i * aStride;
            int a1 = a0 + Math.min(1, height - 1) * aStride;
            int a2 = a0 + Math.min(2, height - 1) * aStride;
            int a3 = a0 + (height - 1) * aStride;
            long last = ci + (NarrowMicroKernel.ROWS - 1L) * n;
            if (!accumulate && last + LANES <= cOffset + (long) m * n) {
                // lanes past a row fall into rows that come after it
                NarrowMicroKernel.tile(fused, k, a, a0, a1, a2, a3, columns, ZEROS, c, ci, n);
            } else {
                NarrowMicroKernel.tile(fused, k, a, a0, a1, a2, a3, columns, accumulate ? tile : ZEROS,
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
