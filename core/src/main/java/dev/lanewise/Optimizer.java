package dev.lanewise;

/**
 * How parameters {@code v} follow their gradients {@code g}, element by element, with PyTorch's definitions; each
 * operation is rounded by itself, in the order that the parentheses say, products from left to right. The learning rate
 * comes from {@link LearningRate}. State, where there is some, begins at 0 and lies in arrays laid out like the
 * parameters.
 */
public sealed interface Optimizer {

    /** Gradient descent, {@code v = v − rate·g}. */
    record Sgd() implements Optimizer {
    }

    /**
     * {@code b = momentum·b + g}, then {@code v = v − rate·b}, or Nesterov's {@code v = v − rate·(g + momentum·b)}.
     *
     * @param momentum factor of what went before, in (0, 1)
     * @param nesterov whether to look ahead
     */
    record Momentum(double momentum, boolean nesterov) implements Optimizer {

        /**
         * Checks the factor.
         *
         * @param momentum factor of what went before, in (0, 1)
         * @param nesterov whether to look ahead
         * @throws IllegalArgumentException if momentum is not in (0, 1)
         */
        public Momentum {
            Checks.positive("momentum", momentum);
            Checks.below1("momentum", momentum);
        }
    }

    /**
     * {@code s = α·s + (1 − α)·g·g}, then
     * {@code v = v − rate·(g / (√s + ε))}.
     *
     * @param alpha factor of what went before, in [0, 1)
     * @param epsilon what keeps the divisor from 0, above 0
     */
    record RmsProp(double alpha, double epsilon) implements Optimizer {

        /**
         * Checks the constants.
         *
         * @param alpha factor of what went before, in [0, 1)
         * @param epsilon what keeps the divisor from 0, above 0
         * @throws IllegalArgumentException if one is outside its range
         */
        public RmsProp {
            Checks.below1("alpha", alpha);
            Checks.positive("epsilon", epsilon);
        }
    }

    /**
     * {@code u = β1·u + (1 − β1)·g} and {@code s = β2·s + (1 − β2)·g·g}, then in step t
     * {@code v = v − (rate/(1 − β1^t))·(u / (√s / √(1 − β2^t) + ε))}; the powers are running products.
     *
     * @param beta1 β1, in [0, 1)
     * @param beta2 β2, in [0, 1)
     * @param epsilon ε, above 0
     */
    record Adam(double beta1, double beta2, double epsilon) implements Optimizer {

        /**
         * Checks the constants.
         *
         * @param beta1 β1, in [0, 1)
         * @param beta2 β2, in [0, 1)
         * @param epsilon ε, above 0
         * @throws IllegalArgumentException if one is outside its range
         */
        public Adam {
            Checks.below1("beta1", beta1);
            Checks.below1("beta2", beta2);
            Checks.positive("epsilon", epsilon);
        }
    }

    /**
     * Another optimizer, before whose steps parameters shrink: {@code v = v·(1 − rate·decay)}. Unlike a penalty it does
     * not pass through the optimizer's averages.
     *
     * @param optimizer what follows
     * @param decay factor of the rate, at least 0
     * @param onBiases whether biases shrink too, as in PyTorch
     */
    record Decayed(Optimizer optimizer, double decay, boolean onBiases) implements Optimizer {

        /**
         * Checks the decay.
         *
         * @param optimizer what follows, not itself decayed
         * @param decay factor of the rate, at least 0
         * @param onBiases whether biases shrink too, as in PyTorch
         * @throws IllegalArgumentException if the decay is not finite and at least 0, or the optimizer decays itself
         */
        public Decayed {
            Checks.notNegative("decay", decay);
            if (Checks.notNull("optimizer", optimizer) instanceof Decayed) {
                throw new IllegalArgumentException(optimizer + " decays already");
            }
        }
    }

    /** {@return gradient descent} */
    static Optimizer sgd() {
        return new Sgd();
    }

    /**
     * Gradient descent with momentum.
     *
     * @param momentum factor of what went before, in (0, 1)
     * @return the optimizer
     */
    static Optimizer momentum(double momentum) {
        return new Momentum(momentum, false);
    }

    /**
     * Gradient descent with Nesterov's momentum.
     *
     * @param momentum factor of what went before, in (0, 1)
     * @return the optimizer
     */
    static Optimizer nesterov(double momentum) {
        return new Momentum(momentum, true);
    }

    /** {@return RMSProp with α = 0.99, ε = 1e-8} */
    static Optimizer rmsProp() {
        return new RmsProp(0.99, 1e-8);
    }

    /** {@return Adam with β1 = 0.9, β2 = 0.999, ε = 1e-8} */
    static Optimizer adam() {
        return new Adam(0.9, 0.999, 1e-8);
    }

    /**
     * AdamW as in PyTorch, biases included: {@link #adam()} with decoupled decay.
     *
     * @param decay factor of the rate, at least 0; PyTorch's default is 0.01
     * @return the optimizer
     */
    static Optimizer adamW(double decay) {
        return adam().withDecay(decay, true);
    }

    /**
     * This optimizer with decoupled weight decay.
     *
     * @param decay factor of the rate, at least 0
     * @param onBiases whether biases shrink too
     * @return the optimizer
     */
    default Optimizer withDecay(double decay, boolean onBiases) {
        return new Decayed(this, decay, onBiases);
    }
}
