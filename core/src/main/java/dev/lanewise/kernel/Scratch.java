package dev.lanewise.kernel;

import java.util.Arrays;

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

    private double[][] aPanels = {};
    private double[][] bPanels = {};
    private double[] rows = EMPTY;
    private double[] transposed = EMPTY;
    private double[] tile = EMPTY;
    private double[] pattern = EMPTY;
    private double[] parts = EMPTY;
    private double[] slopes = EMPTY;
    private double[] exponentials = EMPTY;
    private double[] gradients = EMPTY;

    /** An empty scratch. */
    public Scratch() {
    }

    /** Drops the operands, so that a long-lived scratch keeps no caller's array alive. */
    void release() {
        a.data = null;
        b.data = null;
        layer.release();
    }

    /** {@return room for a panel of A, from index 0 on} */
    double[] aPanel(int index, int length) {
        aPanels = grown(aPanels, index);
        return aPanels[index] = grown(aPanels[index], length);
    }

    /** {@return room for a panel of B, from index 0 on} */
    double[] bPanel(int index, int length) {
        bPanels = grown(bPanels, index);
        return bPanels[index] = grown(bPanels[index], length);
    }

    /** {@return room for rows of an operand that lies transposed} */
    double[] rows(int length) {
        return rows = grown(rows, length);
    }

    /** {@return room for a result, transposed} */
    double[] transposed(int length) {
        return transposed = grown(transposed, length);
    }

    /** {@return room for a tile, or for the sums of a row} */
    double[] tile(int length) {
        return tile = grown(tile, length);
    }

    /** {@return room for the biases of as many rows as a vector has lanes} */
    double[] pattern(int length) {
        return pattern = grown(pattern, length);
    }

    /** {@return room for what a loop of an elementary function leaves to the next one} */
    double[] parts(int length) {
        return parts = grown(parts, length);
    }

    /** {@return room for the derivatives of an activation over a block} */
    double[] slopes(int length) {
        return slopes = grown(slopes, length);
    }

    /** {@return room for the exponentials of some rows} */
    double[] exponentials(int length) {
        return exponentials = grown(exponentials, length);
    }

    /** {@return room for gradients that are used up at once, by the caller of the kernels} */
    public double[] gradients(int length) {
        return gradients = grown(gradients, length);
    }

    private static double[] grown(double[] room, int length) {
        return room.length < length ? new double[length] : room;
    }

    private static double[][] grown(double[][] panels, int index) {
        if (index < panels.length) {
            return panels;
        }
        double[][] more = Arrays.copyOf(panels, Math.max(index + 1, 2 * panels.length));
        Arrays.fill(more, panels.length, more.length, EMPTY);
        return more;
    }
}
