package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/** Biases and their gradients by vectors along rows, also of rows that are no whole number of vectors. */
final class VectorBias {

    /**
     * Most columns of rows whose ends share vectors with the beginnings of the next ones. Wider rows end in single
     * elements, which are then few.
     */
    private static final int NARROW = 64;

    private VectorBias() {
    }

    /** See {@link Kernels#addBias}. */
    static void add(int m, int n, double[] b, int bOffset, double[] z, int zOffset, Scratch scratch) {
        if (n % LANES != 0 && n <= NARROW && m >= LANES) {
            addAcrossRows(m, n, b, bOffset, z, zOffset, scratch.pattern(n * LANES));
            return;
        }
        for (int i = 0; i < m; i++) {
            int row = zOffset + i * n;
            int j = 0;
            for (; j <= n - LANES; j += LANES) {
                DoubleVector bj = DoubleVector.fromArray(SPECIES, b, bOffset + j);
                DoubleVector.fromArray(SPECIES, z, row + j).add(bj).intoArray(z, row + j);
            }
            for (; j < n; j++) {
                z[row + j] += b[bOffset + j];
            }
        }
    }

    /** As many rows as a vector has lanes are n vectors, and so are their biases, the pattern. */
    private static void addAcrossRows(int m, int n, double[] b, int bOffset, double[] z, int zOffset,
            double[] pattern) {
        for (int i = 0; i < LANES; i++) {
            System.arraycopy(b, bOffset, pattern, i * n, n);
        }
        int end = zOffset + m * n;
        for (int q = 0; q < n * LANES; q += LANES) {
            addEvery(n * LANES, pattern, q, z, zOffset + q, end);
        }
        int rest = m * n % LANES;
        int first = (m * n - rest) % (n * LANES);
        for (int i = 0; i < rest; i++) {
            z[end - rest + i] += pattern[first + i];
        }
    }

    /** Adds one vector of the pattern to every vector of z that it belongs to. */
    private static void addEvery(int stride, double[] pattern, int q, double[] z, int from, int end) {
        DoubleVector bias = DoubleVector.fromArray(SPECIES, pattern, q);
        for (int i = from; i <= end - LANES; i += stride) {
            DoubleVector.fromArray(SPECIES, z, i).add(bias).intoArray(z, i);
        }
    }

    /** See {@link Kernels#biasGradient}. */
    static void gradient(int m, int n, double[] dz, int dzOffset, double[] db, int dbOffset, boolean accumulate,
            Scratch scratch) {
        if (!accumulate) {
            Arrays.fill(db, dbOffset, dbOffset + n, 0);
        }
        int j = 0;
        for (; j <= n - LANES; j += LANES) {
            sumRows(m, dz, dzOffset + j, n, db, dbOffset + j);
        }
        if (j < n) {
            lastColumns(m, n - j, dz, dzOffset + j, n, db, dbOffset + j, scratch.tile(LANES));
        }
    }

    /** What follows a row fills lanes that do not count, but for the last rows, where it may be past the array. */
    private static void lastColumns(int m, int columns, double[] dz, int dzOffset, int stride, double[] db,
            int dbOffset, double[] sums) {
        Arrays.fill(sums, 0, LANES, 0);
        System.arraycopy(db, dbOffset, sums, 0, columns);
        int whole = Packing.wholeSteps(m, LANES, dz, dzOffset, stride);
        sumRows(whole, dz, dzOffset, stride, sums, 0);
        for (int i = whole; i < m; i++) {
            for (int j = 0; j < columns; j++) {
                sums[j] += dz[dzOffset + i * stride + j];
            }
        }
        System.arraycopy(sums, 0, db, dbOffset, columns);
    }

    /** A vector of sums goes on over rows. */
    private static void sumRows(int rows, double[] dz, int from, int stride, double[] sums, int to) {
        DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, to);
        for (int i = 0; i < rows; i++) {
            sum = DoubleVector.fromArray(SPECIES, dz, from + i * stride).add(sum);
        }
        sum.intoArray(sums, to);
    }
}
