package dev.lanewise;

/**
 * An activation function {@code a = f(z)} of a layer. All but {@link #SOFTMAX} and {@link #LOG_SOFTMAX} act on each
 * element by itself; these two act on a row. NaN and infinities propagate. Values are within the stated number of units
 * in the last place (ULP) of the exact ones where a number is stated, see {@link Accuracy}.
 */
public enum Activation {
    /** {@code a = z}; backward {@code dz = da}. */
    IDENTITY,

    /**
     * {@code a = 1 / (1 + exp(-z))}, evaluated as written, at most {@value Accuracy#SIGMOID} ULP off where a is normal;
     * monotonic; {@code f(−z)} is {@code 1 − f(z)} within 2^-52. From −709.79 down it is +0, as exp overflows; +∞ gives
     * 1, zeros ½. With a correctly rounded exponential the formula gives other bits for one argument in some 2,000, one
     * or two units away. Backward {@code dz = da·(a·(1 − a))}.
     */
    SIGMOID,

    /**
     * {@code a = tanh(z)}, at most {@value Accuracy#TANH} ULP off; monotonic; {@code tanh(−z)} is {@code −tanh(z)} to
     * the bit. The infinities give ±1. Backward {@code dz = da·(1 − a·a)}.
     */
    TANH,

    /** {@code a = z <= 0 ? +0 : z}; backward {@code dz = z <= 0 ? +0 : da}. NaN stays NaN. */
    RELU,

    /** {@code a = z <= 0 ? 0.01·z : z}; backward {@code dz = z <= 0 ? 0.01·da : da}. NaN stays NaN. */
    LEAKY_RELU,

    /**
     * The exponential linear unit {@code a = max(z, 0) + expm1(min(z, 0))}, at most {@value Accuracy#ELU} ULP off. −∞
     * gives −1, zeros +0. Backward {@code dz = da·(min(a, 0) + 1)}.
     */
    ELU,

    /**
     * {@code a = log(1 + exp(z))}, evaluated as {@code max(z, 0) + log1p(exp(−|z|))}, at most {@value
     * Accuracy#SOFTPLUS} ULP off. −∞ gives +0, +∞ itself. Backward {@code dz = da·s}, s being the sigmoid of z.
     */
    SOFTPLUS,

    /**
     * The sigmoid linear unit, or swish, {@code a = z / (1 + exp(-z))}, at most {@value Accuracy#SILU} ULP off, in its
     * far tail too. −∞ gives −0, +∞ itself. Backward {@code dz = da·(s·(1 + z·(1 − s)))}, s being the sigmoid of z; NaN
     * where z is infinite.
     */
    SILU,

    /**
     * The Gaussian error linear unit {@code a = z·Φ(z)} with {@code Φ(z) = (1 + erf(z / √2)) / 2}, the exact form, at
     * most {@value Accuracy#GELU} ULP off, in its far tail too. −∞ and zeros give +0, +∞ itself. Backward
     * {@code dz = da·(Φ(z) + z·φ(z))}, φ being the density of the normal distribution.
     */
    GELU,

    /**
     * {@code a_j = exp(z_j − max z) / Σ_i exp(z_i − max z)} over a row, at most {@value Accuracy#SOFTMAX} ULP off for
     * ten columns, given the rounded differences; backward {@code dz_j = a_j·(da_j − Σ_i da_i·a_i)}. A row that holds
     * +∞ or nothing but −∞ becomes NaN.
     */
    SOFTMAX,

    /**
     * {@code a_j = (z_j − max z) − log Σ_i exp(z_i − max z)} over a row; backward
     * {@code dz_j = da_j − exp(a_j)·Σ_i da_i}. A row that holds +∞ or nothing but −∞ becomes NaN.
     */
    LOG_SOFTMAX;
}
