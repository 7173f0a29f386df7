package dev.lanewise;

import dev.lanewise.kernel.Kernels;

/**
 * The memory that a {@link Network} works in: pre-activations and activations of every layer for up to
 * {@link #maxRows()} rows, the gradients of the pre-activations, scratch of the products. It is sized once, but for the
 * scratch, which grows when a number of rows is first seen; then a pass allocates nothing. Make one per caller with
 * {@link Network#newWorkspace(int)}, or with {@link Network#newWorkspace(int, Parallelism)} for passes on several
 * threads: it belongs to that network and to one caller at a time.
 */
public final class Workspace {

    final Network network;
    final SharedPasses passes;

    /** Per layer, rows × outputs. */
    final double[][] z;
    final double[][] a;
    final double[][] dz;

    final double[] rowLoss;

    /** What a {@link Trainer} adds to a pass, null without: weights of the rows, dropout, layers without gradients. */
    double[] rowWeights;
    Dropout dropout;
    boolean[] frozen;

    private double[] standardized = {};

    /** Rows of the last forward pass; −1 if there is none of the parameters as they are. */
    int rows = -1;

    private final int maxRows;

    Workspace(Network network, Kernels kernels, int maxRows, Parallelism parallelism) {
        Checks.atLeast("maxRows", maxRows, 1);
        for (DenseLayer layer : network.layers()) {
            Checks.area("maxRows", maxRows, "outputs", layer.outputs());
        }
        this.network = network;
        this.maxRows = maxRows;
        this.z = arrays(network, maxRows);
        this.a = arrays(network, maxRows);
        this.dz = arrays(network, maxRows);
        this.rowLoss = new double[maxRows];
        this.passes = new SharedPasses(parallelism, this,
                LayerPass.forParts(parallelism.threads(), kernels, network.arithmetic()));
    }

    private static double[][] arrays(Network network, int rows) {
        double[][] arrays = new double[network.layers().size()][];
        for (int l = 0; l < arrays.length; l++) {
            arrays[l] = new double[rows * network.layers().get(l).outputs()];
        }
        return arrays;
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

    /** {@return what a layer behind the first got in the last forward pass} */
    double[] input(int layer) {
        return dropout != null && dropout.isOn(layer - 1) ? dropout.dropped(layer - 1) : a[layer - 1];
    }

    /** {@return room for as many standardized rows as there may be} */
    double[] standardized(int inputs) {
        if (standardized.length == 0) {
            standardized = new double[Checks.area("maxRows", maxRows, "inputs", inputs)];
        }
        return standardized;
    }

    boolean isFrozen(int layer) {
        return frozen != null && frozen[layer];
    }

    /** Refuses another network than this workspace's, and use after its threads were ended. */
    void requireUsable(Network owner) {
        if (network != owner) {
            throw new IllegalArgumentException("a workspace of another network, " + network + ", for " + owner);
        }
        passes.requireOpen();
    }

    /** Refuses an argument that is one of this workspace's own arrays, which the pass overwrites. */
    void requireForeign(String name, double[] values) {
        boolean own = values == rowLoss;
        for (int l = 0; l < z.length; l++) {
            own |= values == z[l] || values == a[l] || values == dz[l];
        }
        if (own) {
            throw new IllegalArgumentException(name + " is an array of the workspace itself, of length "
                    + values.length + ", which passes overwrite");
        }
    }

    void requireForward(int m) {
        if (rows != m) {
            throw new IllegalArgumentException("m is " + m + ", but "
                    + (rows < 0 ? "the workspace holds no forward pass: none was made, or the last failed or is used up"
                            : "the last forward pass had " + rows + " rows"));
        }
    }
}
