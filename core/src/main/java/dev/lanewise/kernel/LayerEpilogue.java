package dev.lanewise.kernel;

import dev.lanewise.Activation;

/** {@code z = z + b}, {@code a = f(z)}. Mutable so that a {@link Scratch} can reuse it: a call allocates nothing. */
final class LayerEpilogue implements Epilogue {

    private Kernels kernels;
    private Activation f;
    private int n;
    private double[] b;
    private int bOffset;
    private double[] z;
    private int zOffset;
    private double[] a;
    private int aOffset;
    private Scratch scratch;

    LayerEpilogue set(Kernels kernels, Activation f, int n, double[] b, int bOffset, double[] z, int zOffset,
            double[] a, int aOffset, Scratch scratch) {
        this.kernels = kernels;
        this.f = f;
        this.n = n;
        this.b = b;
        this.bOffset = bOffset;
        this.z = z;
        this.zOffset = zOffset;
        this.a = a;
        this.aOffset = aOffset;
        this.scratch = scratch;
        return this;
    }

    void release() {
        b = null;
        z = null;
        a = null;
    }

    @Override
    public void complete(int firstRow, int rows) {
        int zi = zOffset + firstRow * n;
        kernels.addBias(rows, n, b, bOffset, z, zi, scratch);
        kernels.activate(f, rows, n, z, zi, a, aOffset + firstRow * n, scratch);
    }
}
