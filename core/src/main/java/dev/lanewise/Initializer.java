package dev.lanewise;

import dev.lanewise.kernel.SplitMix64;

/**
 * How the parameters of a layer begin. Random weights come from SplitMix64 (Steele, Lea and Flood, 2014) by counter, so
 * they are the same on every JDK: number i of seed s is {@code mix(s + (i + 1)·0x9e3779b97f4a7c15)}, as
 * {@link java.util.SplittableRandom} gives it, too. A uniform weight i is of number i, a normal one of the numbers 2i
 * and 2i + 1. Biases begin at 0 unless they are given.
 *
 * <p>A layer with {@code in} inputs and {@code out} outputs gets weights of variance {@code gain / fan}: normal ones
 * with that variance, uniform ones over {@code ±√(3·gain / fan)}.
 */
public sealed interface Initializer {

    /** What a variance is divided by. */
    enum Fan {
        /** The number of inputs. */
        IN,
        /** The mean of the numbers of inputs and outputs. */
        AVERAGE
    }

    /** Where a random weight comes from. */
    enum Distribution {
        /** Uniform numbers, from the upper 53 bits of each number of the generator. */
        UNIFORM,
        /** Normal numbers, by Box and Muller's cosine of two numbers of the generator. */
        NORMAL
    }

    /**
     * Random weights with mean 0 and variance {@code gain / fan}.
     *
     * @param gain variance times fan, above 0
     * @param fan what the variance is divided by
     * @param distribution uniform or normal
     */
    record Scaled(double gain, Fan fan, Distribution distribution) implements Initializer {

        /**
         * Checks the gain.
         *
         * @param gain variance times fan, above 0
         * @param fan what the variance is divided by
         * @param distribution uniform or normal
         * @throws IllegalArgumentException if the gain is not finite and above 0
         */
        public Scaled {
            Checks.positive("gain", gain);
            Checks.notNull("fan", fan);
            Checks.notNull("distribution", distribution);
        }
    }

    /**
     * All weights the same.
     *
     * @param value the weight
     */
    record Constant(double value) implements Initializer {

        /**
         * Checks the value.
         *
         * @param value the weight
         * @throws IllegalArgumentException if it is not finite
         */
        public Constant {
            Checks.finite("value", value);
        }
    }

    /**
     * Given weights and biases; the arrays are copied.
     *
     * @param weights inputs × outputs, row-major
     * @param biases outputs
     */
    record Given(double[] weights, double[] biases) implements Initializer {

        /**
         * Copies the arrays.
         *
         * @param weights inputs × outputs, row-major
         * @param biases outputs
         */
        public Given {
            weights = Checks.notNull("weights", weights).clone();
            biases = Checks.notNull("biases", biases).clone();
        }

        /** {@return a copy of the weights} */
        @Override
        public double[] weights() {
            return weights.clone();
        }

        /** {@return a copy of the biases} */
        @Override
        public double[] biases() {
            return biases.clone();
        }
    }

    /** {@return Glorot and Bengio's (Xavier's): uniform, variance 2 / (in + out)} */
    static Initializer glorotUniform() {
        return new Scaled(1, Fan.AVERAGE, Distribution.UNIFORM);
    }

    /** {@return Glorot and Bengio's (Xavier's): normal, variance 2 / (in + out)} */
    static Initializer glorotNormal() {
        return new Scaled(1, Fan.AVERAGE, Distribution.NORMAL);
    }

    /** {@return He's, for rectifiers: uniform, variance 2 / in} */
    static Initializer heUniform() {
        return new Scaled(2, Fan.IN, Distribution.UNIFORM);
    }

    /** {@return He's, for rectifiers: normal, variance 2 / in} */
    static Initializer heNormal() {
        return new Scaled(2, Fan.IN, Distribution.NORMAL);
    }

    /** {@return LeCun's: uniform, variance 1 / in} */
    static Initializer lecunUniform() {
        return new Scaled(1, Fan.IN, Distribution.UNIFORM);
    }

    /** {@return LeCun's: normal, variance 1 / in} */
    static Initializer lecunNormal() {
        return new Scaled(1, Fan.IN, Distribution.NORMAL);
    }

    /**
     * All weights the same.
     *
     * @param value the weight
     * @return the initializer
     * @throws IllegalArgumentException if the value is not finite
     */
    static Initializer constant(double value) {
        return new Constant(value);
    }

    /**
     * Given weights and biases.
     *
     * @param weights inputs × outputs, row-major; copied
     * @param biases outputs; copied
     * @return the initializer
     */
    static Initializer of(double[] weights, double[] biases) {
        return new Given(weights, biases);
    }

    /**
     * What suits an activation: {@link #heNormal()} for rectifiers and their smooth kin, {@link #glorotUniform()} for
     * all others.
     *
     * @param f activation of the layer
     * @return the initializer
     */
    static Initializer suiting(Activation f) {
        return switch (Checks.notNull("f", f)) {
            case RELU, LEAKY_RELU, ELU, SOFTPLUS, SILU, GELU -> heNormal();
            default -> glorotUniform();
        };
    }

    /**
     * Overwrites the parameters of a layer.
     *
     * @param layer the layer
     * @param seed seed of the layer; only random weights use it
     * @param parameters where the layer's weights and biases lie
     * @param offset first weight
     * @throws IllegalArgumentException if given arrays do not have the layer's lengths
     * @throws IndexOutOfBoundsException if the layer does not fit into the array
     */
    default void fill(DenseLayer layer, long seed, double[] parameters, int offset) {
        Checks.notNull("layer", layer);
        Checks.range("parameters", parameters, offset, layer.parameterCount());
        int weights = layer.weightCount();
        if (this instanceof Given given) {
            Checks.length("weights", given.weights, weights);
            Checks.length("biases", given.biases, layer.outputs());
            System.arraycopy(given.weights, 0, parameters, offset, weights);
            System.arraycopy(given.biases, 0, parameters, offset + weights, layer.outputs());
            return;
        }
        for (int i = 0; i < weights; i++) {
            parameters[offset + i] = weight(layer, seed, i);
        }
        for (int i = weights; i < layer.parameterCount(); i++) {
            parameters[offset + i] = 0;
        }
    }

    private double weight(DenseLayer layer, long seed, int i) {
        if (this instanceof Scaled scaled) {
            double fan = scaled.fan == Fan.IN ? layer.inputs() : (layer.inputs() + (double) layer.outputs()) / 2;
            double variance = scaled.gain / fan;
            return scaled.distribution == Distribution.NORMAL
                    ? Math.sqrt(variance) * SplitMix64.normal(seed, i)
                    : Math.sqrt(3 * variance) * (2 * SplitMix64.uniform(seed, i) - 1);
        }
        return ((Constant) this).value;
    }
}
