package dev.lanewise;

/** Where a range is cut into parts of equal size, up to a tile or a cache line. */
final class Cuts {

    /** Rows of a tile, of the one tile that STRICT has. Rows left over go one by one, which is slower. */
    private static final int TILE_ROWS = 4;

    /** Parts of fewer rows are cut anywhere: rounded to tiles they would be too unequal. */
    private static final int TILED = 12;

    /** Elements of a cache line: no two threads write to one. */
    private static final int LINE = 8;

    private Cuts() {
    }

    /** {@return the first row of a part, of {@code rows} rows in all; part {@code parts} begins at the end} */
    static int row(int rows, int part, int parts) {
        int row = even(rows, part, parts);
        return part == parts || rows < (long) TILED * parts ? row : tileBorder(row);
    }

    /** {@return the first element of a part, of {@code length} in all; part {@code parts} begins at the end} */
    static int element(int length, int part, int parts) {
        int element = even(length, part, parts);
        return part == parts ? element : element / LINE * LINE;
    }

    /** {@return the last border between tiles up to a row} */
    static int tileBorder(long row) {
        return (int) (row / TILE_ROWS * TILE_ROWS);
    }

    private static int even(int length, int part, int parts) {
        return (int) ((long) length * part / parts);
    }
}
