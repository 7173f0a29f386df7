package dev.lanewise;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Scratch;

/**
 * The memory that a {@link Network} works in: pre-activations and activations of every layer for up to
 * {@link #maxRows()} rows, gradients in passing, scratch of the products. It is sized once, but for the scratch, which
 * grows when a number of rows is first seen; then a pass allocates nothing. Make one per thread with
 * {@link Network#newWorkspace}: it belongs to that network and to one thread at a time.
 */
public final class Workspace {

    final Network network;
    final Scratch scratch = new Scratch();
    final LayerPass layerPass;

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

    Workspace(Network network, Kernels kernels, int maxRows) {
        Checks.atLeast("maxRows", maxRows, 1);
        int widest = network.outputs();
        for (DenseLayer layer : network.layers()) {
            widest = Math.max(widest, layer.outputs());
        }
        int length = Checks.area("maxRows", maxRows, "outputs", widest);
        this.network = network;
        this.layerPass = new LayerPass(kernels, network.arithmetic(), scratch);
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
            throw new IllegalArgumentException("a workspace of another network, " + network + ", for " + owner);
        }
    }

    /** Refuses an argument that is one of this workspace's own arrays, which the pass overwrites. */
    void requireForeign(String name, double[] values) {
        boolean own = values == delta || values == nextDelta || values == rowLoss;
        for (int l = 0; l < z.length; l++) {
            own |= values == z[l] || values == a[l];
        }
        if (own) {
            throw new IllegalArgumentException(name + " is an array of the workspace itself, of length "
                    + values.length + ", which passes overwrite");
        }
    }

    void requireForward(int m) {
        if (rows != m) {
            throw new IllegalArgumentException("m is " + m + ", but "
                    + (rows < 0 ? "there was no forward pass yet" : "the last forward pass had " + rows + " rows"));
        }
    }

    void swapDeltas() {
        double[] previous = delta;
        delta = nextDelta;
        nextDelta = previous;
    }
}
