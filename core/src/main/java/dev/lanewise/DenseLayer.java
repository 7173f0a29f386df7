package dev.lanewise;

/**
 * The shape of one dense layer: {@code a = f(x·w + b)}. Its parameters are {@code inputs × outputs} weights, row-major,
 * followed by {@code outputs} biases.
 *
 * @param inputs number of inputs k, at least 1
 * @param outputs number of outputs n, at least 1
 * @param activation the function f
 */
public record DenseLayer(int inputs, int outputs, Activation activation) {

    /**
     * Checks the shape.
     *
     * @param inputs number of inputs k, at least 1
     * @param outputs number of outputs n, at least 1
     * @param activation the function f
     * @throws IllegalArgumentException if a size is below 1 or the layer has more than 2^31 − 1 parameters
     * @throws NullPointerException if {@code activation} is null
     */
    public DenseLayer {
        Checks.atLeast("inputs", inputs, 1);
        Checks.atLeast("outputs", outputs, 1);
        Checks.notNull("activation", activation);
        Checks.area("inputs + 1", inputs + 1L, "outputs", outputs);
    }

    /** {@return the number of weights, inputs × outputs} */
    public int weightCount() {
        return inputs * outputs;
    }

    /** {@return the number of parameters, (inputs + 1) × outputs} */
    public int parameterCount() {
        return weightCount() + outputs;
    }
}
