package dev.lanewise.kernel;

/**
 * Memory that a product or a function needs beside its operands. Grows to what the largest so far has needed, which
 * block sizes and narrow operands bound, and is then reused: no allocation once warm. One per thread.
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
        if (aRows.length < length) {
            aRows = new double[length];
        }
        return aRows;
    }

    double[] bPanels(int length) {
        if (bPanels.length < length) {
            bPanels = new double[length];
        }
        return bPanels;
    }

    /** {@return room for a narrow result, transposed} */
    double[] transposed(int length) {
        if (transposed.length < length) {
            transposed = new double[length];
        }
        return transposed;
    }

    /** {@return room for the last panel of C} */
    double[] panel(int length) {
        if (panel.length < length) {
            panel = new double[length];
        }
        return panel;
    }

    /** {@return room for a tile of either kind} */
    double[] tile() {
        if (tile.length == 0) {
            tile = new double[Math.max(GemmMicroKernel.WIDE_MR * GemmMicroKernel.WIDE_NR,
                    NarrowMicroKernel.ROWS * Simd.LANES)];
        }
        return tile;
    }

    /** {@return room for what a loop of an elementary function leaves to the next one} */
    double[] parts(int length) {
        if (parts.length < length) {
            parts = new double[length];
        }
        return parts;
    }
}
