package dev.lanewise.bench.peers;

import dev.lanewise.bench.Products;
import dev.ludovic.netlib.blas.BLAS;
import java.util.Arrays;

/**
 * The products by BLAS, which stores columns: a row-major matrix is its transpose there, with rows as long as the
 * leading dimension, so the transposed product in reversed order needs no copy. A single row takes the routines for
 * vectors.
 */
final class BlasProducts implements Products {

    private final BLAS blas;

    BlasProducts(BLAS blas) {
        this.blas = blas;
    }

    @Override
    public boolean areChains() {
        return false;
    }

    /** {@code zᵀ[n×m] = wᵀ[n×k]·xᵀ[k×m]}. */
    @Override
    public void forward(int m, int k, int n, double[] x, double[] w, int wOffset, double[] z) {
        multiply("N", n, m, k, w, wOffset, n, x, z);
    }

    /** {@code dxᵀ[k×m] = w[k×n]·dzᵀ[n×m]}. */
    @Override
    public void inputGradient(int m, int k, int n, double[] dz, double[] w, int wOffset, double[] dx) {
        multiply("T", k, m, n, w, wOffset, n, dz, dx);
    }

    /** {@code dwᵀ[n×k] = dzᵀ[n×m]·x[m×k]}. */
    @Override
    public void weightGradient(int m, int k, int n, double[] x, double[] dz, double[] dw, int dwOffset) {
        if (m == 1) {
            // dger adds to what is there.
            Arrays.fill(dw, dwOffset, dwOffset + k * n, 0);
            blas.dger(n, k, 1, dz, 0, 1, x, 0, 1, dw, dwOffset, n);
        } else {
            blas.dgemm("N", "T", n, k, m, 1, dz, 0, n, x, 0, k, 0, dw, dwOffset, n);
        }
    }

    /** {@code c[rows×columns] = a·b} as BLAS stores them, where "T" turns a; aRows are its rows before. */
    private void multiply(String turn, int rows, int columns, int length,
            double[] a, int aOffset, int aRows, double[] b, double[] c) {
        if (columns == 1) {
            int aColumns = rows * length / aRows;
            blas.dgemv(turn, aRows, aColumns, 1, a, aOffset, aRows, b, 0, 1, 0, c, 0, 1);
        } else {
            blas.dgemm(turn, "N", rows, columns, length, 1, a, aOffset, aRows, b, 0, length, 0, c, 0, rows);
        }
    }
}
