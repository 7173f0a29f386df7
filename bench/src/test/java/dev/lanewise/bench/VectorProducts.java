package dev.lanewise.bench;

import dev.lanewise.Arithmetic;
import dev.lanewise.DenseKernel;

/** The products of Lanewise, through its public API. */
final class VectorProducts implements Products {

    private final DenseKernel kernel;

    VectorProducts(Arithmetic arithmetic) {
        kernel = vectorKernel(arithmetic);
    }

    /** {@return a kernel that runs on the Vector API; fails where this JVM did not select it} */
    static DenseKernel vectorKernel(Arithmetic arithmetic) {
        DenseKernel kernel = DenseKernel.create(arithmetic);
        if (!kernel.toString().contains("[vector")) {
            throw new IllegalStateException("kernels=vector would measure " + kernel
                    + "; run with --add-modules jdk.incubator.vector and without -Ddev.lanewise.kernels=scalar");
        }
        return kernel;
    }

    @Override
    public void forward(int m, int k, int n, double[] x, double[] w, int wOffset, double[] z) {
        kernel.forward(m, k, n, x, 0, w, wOffset, z, 0);
    }

    @Override
    public void inputGradient(int m, int k, int n, double[] dz, double[] w, int wOffset, double[] dx) {
        kernel.inputGradient(m, k, n, dz, 0, w, wOffset, dx, 0);
    }

    @Override
    public void weightGradient(int m, int k, int n, double[] x, double[] dz, double[] dw, int dwOffset) {
        kernel.weightGradient(m, k, n, x, 0, dz, 0, dw, dwOffset, false);
    }
}
