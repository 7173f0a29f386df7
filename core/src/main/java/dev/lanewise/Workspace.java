package dev.lanewise;

import dev.lanewise.kernel.Scratch;

/**
 * The memory that a {@link Network} works in: pre-activations and activations of every layer for up to
 * {@link #maxRows()} rows, gradients in passing, scratch of the products. Sized once; a pass allocates nothing. Make
 * one per thread with {@link Network#newWorkspace}: it belongs to that network and to one thread at a time.
 */
public final class Workspace {

    final Network network;
    final Scratch scratch = new Scratch();

    /** Per layer, rows × outputs. */
    final double[][] z;
    final double[][] a;

    /** Gradients of two neighbouring layers, taking turns. */
    double[] delta;
    double[] nextDelta;

    final double[] rowLoss;

    /** Rows of the last forward pass; none yet: −1. */
    int rows = -1;

    private final int maxRows;

    Workspace(Network network, int maxRows) {
        Checks.atLeast("maxRows", maxRows, 1);
        int widest = network.outputs();
        for (DenseLayer layer : network.layers()) {
            widest = Math.max(widest, layer.outputs());
        }
        int length = Checks.area("maxRows", maxRows, "outputs", widest);
        this.network = network;
        this.maxRows = maxRows;
        this.z = new double[network.layers().size()][];
        this.a = new double[z.length][];
        for (int l = 0; l < z.length; l++) {
            z[l] = new double[maxRows * network.layers().get(l).outputs()];
            a[l] = new double[z[l].length];
        }
        this.delta = new double[length];
        this.nextDelta = new double[length];
        this.rowLoss = new double[maxRows];
    }

    /** {@return how many rows a pass may have} */
    public int maxRows() {
        return maxRows;
    }

    /**
     * {@return the activations of the last layer, rows × outputs from element 0: the workspace's own array, which the
     * next forward pass overwrites}
     */
    public double[] output() {
        return a[a.length - 1];
    }

    /**
     * {@return the pre-activations of the last layer, such as logits: the workspace's own array, like
     * {@link #output()}}
     */
    public double[] preActivation() {
        return z[z.length - 1];
    }

    void requireOf(Network owner) {
        if (network != owner) {
            throw new IllegalArgumentException("workspace of " + network + " given to " + owner);
        }
    }

    /** Refuses an argument that is one of this workspace's own arrays, which the pass overwrites. */
    void requireForeign(String name, double[] values) {
        boolean own = values == delta || values == nextDelta || values == rowLoss;
        for (int l = 0; l < z.length; l++) {
            own |= values == z[l] || values == a[l];
        }
        if (own) {
            throw new IllegalArgumentException(
                    name + " is an array of the workspace itself, of length " + values.length + "; passes overwrite it");
        }
    }

    void requireForward(int m) {
        if (rows != m) {
            throw new IllegalArgumentException(rows < 0
                    ? "backward of " + m + " rows before any forward pass"
                    : "backward of " + m + " rows after a forward pass of " + rows);
        }
    }

    void swapDeltas() {
        double[] previous = delta;
        delta = nextDelta;
        nextDelta = previous;
    }
}
