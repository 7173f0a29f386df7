package dev.lanewise;

/** Where a range is cut into parts of equal size, up to a cache line. */
final class Cuts {

    /** Elements of a cache line: no two threads write to one. */
    private static final int LINE = 8;

    private Cuts() {
    }

    /**
     * {@return the first row of a part, of {@code rows} rows in all; part {@code parts} begins at the end} Anywhere: a
     * last tile that is not full costs less than parts that are unequal.
     */
    static int row(int rows, int part, int parts) {
        return (int) ((long) rows * part / parts);
    }

    /** {@return the first element of a part, of {@code length} in all; part {@code parts} begins at the end} */
    static int element(int length, int part, int parts) {
        int element = row(length, part, parts);
        return part == parts ? element : element / LINE * LINE;
    }
}
