package dev.lanewise.bench;

import dev.lanewise.Arithmetic;

/**
 * A network with sigmoid hidden layers and a softmax output, trained on the cross-entropy summed over the rows. It owns
 * its parameters and gradients; outside they have the flat layout of {@link dev.lanewise.Network}.
 */
interface Model {

    /** Overwrites the model's parameters. */
    void setParameters(double[] parameters);

    /** {@return the parameters: the model's own or a copy, not to be written to} */
    double[] parameters();

    /** {@return the gradients: the model's own or a copy, not to be written to} */
    double[] gradients();

    /** {@return the probabilities, m × outputs, in the model's own array} */
    double[] forward(int m, double[] x);

    /** Overwrites the gradients, after a forward pass of the same rows; {@return the loss} */
    double backward(int m, double[] x, double[] y);

    /** {@code parameter = parameter − rate·gradient}. */
    void update(double rate);

    /** A step of training: forward, loss, backward, update; {@return the loss before the update} */
    default double step(int m, double[] x, double[] y, double rate) {
        forward(m, x);
        double loss = backward(m, x, y);
        update(rate);
        return loss;
    }

    /** {@return the model that a value of the parameter {@code kernels} names} */
    static Model of(String kernels, int[] sizes, int maxRows) {
        return switch (kernels) {
            case "vector" -> new VectorNetwork(sizes, maxRows, 1);
            case "vector-2" -> new VectorNetwork(sizes, maxRows, 2);
            case "naive", "naive-ikj" -> new NaiveNetwork(Products.of(kernels, Arithmetic.STRICT), sizes, maxRows);
            case "naive-rows" -> throw new IllegalArgumentException("kernels=naive-rows is measured in products only");
            default -> new RivalNetwork(Products.of(kernels, Arithmetic.FUSED),
                    VectorProducts.vectorKernel(Arithmetic.FUSED), sizes, maxRows);
        };
    }

    /** {@return a model to check that one against, which shares no code with it} */
    static Model reference(String kernels, int[] sizes, int maxRows) {
        return of(kernels.startsWith("naive") ? "vector" : "naive", sizes, maxRows);
    }
}
