package dev.lanewise.kernel;

/**
 * The row-wise halves of softmax and the losses, which both kernels share: maxima and sums of short rows gain nothing
 * from lanes, and one definition cannot disagree with itself. What lies between them is elementwise over the whole
 * batch.
 */
final class Rows {

    private Rows() {
    }

    /** {@code s = z − max z}, row by row; s may be the range of z. */
    static void subtractMax(int m, int n, double[] z, int zOffset, double[] s, int sOffset) {
        for (int i = 0; i < m; i++) {
            int zi = zOffset + i * n;
            int si = sOffset + i * n;
            double max = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < n; j++) {
                max = Math.max(max, z[zi + j]);
            }
            for (int j = 0; j < n; j++) {
                s[si + j] = z[zi + j] - max;
            }
        }
    }

    /** {@code e = e / Σ e}, row by row, in place. */
    static void divideBySum(int m, int n, double[] e, int eOffset) {
        for (int i = 0; i < m; i++) {
            int ei = eOffset + i * n;
            double sum = RowSums.sum(e, ei, n);
            for (int j = 0; j < n; j++) {
                e[ei + j] /= sum;
            }
        }
    }

    /** {@code dz = a·(da − Σ da·a)}, row by row. */
    static void softmaxBackward(int m, int n, double[] a, int aOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        for (int i = 0; i < m; i++) {
            int ai = aOffset + i * n;
            int dai = daOffset + i * n;
            int dzi = dzOffset + i * n;
            double dot = RowSums.dot(da, dai, a, ai, n);
            for (int j = 0; j < n; j++) {
                dz[dzi + j] = a[ai + j] * (da[dai + j] - dot);
            }
        }
    }

    /** {@code rowLoss = ½·Σ d·d}, row by row. */
    static void halfSquares(int m, int n, double[] d, int dOffset, double[] rowLoss, int rowLossOffset) {
        for (int i = 0; i < m; i++) {
            int di = dOffset + i * n;
            rowLoss[rowLossOffset + i] = 0.5 * RowSums.dot(d, di, d, di, n);
        }
    }

    /** {@code rowLoss = Σ y·s}, row by row: the part of the cross-entropy that needs s before it is overwritten. */
    static void dots(int m, int n, double[] y, int yOffset, double[] s, int sOffset,
            double[] rowLoss, int rowLossOffset) {
        for (int i = 0; i < m; i++) {
            rowLoss[rowLossOffset + i] = RowSums.dot(y, yOffset + i * n, s, sOffset + i * n, n);
        }
    }

    /**
     * From {@code e = exp s} and {@code rowLoss = Σ y·s}, row by row: {@code rowLoss = log(Σ e)·Σ y − Σ y·s} and
     * {@code e = e / Σ e − y}.
     */
    static void crossEntropy(int m, int n, double[] e, int eOffset, double[] y, int yOffset,
            double[] rowLoss, int rowLossOffset) {
        for (int i = 0; i < m; i++) {
            int ei = eOffset + i * n;
            int yi = yOffset + i * n;
            double sum = RowSums.sum(e, ei, n);
            rowLoss[rowLossOffset + i] =
                    ScalarMath.log(sum) * RowSums.sum(y, yi, n) - rowLoss[rowLossOffset + i];
            for (int j = 0; j < n; j++) {
                e[ei + j] = e[ei + j] / sum - y[yi + j];
            }
        }
    }
}
