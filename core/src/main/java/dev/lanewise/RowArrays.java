package dev.lanewise;

/** Rows between arrays of their own and flat ones, and what is asked of a row or a column. */
final class RowArrays {

    private RowArrays() {
    }

    /** {@return a flat copy} Refuses none, and rows of different lengths. */
    static double[] flat(String name, double[][] rows) {
        if (Checks.notNull(name, rows).length == 0) {
            throw new IllegalArgumentException(name + " has no rows");
        }
        int columns = Checks.notNull("row 0 of " + name, rows[0]).length;
        double[] flat = new double[Checks.area("rows", rows.length, "columns", columns)];
        for (int i = 0; i < rows.length; i++) {
            Checks.length("row " + i + " of " + name, rows[i], columns);
            System.arraycopy(rows[i], 0, flat, i * columns, columns);
        }
        return flat;
    }

    /** {@return the column of the largest value, the first of equals; of NaN none is larger} */
    static int argMax(int n, double[] values, int offset) {
        int best = 0;
        for (int j = 1; j < n; j++) {
            if (values[offset + j] > values[offset + best]) {
                best = j;
            }
        }
        return best;
    }

    /** {@return whether all values of a column of n are the same} */
    static boolean isConstant(int rows, int n, double[] values, int column) {
        for (int i = 1; i < rows; i++) {
            if (values[i * n + column] != values[column]) {
                return false;
            }
        }
        return true;
    }

    /**
     * {@return the class that pre-activations stand for: the largest one, or of a single one whether it is at least 0}
     */
    static int predictedClass(int n, double[] z, int offset) {
        return n > 1 ? argMax(n, z, offset) : z[offset] >= 0 ? 1 : 0;
    }

    /** {@return the class that targets stand for: the largest one, or of a single one whether it is at least ½} */
    static int actualClass(int n, double[] y, int offset) {
        return n > 1 ? argMax(n, y, offset) : y[offset] >= 0.5 ? 1 : 0;
    }
}
