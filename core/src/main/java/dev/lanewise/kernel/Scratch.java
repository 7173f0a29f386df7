package dev.lanewise.kernel;

/**
 * Memory that a product or a function needs beside its operands. Grows to what the largest product so far has needed, which the block
 * sizes bound, and is then reused: no allocation once warm. One per thread.
 */
public final class Scratch {

    private static final double[] EMPTY = {};

    final MatrixView a = new MatrixView();
    final MatrixView b = new MatrixView();

    private double[] aPanels = EMPTY;
    private double[] bPanels = EMPTY;
    private double[] tile = EMPTY;
    private double[] tanhParts = EMPTY;

    /** An empty scratch. */
    public Scratch() {
    }

    /** Drops the operands, so that a long-lived scratch keeps no caller's array alive. */
    void clearViews() {
        a.data = null;
        b.data = null;
    }

    double[] aPanels(int length) {
        if (aPanels.length < length) {
            aPanels = new double[length];
        }
        return aPanels;
    }

    double[] bPanels(int length) {
        if (bPanels.length < length) {
            bPanels = new double[length];
        }
        return bPanels;
    }

    /** {@return room for one tile of either shape} */
    double[] tile() {
        if (tile.length == 0) {
            tile = new double[GemmMicroKernel.FUSED_MR * GemmMicroKernel.NR];
        }
        return tile;
    }

    double[] tanhParts(int length) {
        if (tanhParts.length < length) {
            tanhParts = new double[length];
        }
        return tanhParts;
    }
}
