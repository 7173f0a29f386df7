package dev.lanewise.examples;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.DenseKernel;
import dev.lanewise.DenseLayer;
import java.util.Arrays;

/**
 * Two sigmoid layers trained on one row with half squared error, which is what three of the published examples are. The
 * operations are {@link DenseKernel}'s, one by one, so that an example can put them in its author's order; products are
 * {@link Arithmetic#STRICT}, the bits of the author's plain loops.
 *
 * <p>Weights go in and out as published, out × in; inside they are in × out, each layer's followed by its biases.
 */
public abstract class TwoSigmoidLayers {

    final DenseKernel kernel = DenseKernel.create(Arithmetic.STRICT);
    final DenseLayer layer1;
    final DenseLayer layer2;
    final double[] x;
    final double[] y;
    final double[] parameters1;
    final double[] parameters2;
    final double[] z1;
    final double[] a1;
    final double[] z2;
    final double[] a2;
    final double[] dz1;
    final double[] dz2;

    /** Weight gradient of either layer, one after the other. */
    final double[] dw;

    private final double rate;
    private final double[] rowLoss = new double[1];

    TwoSigmoidLayers(double rate, double[] x, double[] y, double[] w1, double[] b1, double[] w2, double[] b2) {
        this.rate = rate;
        this.x = x;
        this.y = y;
        this.layer1 = new DenseLayer(x.length, b1.length, Activation.SIGMOID);
        this.layer2 = new DenseLayer(b1.length, b2.length, Activation.SIGMOID);
        this.parameters1 = parameters(layer1, w1, b1);
        this.parameters2 = parameters(layer2, w2, b2);
        this.z1 = new double[layer1.outputs()];
        this.a1 = new double[layer1.outputs()];
        this.z2 = new double[layer2.outputs()];
        this.a2 = new double[layer2.outputs()];
        this.dz1 = new double[layer1.outputs()];
        this.dz2 = new double[layer2.outputs()];
        this.dw = new double[Math.max(layer1.weightCount(), layer2.weightCount())];
    }

    /** One iteration of training: forward, backward, update. */
    public abstract void step();

    /**
     * Iterates.
     *
     * @param steps how many steps
     */
    public final void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    /** {@return the half squared error of the present weights, after a forward pass with them} */
    public final double evaluate() {
        forward();
        kernel.halfSquaredError(1, layer2.outputs(), a2, 0, y, 0, rowLoss, 0, dz2, 0);
        return rowLoss[0];
    }

    /** {@return pre-activations of the hidden layer in the last forward pass, this object's own array} */
    public final double[] hiddenNet() {
        return z1;
    }

    /** {@return activations of the hidden layer in the last forward pass, this object's own array} */
    public final double[] hidden() {
        return a1;
    }

    /** {@return pre-activations of the output layer in the last forward pass, this object's own array} */
    public final double[] outputNet() {
        return z2;
    }

    /** {@return activations of the output layer in the last forward pass, this object's own array} */
    public final double[] output() {
        return a2;
    }

    /** {@return a copy of the hidden layer's weights, out × in} */
    public final double[] w1() {
        return weights(layer1, parameters1);
    }

    /** {@return a copy of the hidden layer's biases} */
    public final double[] b1() {
        return biases(layer1, parameters1);
    }

    /** {@return a copy of the output layer's weights, out × in} */
    public final double[] w2() {
        return weights(layer2, parameters2);
    }

    /** {@return a copy of the output layer's biases} */
    public final double[] b2() {
        return biases(layer2, parameters2);
    }

    final void forward() {
        kernel.denseForward(layer1, 1, x, 0, parameters1, 0, z1, 0, a1, 0);
        kernel.denseForward(layer2, 1, a1, 0, parameters2, 0, z2, 0, a2, 0);
    }

    /** {@code dz2 = (a2 − y)·σ'(z2)}. */
    final void outputError() {
        int n = layer2.outputs();
        kernel.halfSquaredError(1, n, a2, 0, y, 0, rowLoss, 0, dz2, 0);
        kernel.activateBackward(Activation.SIGMOID, 1, n, z2, 0, a2, 0, dz2, 0, dz2, 0);
    }

    /** {@code dz1 = dz2·w2ᵀ·σ'(z1)}. */
    final void hiddenError() {
        int n = layer1.outputs();
        kernel.inputGradient(1, n, layer2.outputs(), dz2, 0, parameters2, 0, dz1, 0);
        kernel.activateBackward(Activation.SIGMOID, 1, n, z1, 0, a1, 0, dz1, 0, dz1, 0);
    }

    /** {@code w = w − rate·inputᵀ·dz}. */
    final void updateWeights(DenseLayer layer, double[] parameters, double[] input, double[] dz) {
        kernel.weightGradient(1, layer.inputs(), layer.outputs(), input, 0, dz, 0, dw, 0, false);
        updateWeights(layer, parameters);
    }

    /** {@code w = w − rate·dw}. */
    final void updateWeights(DenseLayer layer, double[] parameters) {
        kernel.sgd(layer.weightCount(), parameters, 0, dw, 0, rate, 0);
    }

    /** {@code b = b − rate·dz}. */
    final void updateBiases(DenseLayer layer, double[] parameters, double[] dz) {
        kernel.sgd(layer.outputs(), parameters, layer.weightCount(), dz, 0, rate, 0);
    }

    /** A step of ordinary back-propagation that leaves the biases alone. */
    final void backPropagateWeights() {
        forward();
        outputError();
        hiddenError();
        updateWeights(layer2, parameters2, a1, dz2);
        updateWeights(layer1, parameters1, x, dz1);
    }

    private static double[] parameters(DenseLayer layer, double[] w, double[] b) {
        double[] parameters = Arrays.copyOf(transpose(layer.outputs(), layer.inputs(), w), layer.parameterCount());
        System.arraycopy(b, 0, parameters, layer.weightCount(), layer.outputs());
        return parameters;
    }

    private static double[] weights(DenseLayer layer, double[] parameters) {
        return transpose(layer.inputs(), layer.outputs(), parameters);
    }

    private static double[] biases(DenseLayer layer, double[] parameters) {
        return Arrays.copyOfRange(parameters, layer.weightCount(), layer.parameterCount());
    }

    private static double[] transpose(int rows, int columns, double[] matrix) {
        double[] transposed = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * rows + i] = matrix[i * columns + j];
            }
        }
        return transposed;
    }
}
