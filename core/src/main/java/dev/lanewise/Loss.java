package dev.lanewise;

/**
 * A loss between the outputs of the last layer and the targets {@code y}: one value per row, which training sums or
 * averages over the rows ({@link Reduction}). Outputs are the activations {@code a}, or the pre-activations (logits)
 * {@code z} for the two cross-entropies.
 *
 * <p>Where PyTorch's loss of the same name averages over rows <em>and</em> outputs, ours says MEAN if its row's value
 * is a mean over the outputs, and then the mean over rows is PyTorch's value; without MEAN it is a sum over the
 * outputs. NaN and infinities propagate.
 */
public final class Loss {

    /** What the kernels compute. */
    enum Formula {
        HALF_SQUARED_ERROR, MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, HUBER, BINARY_CROSS_ENTROPY, SOFTMAX_CROSS_ENTROPY
    }

    /** Row's value {@code ½·Σ_j (a_j − y_j)²}; gradient {@code da = a − y}. */
    public static final Loss HALF_SQUARED_ERROR = new Loss(Formula.HALF_SQUARED_ERROR, 0);

    /** Row's value {@code (1/n)·Σ_j (a_j − y_j)²} over n outputs; gradient {@code da = (2/n)·(a − y)}. */
    public static final Loss MEAN_SQUARED_ERROR = new Loss(Formula.MEAN_SQUARED_ERROR, 0);

    /**
     * Row's value {@code (1/n)·Σ_j |a_j − y_j|} over n outputs; gradient {@code da = (1/n)·sign(a − y)}, 0 where
     * {@code a = y}.
     */
    public static final Loss MEAN_ABSOLUTE_ERROR = new Loss(Formula.MEAN_ABSOLUTE_ERROR, 0);

    /**
     * Binary cross-entropy of each output by itself, from logits (the last layer's activation must be
     * {@link Activation#SIGMOID} or {@link Activation#IDENTITY}). Targets are probabilities, 0 or 1 for a class. Row's
     * value {@code Σ_j max(z_j, 0) − z_j·y_j + log(1 + exp(−|z_j|))}, finite for finite logits as long as the sum is;
     * gradient {@code dz = sigmoid(z) − y}. PyTorch's {@code BCEWithLogitsLoss} divides by the number of outputs.
     */
    public static final Loss BINARY_CROSS_ENTROPY = new Loss(Formula.BINARY_CROSS_ENTROPY, 0);

    /**
     * Cross-entropy of the softmax of the logits {@code z}, which the last layer leaves in {@code z} (its activation
     * must be {@link Activation#SOFTMAX}, {@link Activation#LOG_SOFTMAX} or {@link Activation#IDENTITY}). The targets
     * are probabilities whose row sums to 1, one-hot for a class; the gradient takes that for granted. There are at
     * least two outputs. With {@code s_j = z_j − max z} the row's value is
     * {@code log(Σ_j exp s_j)·Σ_j y_j − Σ_j y_j·s_j}, where terms with {@code y_j = 0} count as 0: finite for finite
     * logits, unless the class of the target is itself more than {@link Double#MAX_VALUE} below the largest. Gradient
     * {@code dz = softmax(z) − y}.
     */
    public static final Loss SOFTMAX_CROSS_ENTROPY = new Loss(Formula.SOFTMAX_CROSS_ENTROPY, 0);

    final Formula formula;
    final double delta;

    private Loss(Formula formula, double delta) {
        this.formula = formula;
        this.delta = delta;
    }

    /**
     * Huber's loss: squared near the target, linear away from it. With {@code d = a − y} the row's value is
     * {@code Σ_j (|d_j| <= delta ? ½·d_j² : delta·(|d_j| − ½·delta))}; gradient {@code da = d} clipped to
     * {@code [−delta, delta]}. PyTorch's {@code HuberLoss} divides by the number of outputs.
     *
     * @param delta where it turns linear, above 0
     * @return the loss
     * @throws IllegalArgumentException if {@code delta} is not finite and above 0
     */
    public static Loss huber(double delta) {
        Checks.positive("delta", delta);
        return new Loss(Formula.HUBER, delta);
    }

    /** {@return whether targets are classes or their probabilities} */
    boolean isCrossEntropy() {
        return formula == Formula.BINARY_CROSS_ENTROPY || formula == Formula.SOFTMAX_CROSS_ENTROPY;
    }

    /** Refuses a last layer that this loss is not defined for. */
    void requireFits(DenseLayer last) {
        Activation f = last.activation();
        if (formula == Formula.SOFTMAX_CROSS_ENTROPY
                && f != Activation.SOFTMAX && f != Activation.LOG_SOFTMAX && f != Activation.IDENTITY) {
            throw new IllegalArgumentException(
                    this + " needs a last layer with SOFTMAX, LOG_SOFTMAX or IDENTITY, not " + f);
        }
        if (formula == Formula.SOFTMAX_CROSS_ENTROPY && last.outputs() < 2) {
            throw new IllegalArgumentException(
                    this + " needs at least 2 outputs, not " + last.outputs() + "; BINARY_CROSS_ENTROPY takes 1");
        }
        if (formula == Formula.BINARY_CROSS_ENTROPY && f != Activation.SIGMOID && f != Activation.IDENTITY) {
            throw new IllegalArgumentException(this + " needs a last layer with SIGMOID or IDENTITY, not " + f);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Loss loss && formula == loss.formula && delta == loss.delta;
    }

    @Override
    public int hashCode() {
        return 31 * formula.hashCode() + Double.hashCode(delta);
    }

    /** {@return the name, such as {@code "HALF_SQUARED_ERROR"} or {@code "HUBER(1.5)"}} */
    @Override
    public String toString() {
        return formula == Formula.HUBER ? formula + "(" + delta + ")" : formula.toString();
    }
}
