package dev.lanewise.kernel;

/**
 * Where the loops of a {@link VectorFunction} leave values of a block for the next loop: rows of an array that stays in
 * the first cache. What a row holds besides {@link #VALUE} is between the loops of a function.
 */
final class Parts {

    /** Elements of a block, a multiple of any number of lanes. */
    static final int BLOCK = 256;

    /** The reduced argument. */
    static final int REDUCED = 0;

    /** The number of the nearest point or of a power of two, later the function there. */
    static final int POINT = BLOCK;

    /** What either of these lacks. */
    static final int TAIL = 2 * BLOCK;

    /** The value of one function that is the argument of another. */
    static final int VALUE = 3 * BLOCK;

    /** A term of a series. */
    static final int TERM = 4 * BLOCK;

    /** The term after it. */
    static final int NEXT_TERM = 5 * BLOCK;

    /** Length of the array. */
    static final int LENGTH = 6 * BLOCK;

    private Parts() {
    }
}
