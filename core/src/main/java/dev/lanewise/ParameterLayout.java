package dev.lanewise;

import dev.lanewise.kernel.Kernels;
import java.util.List;
import java.util.Objects;

/**
 * Where the parameters of each layer lie in the one array of a network, and with them their gradients: layer by layer,
 * weights before biases. Updates go over ranges of elements, so that parts of them can run at the same time.
 */
final class ParameterLayout {

    private final DenseLayer[] layers;
    private final int[] weights;
    private final int count;

    /** Refuses layers that do not follow each other, and more parameters than an array holds. */
    ParameterLayout(List<DenseLayer> layers) {
        this.layers = layers.toArray(DenseLayer[]::new);
        this.weights = new int[this.layers.length];
        long next = 0;
        for (int l = 0; l < weights.length; l++) {
            DenseLayer layer = this.layers[l];
            if (l > 0 && layer.inputs() != this.layers[l - 1].outputs()) {
                throw new IllegalArgumentException("layer " + l + " has " + layer.inputs()
                        + " inputs, the one before it " + this.layers[l - 1].outputs() + " outputs");
            }
            weights[l] = (int) next;
            next += layer.parameterCount();
            if (next > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "layers 0 to " + l + " have " + next + " parameters, above " + Integer.MAX_VALUE);
            }
        }
        this.count = (int) next;
    }

    int count() {
        return count;
    }

    /** {@return the first weight of a layer} */
    int weights(int layer) {
        return weights[Objects.checkIndex(layer, weights.length)];
    }

    /** {@return the first bias of a layer, behind its last weight} */
    int biases(int layer) {
        return weights(layer) + layers[layer].weightCount();
    }

    /** {@return what follows the last bias of a layer} */
    int end(int layer) {
        return biases(layer) + layers[layer].outputs();
    }

    void requireLength(String name, double[] values) {
        if (Checks.notNull(name, values).length != count) {
            throw new IllegalArgumentException(
                    name + " has length " + values.length + ", the network " + count + " parameters");
        }
    }

    /** Elements {@code [first, end)}. */
    void divide(Kernels kernels, int first, int end, double[] gradients, double divisor) {
        kernels.divide(end - first, gradients, first, divisor);
    }

    /** Elements {@code [first, end)}; the penalty is on weights alone. */
    void sgd(Kernels kernels, int first, int end, double[] parameters, double[] gradients, double rate, double l2) {
        if (l2 == 0) {
            kernels.sgd(end - first, parameters, first, gradients, first, rate, 0);
            return;
        }
        for (int l = 0; l < layers.length; l++) {
            int biases = biases(l);
            sgdWithin(kernels, first, end, weights[l], biases, parameters, gradients, rate, l2);
            sgdWithin(kernels, first, end, biases, end(l), parameters, gradients, rate, 0);
        }
    }

    /** Those of elements {@code [first, end)} that are in {@code [from, to)}. */
    private static void sgdWithin(Kernels kernels, int first, int end, int from, int to, double[] parameters,
            double[] gradients, double rate, double l2) {
        int i = Math.max(first, from);
        int length = Math.min(end, to) - i;
        if (length > 0) {
            kernels.sgd(length, parameters, i, gradients, i, rate, l2);
        }
    }
}
