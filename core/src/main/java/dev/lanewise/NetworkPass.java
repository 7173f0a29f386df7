package dev.lanewise;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Scratch;

/**
 * The passes of a network over ranges of what they write, in the arrays of a workspace. Ranges that are apart share no
 * output, so parts may run at the same time, each with a pass of its own for its scratch.
 */
final class NetworkPass {

    private final DenseLayer[] layers;
    private final ParameterLayout layout;
    private final Workspace workspace;
    private final LayerPass layerPass;
    private final Kernels kernels;

    NetworkPass(Workspace workspace, LayerPass layerPass) {
        Network network = workspace.network;
        this.layers = network.layers().toArray(DenseLayer[]::new);
        this.layout = network.layout();
        this.workspace = workspace;
        this.layerPass = layerPass;
        this.kernels = layerPass.kernels();
    }

    /** Rows {@code [first, end)} of the batch through all layers. */
    void forward(int first, int end, double[] parameters, double[] x, int xOffset) {
        double[] input = x;
        int inputOffset = xOffset;
        for (int l = 0; l < layers.length; l++) {
            layerPass.forward(layers[l], first, end, input, inputOffset, parameters, layout.weights(l),
                    workspace.z[l], 0, workspace.a[l], 0);
            if (l == layers.length - 1) {
                return;
            }
            Dropout dropout = workspace.dropout;
            if (dropout != null && dropout.isOn(l)) {
                dropout.forward(kernels, l, first, end, layers[l].outputs(), workspace.a[l]);
            }
            input = workspace.input(l + 1);
            inputOffset = 0;
        }
    }

    /** {@code a = f(z)} over rows from the beginning of z, with this pass' scratch. */
    void activate(Activation f, int rows, int n, double[] z, double[] a, int aOffset) {
        kernels.activate(f, rows, n, z, 0, a, aOffset, layerPass.scratch());
    }

    /** Rows {@code [first, end)} of the batch: their losses, and dz of the last layer. */
    void loss(Loss loss, int first, int end, double[] y, int yOffset) {
        int l = layers.length - 1;
        int n = layers[l].outputs();
        int rows = end - first;
        int i = first * n;
        double[] z = workspace.z[l];
        double[] a = workspace.a[l];
        double[] dz = workspace.dz[l];
        double[] rowLoss = workspace.rowLoss;
        Scratch scratch = layerPass.scratch();
        int yi = yOffset + i;
        switch (loss.formula) {
            case HALF_SQUARED_ERROR -> kernels.halfSquaredError(rows, n, a, i, y, yi, rowLoss, first, dz, i);
            case MEAN_SQUARED_ERROR -> kernels.meanSquaredError(rows, n, a, i, y, yi, rowLoss, first, dz, i);
            case MEAN_ABSOLUTE_ERROR ->
                kernels.meanAbsoluteError(rows, n, a, i, y, yi, rowLoss, first, dz, i, scratch);
            case HUBER -> kernels.huber(rows, n, a, i, y, yi, loss.delta, rowLoss, first, dz, i, scratch);
            case BINARY_CROSS_ENTROPY ->
                kernels.binaryCrossEntropy(rows, n, z, i, y, yi, rowLoss, first, dz, i, scratch);
            case SOFTMAX_CROSS_ENTROPY ->
                kernels.softmaxCrossEntropy(rows, n, z, i, y, yi, rowLoss, first, dz, i, scratch);
        }
        if (!loss.isCrossEntropy()) {
            kernels.activateBackward(layers[l].activation(), rows, n, z, i, a, i, dz, i, dz, i, scratch);
        }
        if (workspace.rowWeights != null) {
            kernels.multiply(rows, rowLoss, first, workspace.rowWeights, first, rowLoss, first);
            kernels.scaleRows(rows, n, workspace.rowWeights, first, dz, i);
        }
    }

    /** Rows {@code [first, end)} of the batch: from dz of the last layer to those of all others. */
    void deltas(int first, int end, double[] parameters) {
        for (int l = layers.length - 1; l > 0; l--) {
            DenseLayer layer = layers[l];
            DenseLayer below = layers[l - 1];
            double[] dz = workspace.dz[l - 1];
            layerPass.inputGradient(layer.inputs(), layer.outputs(), first, end, workspace.dz[l], 0,
                    parameters, layout.weights(l), dz, 0);
            if (workspace.dropout != null && workspace.dropout.isOn(l - 1)) {
                workspace.dropout.backward(kernels, l - 1, first, end, below.outputs(), dz);
            }
            int i = first * below.outputs();
            kernels.activateBackward(below.activation(), end - first, below.outputs(), workspace.z[l - 1], i,
                    workspace.a[l - 1], i, dz, i, dz, i, layerPass.scratch());
        }
    }

    /** Rows {@code [first, end)} of the gradients, counted as in {@link ParameterRows}, from dz of all layers. */
    void gradients(int first, int end, int m, double[] x, int xOffset, double[] gradients, boolean accumulate) {
        int row = 0;
        for (int l = 0; l < layers.length; l++) {
            int rows = layers[l].inputs() + 1;
            if (!workspace.isFrozen(l)) {
                layerPass.gradients(layers[l], Math.max(0, first - row), Math.min(rows, end - row), m,
                        l == 0 ? x : workspace.input(l), l == 0 ? xOffset : 0, workspace.dz[l], 0,
                        gradients, layout.weights(l), accumulate);
            }
            row += rows;
        }
    }

    /** Rows {@code [first, end)} of the parameters, counted as in {@link ParameterRows}, from dz of all layers. */
    void update(int first, int end, int m, double[] x, int xOffset, double[] parameters, double divisor, double rate,
            double l2) {
        int row = 0;
        for (int l = 0; l < layers.length; l++) {
            int rows = layers[l].inputs() + 1;
            layerPass.update(layers[l], Math.max(0, first - row), Math.min(rows, end - row), m,
                    l == 0 ? x : workspace.input(l), l == 0 ? xOffset : 0, workspace.dz[l], 0,
                    parameters, layout.weights(l), divisor, rate, l2);
            row += rows;
        }
    }

    /** Elements {@code [first, end)} of the gradients. */
    void divide(int first, int end, double[] gradients, double divisor) {
        layout.divide(kernels, first, end, gradients, divisor);
    }

    /** Elements {@code [first, end)} of the parameters. */
    void optimize(int first, int end, Update update, double[] parameters, double[] gradients) {
        update.apply(kernels, first, end, parameters, gradients);
    }

    /** Elements {@code [first, end)} of the parameters. */
    void sgd(int first, int end, double[] parameters, double[] gradients, double rate, double l2) {
        layout.sgd(kernels, first, end, parameters, gradients, rate, l2);
    }
}
