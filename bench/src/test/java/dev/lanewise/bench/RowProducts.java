package dev.lanewise.bench;

import java.util.Arrays;

/**
 * {@link ReorderedProducts} over rows that are arrays, {@code double[][]}, as many programs keep their matrices. Here
 * C2 does use vectors: the innermost loop has one index, and its arrays, if they are the same one, are so element by
 * element. The operands are flat, so a call copies the rows of one operand, and each row of the result.
 */
final class RowProducts implements Products {

    private final boolean fused;
    private double[][] rows = new double[0][0];
    private double[] sums = new double[0];
    private double[] wT = new double[0];

    /**
     * Products that sum in one of two ways.
     *
     * @param fused whether a step of a sum is {@code Math.fma}
     */
    RowProducts(boolean fused) {
        this.fused = fused;
    }

    @Override
    public void forward(int m, int k, int n, double[] x, double[] w, int wOffset, double[] z) {
        copyRows(k, n, w, wOffset);
        for (int i = 0; i < m; i++) {
            Arrays.fill(sums, 0);
            for (int p = 0; p < k; p++) {
                addRow(fused, x[i * k + p], rows[p], sums);
            }
            System.arraycopy(sums, 0, z, i * n, n);
        }
    }

    @Override
    public void inputGradient(int m, int k, int n, double[] dz, double[] w, int wOffset, double[] dx) {
        wT = Transpose.of(k, n, w, wOffset, wT);
        forward(m, n, k, dz, wT, 0, dx);
    }

    @Override
    public void weightGradient(int m, int k, int n, double[] x, double[] dz, double[] dw, int dwOffset) {
        copyRows(m, n, dz, 0);
        for (int p = 0; p < k; p++) {
            Arrays.fill(sums, 0);
            for (int i = 0; i < m; i++) {
                addRow(fused, x[i * k + p], rows[i], sums);
            }
            System.arraycopy(sums, 0, dw, dwOffset + p * n, n);
        }
    }

    private void copyRows(int count, int length, double[] from, int offset) {
        if (rows.length != count || sums.length != length) {
            rows = new double[count][length];
            sums = new double[length];
        }
        for (int i = 0; i < count; i++) {
            System.arraycopy(from, offset + i * length, rows[i], 0, length);
        }
    }

    private static void addRow(boolean fused, double factor, double[] row, double[] sums) {
        if (fused) {
            for (int j = 0; j < row.length; j++) {
                sums[j] = Math.fma(factor, row[j], sums[j]);
            }
        } else {
            for (int j = 0; j < row.length; j++) {
                sums[j] += factor * row[j];
            }
        }
    }
}
