package dev.lanewise;

/** The preconditions of the public API, each written once; sizes are computed in {@code long}. */
final class Checks {

    private Checks() {
    }

    static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + ", below " + least);
        }
    }

    static void finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", not a finite number");
        }
    }

    static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + ", not a finite number above 0");
        }
    }

    static void notNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + ", not a finite number of at least 0");
        }
    }

    /** Requires a share: from 0 to below 1. */
    static void below1(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", not in [0, 1)");
        }
    }

    /** Requires what makes smaller: above 0, up to 1. */
    static void factor(String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", not in (0, 1]");
        }
    }

    static void length(String name, double[] values, int length) {
        if (notNull(name, values).length != length) {
            throw new IllegalArgumentException(name + " has length " + values.length + ", not " + length);
        }
    }

    /** {@return {@code rows × columns}, both at least 0 and the product an {@code int}} */
    static int area(String rowsName, long rows, String columnsName, long columns) {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException(
                    rowsName + " × " + columnsName + " is " + rows + " × " + columns + ": a size is negative");
        }
        long area = rows * columns;
        if (area > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(rowsName + " × " + columnsName + " is " + rows + " × " + columns + " = "
                    + area + ", above " + Integer.MAX_VALUE);
        }
        return (int) area;
    }

    static <T> T notNull(String name, T value) {
        if (value == null) {
            throw new NullPointerException(name + " is null");
        }
        return value;
    }

    /** Requires {@code values[offset .. offset + length)} to exist. */
    static void range(String name, double[] values, int offset, int length) {
        notNull(name, values);
        if (length < 0) {
            throw new IllegalArgumentException(name + ": length is " + length + ", below 0");
        }
        if (offset < 0 || (long) offset + length > values.length) {
            throw new IndexOutOfBoundsException(name + ": offset " + offset + " and length " + length
                    + " do not fit into an array of length " + values.length);
        }
    }

    /** Requires an output and an input, both inside their arrays, to share no element. */
    static void disjoint(String outName, double[] out, int outOffset, int outLength,
            String inName, double[] in, int inOffset, int inLength) {
        boolean overlap = out == in && outLength > 0 && inLength > 0
                && outOffset < (long) inOffset + inLength && inOffset < (long) outOffset + outLength;
        if (overlap) {
            throw new IllegalArgumentException(
                    outName + " " + interval(outOffset, outLength) + " overlaps " + inName + " "
                            + interval(inOffset, inLength) + " in the same array");
        }
    }

    /** As {@link #disjoint}, but exactly the same range is allowed: what an elementwise operation can take. */
    static void sameOrDisjoint(String outName, double[] out, int outOffset,
            String inName, double[] in, int inOffset, int length) {
        if (outOffset != inOffset) {
            disjoint(outName, out, outOffset, length, inName, in, inOffset, length);
        }
    }

    private static String interval(int offset, int length) {
        return "[" + offset + ", " + ((long) offset + length) + ")";
    }
}
