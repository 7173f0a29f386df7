package dev.lanewise;

/**
 * What training adds to the gradient of the loss, {@code g = (g + l2·v) + l1·sign(v)} with sign(0) = 0: the gradient of
 * {@code l2/2·Σv² + l1·Σ|v|}. It is added to a mean or sum after that was divided and clipped, as PyTorch's
 * {@code weight_decay} is; the reported loss is without it.
 *
 * @param l1 factor of Σ|v|, at least 0
 * @param l2 factor of ½·Σv², at least 0
 * @param onBiases whether biases are penalised too; with l2 alone that is PyTorch's {@code weight_decay}
 */
public record Penalty(double l1, double l2, boolean onBiases) {

    /** No penalty. */
    public static final Penalty NONE = new Penalty(0, 0, false);

    /**
     * Checks the factors.
     *
     * @param l1 factor of Σ|v|, at least 0
     * @param l2 factor of ½·Σv², at least 0
     * @param onBiases whether biases are penalised too
     * @throws IllegalArgumentException if a factor is not finite and at least 0
     */
    public Penalty {
        Checks.notNegative("l1", l1);
        Checks.notNegative("l2", l2);
    }

    /**
     * A penalty {@code λ·Σ|w|} on weights.
     *
     * @param lambda the factor λ, at least 0
     * @return the penalty
     */
    public static Penalty l1(double lambda) {
        return new Penalty(lambda, 0, false);
    }

    /**
     * A penalty {@code λ/2·Σw²} on weights.
     *
     * @param lambda the factor λ, at least 0
     * @return the penalty
     */
    public static Penalty l2(double lambda) {
        return new Penalty(0, lambda, false);
    }

    /** {@return the same on biases too} */
    public Penalty onBiasesToo() {
        return new Penalty(l1, l2, true);
    }

    boolean isNone() {
        return l1 == 0 && l2 == 0;
    }
}
