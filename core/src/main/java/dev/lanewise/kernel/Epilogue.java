package dev.lanewise.kernel;

/** What becomes of rows of a product once their sums are complete, while they are in the cache. */
interface Epilogue {

    /** The product as it is. */
    Epilogue NONE = (first, rows) -> {};

    /** Called once for every row, in ranges, whole rows at a time. */
    void complete(int firstRow, int rows);
}
