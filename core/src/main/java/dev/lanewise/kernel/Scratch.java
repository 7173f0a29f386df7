package dev.lanewise.kernel;

/**
 * Memory that a product or a function needs beside its operands. Grows to what the largest so far has needed, which
 * is a block's size, or that of a result that is computed transposed and is smaller than an operand; it is then reused:
 * no allocation once warm. One per thread.
 */
public final class Scratch {

    private static final double[] EMPTY = {};

    final MatrixView a = new MatrixView();
    final MatrixView b = new MatrixView();
    final LayerEpilogue layer = new LayerEpilogue();

    private double[] aRows = EMPTY;
    private double[] bPanels = EMPTY;
    private double[] transposed = EMPTY;
    private double[] panel = EMPTY;
    private double[] tile = EMPTY;
    private double[] parts = EMPTY;

    /** An empty scratch. */
    public Scratch() {
    }

    /** Drops the operands, so that a long-lived scratch keeps no caller's array alive. */
    void release() {
        a.data = null;
        b.data = null;
        layer.release();
    }

    double[] aRows(int length) {
        return aRows = grown(aRows, length);
    }

    double[] bPanels(int length) {
        return bPanels = grown(bPanels, length);
    }

    /** {@return room for a result, transposed} */
    double[] transposed(int length) {
        return transposed = grown(transposed, length);
    }

    /** {@return room for rows of a panel that sticks out of C} */
    double[] panel(int length) {
        return panel = grown(panel, length);
    }

    /** {@return room for a tile} */
    double[] tile(int length) {
        return tile = grown(tile, length);
    }

    /** {@return room for what a loop of an elementary function leaves to the next one} */
    double[] parts(int length) {
        return parts = grown(parts, length);
    }

    private static double[] grown(double[] room, int length) {
        return room.length < length ? new double[length] : room;
    }
}
