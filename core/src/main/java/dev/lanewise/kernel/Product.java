package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;

/**
 * C[m×n] = A[m×k] · B[k×n], or C += A·B as a continuation of its chains, in the way that its shape calls for:
 *
 * <ul>
 * <li>one column: as a row of the transposed product;
 * <li>one operand lies transposed and the other is small, or the result a narrow strip: as the transposed product;
 * <li>few columns, if A lies transposed no more than a vector has lanes: {@link ThinProduct};
 * <li>few rows, or few steps: {@link RowProduct};
 * <li>otherwise {@link Gemm}.
 * </ul>
 */
final class Product {

    /** With fewer steps, loading and storing a tile costs more than what happens in it. */
    private static final int FEW_STEPS = 4;

    /**
     * An operand that lies transposed is read across its rows. Transposing the other one and the result instead takes
     * per element about so many times as long as copying A, and as long as copying B.
     */
    private static final long TIMES_OF_A = 2;
    private static final long TIMES_OF_B = 1;

    /** Rows for each column from which on a narrow result is better computed along its rows (2 to 5 times as fast). */
    private static final int TALL = 2;

    private final Gemm gemm;
    private final ThinProduct thin;

    Product(Blocking blocking) {
        gemm = new Gemm(blocking);
        thin = new ThinProduct(blocking);
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
            } else if (isBetterTransposed(m, k, n, a, b)) {
                transposed(fused, m, k, n, a, b, c, cOffset, accumulate, scratch);
                epilogue.complete(0, m);
            } else {
                asItLies(fused, m, k, n, a, b, c, cOffset, accumulate, epilogue, scratch);
            }
        } finally {
            scratch.release();
        }
    }

    private static boolean isBetterTransposed(int m, int k, int n, MatrixView a, MatrixView b) {
        if (b.transposed) {
            return isLess(TIMES_OF_B, m, k, n);
        }
        return a.transposed && (n <= LANES || k < FEW_STEPS ? TALL * n < m : isLess(TIMES_OF_A, n, k, m));
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
        boolean isThin = n <= LANES || n <= ThinProduct.MAX_COLUMNS && !a.transposed && k >= FEW_STEPS;
        if (isThin && m > 1) {
            thin.multiply(fused, m, k, n, a, b, c, cOffset, accumulate, epilogue, scratch);
        } else if (m >= MicroKernel.MR && k >= FEW_STEPS) {
            gemm.multiply(fused, m, k, n, a, b, c, cOffset, accumulate, epilogue, scratch);
        } else {
            rows(fused, m, k, n, a, b, c, cOffset, accumulate, scratch);
            epilogue.complete(0, m);
        }
    }

    private static void rows(boolean fused, int m, int k, int n, MatrixView a, MatrixView b, double[] c, int cOffset,
            boolean accumulate, Scratch scratch) {
        if (b.transposed && k < FEW_STEPS && m > 1) {
            double[] rows = scratch.rows(k * n);
            Packing.transpose(n, k, b.data, b.offset, b.stride, rows, 0);
            b.set(rows, 0, n, false);
        }
        double[] sums = scratch.tile(MicroKernel.FEW_COLUMNS);
        for (int i = 0; i < m; i++) {
            row(fused, i, k, n, a, b, c, cOffset + i * n, accumulate, sums);
        }
    }

    private static void row(boolean fused, int i, int k, int n, MatrixView a, MatrixView b, double[] c, int cOffset,
            boolean accumulate, double[] sums) {
        if (b.transposed) {
            RowProduct.transposedRow(fused, n, k, a.data, a.index(i, 0), b.data, b.offset, b.stride, c, cOffset);
        } else {
            int step = a.transposed ? a.stride : 1;
            RowProduct.row(fused, n, k, a.data, a.index(i, 0), step, b.data, b.offset, b.stride, c, cOffset,
                    accumulate, sums);
        }
    }
}
