package dev.lanewise.kernel;

/**
 * The row-wise parts of softmax and the losses, in plain doubles: sums of short rows gain nothing from lanes, so both
 * kernels share them, and one definition cannot disagree with itself. For maxima and divisions {@link VectorRows} has
 * vectors. What lies between them is elementwise over the whole batch.
 */
final class Rows {

    private Rows() {
    }

    /** {@return how many rows of n an operation takes at a time that keeps their exponentials beside them} */
    static int piece(int n) {
        return Math.max(1, Parts.BLOCK / Math.max(1, n));
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
            double sum = RowSums.accurateSum(e, ei, n);
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

    /** {@code a = a − log Σ e}, row by row. */
    static void subtractLogSum(int m, int n, double[] e, double[] a, int aOffset) {
        for (int i = 0; i < m; i++) {
            double log = ScalarLog.log(RowSums.sum(e, i * n, n));
            for (int j = i * n; j < (i + 1) * n; j++) {
                a[aOffset + j] -= log;
            }
        }
    }

    /** {@code dz = da − e·Σ da}, row by row. */
    static void logSoftmaxBackward(int m, int n, double[] e, double[] da, int daOffset, double[] dz, int dzOffset) {
        for (int i = 0; i < m; i++) {
            double sum = RowSums.sum(da, daOffset + i * n, n);
            for (int j = i * n; j < (i + 1) * n; j++) {
                dz[dzOffset + j] = da[daOffset + j] - e[j] * sum;
            }
        }
    }

    /** See {@link Kernels#dropoutMask}. */
    static void dropoutMask(int m, int n, long seed, long firstRow, double rate, double[] mask, int maskOffset) {
        double kept = 1 / (1 - rate);
        for (int i = 0; i < m; i++) {
            long rowSeed = SplitMix64.bits(seed, firstRow + i);
            for (int j = 0; j < n; j++) {
                mask[maskOffset + i * n + j] = SplitMix64.uniform(rowSeed, j) < rate ? 0 : kept;
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

    /** {@code rowLoss = Σ d·d / n}, row by row. */
    static void meanSquares(int m, int n, double[] d, int dOffset, double[] rowLoss, int rowLossOffset) {
        for (int i = 0; i < m; i++) {
            int di = dOffset + i * n;
            rowLoss[rowLossOffset + i] = RowSums.dot(d, di, d, di, n) / n;
        }
    }

    /** {@code rowLoss = Σ |d| / n}, row by row; terms is room for a row. */
    static void meanMagnitudes(int m, int n, double[] d, int dOffset, double[] rowLoss, int rowLossOffset,
            double[] terms) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                terms[j] = Math.abs(d[dOffset + i * n + j]);
            }
            rowLoss[rowLossOffset + i] = RowSums.sum(terms, 0, n) / n;
        }
    }

    /** {@code d = sign(d)·factor}, in place. */
    static void signs(int length, double factor, double[] d, int dOffset) {
        for (int i = dOffset; i < dOffset + length; i++) {
            d[i] = Math.signum(d[i]) * factor;
        }
    }

    /** {@code rowLoss = Σ (|d| <= delta ? ½·d·d : delta·(|d| − ½·delta))}, row by row; terms is room for a row. */
    static void huber(int m, int n, double delta, double[] d, int dOffset, double[] rowLoss, int rowLossOffset,
            double[] terms) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double magnitude = Math.abs(d[dOffset + i * n + j]);
                terms[j] = magnitude <= delta ? 0.5 * magnitude * magnitude : delta * (magnitude - 0.5 * delta);
            }
            rowLoss[rowLossOffset + i] = RowSums.sum(terms, 0, n);
        }
    }

    /** {@code e = −|z|}. */
    static void negativeMagnitudes(int length, double[] z, int zOffset, double[] e) {
        for (int i = 0; i < length; i++) {
            e[i] = -Math.abs(z[zOffset + i]);
        }
    }

    /** From {@code e = log1p(exp(−|z|))}, which is overwritten: {@code rowLoss = Σ ((max(z, 0) − z·y) + e)}. */
    static void binaryCrossEntropy(int m, int n, double[] z, int zOffset, double[] y, int yOffset, double[] e,
            double[] rowLoss, int rowLossOffset) {
        for (int i = 0; i < m; i++) {
            for (int j = i * n; j < (i + 1) * n; j++) {
                double zj = z[zOffset + j];
                e[j] += Math.max(zj, 0) - zj * y[yOffset + j];
            }
            rowLoss[rowLossOffset + i] = RowSums.sum(e, i * n, n);
        }
    }

    /** {@code rowLoss = Σ y·s}, row by row: the part of the cross-entropy that needs s before it is overwritten. */
    static void dots(int m, int n, double[] y, int yOffset, double[] s, int sOffset,
            double[] rowLoss, int rowLossOffset) {
        for (int i = 0; i < m; i++) {
            double dot = RowSums.dot(y, yOffset + i * n, s, sOffset + i * n, n);
            boolean isNaN = dot != dot;
            rowLoss[rowLossOffset + i] =
                    isNaN ? RowSums.dotOfNonZeros(y, yOffset + i * n, s, sOffset + i * n, n) : dot;
        }
    }

    /** From {@code e = exp s} and {@code rowLoss = Σ y·s}, row by row: {@code rowLoss = log(Σ e)·Σ y − Σ y·s}. */
    static void crossEntropy(int m, int n, double[] e, int eOffset, double[] y, int yOffset,
            double[] rowLoss, int rowLossOffset) {
        for (int i = 0; i < m; i++) {
            double log = ScalarLog.log(RowSums.sum(e, eOffset + i * n, n));
            rowLoss[rowLossOffset + i] = log * RowSums.sum(y, yOffset + i * n, n) - rowLoss[rowLossOffset + i];
        }
    }
}
