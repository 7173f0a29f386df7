package dev.lanewise.bench;

import dev.lanewise.Arithmetic;

/**
 * A network with sigmoid hidden layers and a softmax output, trained on the cross-entropy summed over the rows. It owns
 * its parameters and gradients, both in the flat layout of {@link dev.lanewise.Network}.
 */
interface Model {

    double[] parameters();

    double[] gradients();

    /** {@return the probabilities, m × outputs, in the model's own array} */
    double[] forward(int m, double[] x);

    /** Overwrites the gradients, after a forward pass of the same rows; {@return the loss} */
    double backward(int m, double[] x, double[] y);

    /** {@code parameter = parameter − rate·gradient}. */
    void update(double rate);

    /** {@return the model that a value of the parameter {@code kernels} names} */
    static Model of(String kernels, int[] sizes, int maxRows) {
        if (kernels.equals("vector")) {
            return new VectorNetwork(sizes, maxRows);
        }
        return new NaiveNetwork(Products.of(kernels, Arithmetic.STRICT), sizes, maxRows);
    }

    /** {@return a model to check that one against, which shares no code with it} */
    static Model reference(String kernels, int[] sizes, int maxRows) {
        return of(kernels.equals("vector") ? "naive" : "vector", sizes, maxRows);
    }
}
