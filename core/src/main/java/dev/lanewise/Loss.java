package dev.lanewise;

/** A loss between the outputs of the last layer and the targets {@code y}, one value per row, summed over the rows. */
public enum Loss {
    /** Row's value {@code ½·Σ_j (a_j − y_j)²}; gradient {@code da = a − y}. */
    HALF_SQUARED_ERROR,

    /**
     * Cross-entropy of the softmax of the logits {@code z}, which the last layer leaves in {@code z} (its activation
     * must be {@link Activation#SOFTMAX}, {@link Activation#LOG_SOFTMAX} or {@link Activation#IDENTITY}). The targets
     * are probabilities whose row sums to 1, one-hot for a class. With {@code s_j = z_j − max z} the row's value is
     * {@code log(Σ_j exp s_j)·Σ_j y_j − Σ_j y_j·s_j}, finite for finite logits whose differences are finite; gradient
     * {@code dz = softmax(z) − y}.
     */
    SOFTMAX_CROSS_ENTROPY;

    /** Refuses a last layer that this loss is not defined for. */
    void requireFits(DenseLayer last) {
        Activation f = last.activation();
        boolean isOfLogits = f == Activation.SOFTMAX || f == Activation.LOG_SOFTMAX || f == Activation.IDENTITY;
        if (this == SOFTMAX_CROSS_ENTROPY && !isOfLogits) {
            throw new IllegalArgumentException(
                    "SOFTMAX_CROSS_ENTROPY needs a last layer with SOFTMAX, LOG_SOFTMAX or IDENTITY, not " + f);
        }
    }
}
