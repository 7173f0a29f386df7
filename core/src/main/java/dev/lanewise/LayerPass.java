package dev.lanewise;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Scratch;

/**
 * One dense layer forward and backward on the kernels, over ranges of what is written; arguments were checked by the
 * callers. One per part of the work, each with scratch of its own.
 */
record LayerPass(Kernels kernels, Arithmetic arithmetic, Scratch scratch) {

    /**
     * Gradients that are computed before they are used, 1 MiB: near enough to stay in a cache, and enough rows for a
     * batch of hundreds to be worth the copies that a product makes (with a 64th, a step of 256-1024-1024-10 with 256
     * rows takes 1.7 times as long).
     */
    private static final int UPDATED_AT_A_TIME = 1 << 17;

    /** {@return the passes for up to {@code count} parts} */
    static LayerPass[] forParts(int count, Kernels kernels, Arithmetic arithmetic) {
        LayerPass[] passes = new LayerPass[count];
        for (int part = 0; part < count; part++) {
            passes[part] = new LayerPass(kernels, arithmetic, new Scratch());
        }
        return passes;
    }

    /** Rows {@code [first, end)} of {@code z = x·w + b}, {@code a = f(z)}. */
    void forward(DenseLayer layer, int first, int end, double[] x, int xOffset, double[] parameters, int offset,
            double[] z, int zOffset, double[] a, int aOffset) {
        int k = layer.inputs();
        int n = layer.outputs();
        kernels.dense(arithmetic, layer.activation(), end - first, k, n, x, xOffset + first * k, parameters, offset,
                parameters, offset + layer.weightCount(), z, zOffset + first * n, a, aOffset + first * n, scratch);
    }

    /** Rows {@code [first, end)} of {@code z = x·w}. */
    void product(int k, int n, int first, int end, double[] x, int xOffset, double[] w, int wOffset,
            double[] z, int zOffset) {
        kernels.forward(arithmetic, end - first, k, n, x, xOffset + first * k, w, wOffset, z, zOffset + first * n,
                scratch);
    }

    /** Rows {@code [first, end)} of {@code dx = dz·wᵀ}. */
    void inputGradient(int k, int n, int first, int end, double[] dz, int dzOffset, double[] w, int wOffset,
            double[] dx, int dxOffset) {
        kernels.inputGradient(arithmetic, end - first, k, n, dz, dzOffset + first * n, w, wOffset,
                dx, dxOffset + first * k, scratch);
    }

    /** Rows {@code [first, end)} of the k of {@code dw = xᵀ·dz}, over a batch of m rows. */
    void weightGradient(int k, int n, int first, int end, int m, double[] x, int xOffset, double[] dz, int dzOffset,
            double[] dw, int dwOffset, boolean accumulate) {
        kernels.weightGradient(arithmetic, m, end - first, n, x, xOffset + first, k, dz, dzOffset,
                dw, dwOffset + first * n, accumulate, scratch);
    }

    /**
     * Rows {@code [first, end)} of a layer's gradients over a batch of m rows: the k rows of {@code dw}, then as row k
     * {@code db = Σ dz}.
     */
    void gradients(DenseLayer layer, int first, int end, int m, double[] x, int xOffset, double[] dz, int dzOffset,
            double[] gradients, int offset, boolean accumulate) {
        int k = layer.inputs();
        int n = layer.outputs();
        int endOfWeights = Math.min(end, k);
        if (first < endOfWeights) {
            weightGradient(k, n, first, endOfWeights, m, x, xOffset, dz, dzOffset, gradients, offset, accumulate);
        }
        if (first <= k && k < end) {
            kernels.biasGradient(m, n, dz, dzOffset, gradients, offset + k * n, accumulate, scratch);
        }
    }

    /**
     * {@link #gradients} of rows {@code [first, end)} and at once their update, some rows at a time, so that gradients
     * stay in a cache: {@code g = g / divisor}, {@code v = v − rate·(g + l2·v)}, the penalty on weights alone.
     */
    void update(DenseLayer layer, int first, int end, int m, double[] x, int xOffset, double[] dz, int dzOffset,
            double[] parameters, int offset, double divisor, double rate, double l2) {
        int k = layer.inputs();
        int n = layer.outputs();
        int block = Math.max(1, UPDATED_AT_A_TIME / n);
        double[] g = scratch.gradients(Math.min(block, k) * n);
        int endOfWeights = Math.min(end, k);
        for (int i = first; i < endOfWeights; i += block) {
            int rows = Math.min(block, endOfWeights - i);
            kernels.weightGradient(arithmetic, m, rows, n, x, xOffset + i, k, dz, dzOffset, g, 0, false, scratch);
            update(rows * n, parameters, offset + i * n, g, divisor, rate, l2);
        }
        if (first <= k && k < end) {
            kernels.biasGradient(m, n, dz, dzOffset, g, 0, false, scratch);
            update(n, parameters, offset + k * n, g, divisor, rate, 0);
        }
    }

    private void update(int length, double[] parameters, int offset, double[] g, double divisor, double rate,
            double l2) {
        if (divisor != 1) {
            kernels.divide(length, g, 0, divisor);
        }
        kernels.sgd(length, parameters, offset, g, 0, rate, l2);
    }
}
