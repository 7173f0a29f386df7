package dev.lanewise;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Scratch;

/** One dense layer forward and backward on the kernels; arguments were checked by the callers. */
record LayerPass(Kernels kernels, Arithmetic arithmetic, Scratch scratch) {

    /** {@code z = x·w + b}, {@code a = f(z)}. */
    void forward(DenseLayer layer, int m, double[] x, int xOffset, double[] parameters, int offset,
            double[] z, int zOffset, double[] a, int aOffset) {
        int n = layer.outputs();
        kernels.dense(arithmetic, layer.activation(), m, layer.inputs(), n, x, xOffset, parameters, offset,
                parameters, offset + layer.weightCount(), z, zOffset, a, aOffset, scratch);
    }

    /** {@code dw = xᵀ·dz}, {@code db = Σ dz} and, unless dx is null, {@code dx = dz·wᵀ}. */
    void backward(DenseLayer layer, int m, double[] x, int xOffset, double[] parameters, int offset,
            double[] dz, int dzOffset, double[] gradients, int gradientsOffset, boolean accumulate,
            double[] dx, int dxOffset) {
        int k = layer.inputs();
        int n = layer.outputs();
        kernels.weightGradient(arithmetic, m, k, n, x, xOffset, k, dz, dzOffset, gradients, gradientsOffset, accumulate,
                scratch);
        kernels.biasGradient(m, n, dz, dzOffset, gradients, gradientsOffset + layer.weightCount(), accumulate);
        if (dx != null) {
            kernels.inputGradient(arithmetic, m, k, n, dz, dzOffset, parameters, offset, dx, dxOffset, scratch);
        }
    }
}
