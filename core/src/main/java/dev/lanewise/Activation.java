package dev.lanewise;

/**
 * An activation function {@code a = f(z)} of a layer. All but {@link #SOFTMAX} act on each element by itself; softmax
 * acts on a row. NaN and infinities propagate.
 */
public enum Activation {
    /** {@code a = z}; backward {@code dz = da}. */
    IDENTITY,

    /** {@code a = 1 / (1 + exp(-z))}, evaluated as written; backward {@code dz = da·(a·(1 − a))}. */
    SIGMOID,

    /** {@code a = tanh(z)}; backward {@code dz = da·(1 − a·a)}. */
    TANH,

    /** {@code a = z <= 0 ? +0 : z}; backward {@code dz = z <= 0 ? +0 : da}. NaN stays NaN. */
    RELU,

    /**
     * {@code a_j = exp(z_j − max z) / Σ_i exp(z_i − max z)} over a row; backward
     * {@code dz_j = a_j·(da_j − Σ_i da_i·a_i)}. A row that holds +∞ or nothing but −∞ becomes NaN.
     */
    SOFTMAX;
}
