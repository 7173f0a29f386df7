package dev.lanewise;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Scratch;

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

    /** Overwrites {@code a[m×n]} with f of {@code z[m×n]}; both may be the same range. */
    void forward(Kernels kernels, int m, int n, double[] z, int zOffset, double[] a, int aOffset, Scratch scratch) {
        int length = m * n;
        switch (this) {
            case IDENTITY -> System.arraycopy(z, zOffset, a, aOffset, length);
            case SIGMOID -> kernels.sigmoid(length, z, zOffset, a, aOffset, scratch);
            case TANH -> kernels.tanh(length, z, zOffset, a, aOffset, scratch);
            case RELU -> kernels.relu(length, z, zOffset, a, aOffset);
            case SOFTMAX -> kernels.softmax(m, n, z, zOffset, a, aOffset, scratch);
        }
    }

    /** Overwrites {@code dz[m×n]}; it may be the same range as {@code da}. */
    void backward(Kernels kernels, int m, int n, double[] z, int zOffset, double[] a, int aOffset,
            double[] da, int daOffset, double[] dz, int dzOffset) {
        int length = m * n;
        switch (this) {
            case IDENTITY -> System.arraycopy(da, daOffset, dz, dzOffset, length);
            case SIGMOID -> kernels.sigmoidBackward(length, a, aOffset, da, daOffset, dz, dzOffset);
            case TANH -> kernels.tanhBackward(length, a, aOffset, da, daOffset, dz, dzOffset);
            case RELU -> kernels.reluBackward(length, z, zOffset, da, daOffset, dz, dzOffset);
            case SOFTMAX -> kernels.softmaxBackward(m, n, a, aOffset, da, daOffset, dz, dzOffset);
        }
    }
}
