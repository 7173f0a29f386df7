package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Maxima and divisions of {@link Rows} by vectors along a row of at least one. The last vector ends with the row and
 * may begin inside the one before, so it is read first and written last: rows may be worked on in place. Rows that are
 * standardised end in single steps instead.
 */
final class VectorRows {

    private VectorRows() {
    }

    static void subtractMax(int m, int n, double[] z, int zOffset, double[] s, int sOffset) {
        if (n < LANES) {
            Rows.subtractMax(m, n, z, zOffset, s, sOffset);
            return;
        }
        for (int i = 0; i < m; i++) {
            int zi = zOffset + i * n;
            subtract(n, max(n, z, zi), z, zi, s, sOffset + i * n);
        }
    }

    /** {@return the maximum, NaN if one is there; in no order that could show, so lanes may be reduced} */
    private static double max(int n, double[] z, int zOffset) {
        DoubleVector max = DoubleVector.fromArray(SPECIES, z, zOffset + n - LANES);
        for (int j = 0; j < n - LANES; j += LANES) {
            max = DoubleVector.fromArray(SPECIES, z, zOffset + j).max(max);
        }
        return max.reduceLanes(VectorOperators.MAX);
    }

    private static void subtract(int n, double max, double[] z, int zOffset, double[] s, int sOffset) {
        DoubleVector last = DoubleVector.fromArray(SPECIES, z, zOffset + n - LANES).sub(max);
        for (int j = 0; j < n - LANES; j += LANES) {
            DoubleVector.fromArray(SPECIES, z, zOffset + j).sub(max).intoArray(s, sOffset + j);
        }
        last.intoArray(s, sOffset + n - LANES);
    }

    static void divideBySum(int m, int n, double[] e, int eOffset) {
        if (n < LANES) {
            Rows.divideBySum(m, n, e, eOffset);
            return;
        }
        for (int i = 0; i < m; i++) {
            int ei = eOffset + i * n;
            divide(n, RowSums.accurateSum(e, ei, n), e, ei);
        }
    }

    private static void divide(int n, double sum, double[] e, int eOffset) {
        DoubleVector last = DoubleVector.fromArray(SPECIES, e, eOffset + n - LANES).div(sum);
        for (int j = 0; j < n - LANES; j += LANES) {
            DoubleVector.fromArray(SPECIES, e, eOffset + j).div(sum).intoArray(e, eOffset + j);
        }
        last.intoArray(e, eOffset + n - LANES);
    }

    static void standardize(int m, int n, double[] mean, double[] deviation, double[] x, int xOffset,
            double[] v, int vOffset) {
        for (int i = 0; i < m; i++) {
            int xi = xOffset + i * n;
            int vi = vOffset + i * n;
            int j = 0;
            for (; j <= n - LANES; j += LANES) {
                DoubleVector meanJ = DoubleVector.fromArray(SPECIES, mean, j);
                DoubleVector deviationJ = DoubleVector.fromArray(SPECIES, deviation, j);
                DoubleVector.fromArray(SPECIES, x, xi + j).sub(meanJ).div(deviationJ).intoArray(v, vi + j);
            }
            for (; j < n; j++) {
                v[vi + j] = (x[xi + j] - mean[j]) / deviation[j];
            }
        }
    }
}
