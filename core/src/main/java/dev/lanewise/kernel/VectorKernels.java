package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.ElementaryFunction;
import jdk.incubator.vector.DoubleVector;

/**
 * The kernels on the Vector API: the bits of {@link ScalarKernels}, method by method. Lanes run along outputs, never
 * along a sum. Elementwise loops take whole vectors and leave the rest of less than a vector to the scalar twin.
 */
final class VectorKernels implements Kernels {

    static final ScalarKernels SCALAR = new ScalarKernels();

    private final Product product;

    /** Kernels with the default block sizes. */
    VectorKernels() {
        this(Blocking.DEFAULT);
    }

    VectorKernels(Blocking blocking) {
        product = new Product(blocking);
    }

    @Override
    public String description() {
        return "vector, " + SPECIES.vectorBitSize() + " bit";
    }

    @Override
    public void forward(Arithmetic arithmetic, int m, int k, int n, double[] x, int xOffset, double[] w, int wOffset,
            double[] z, int zOffset, Scratch scratch) {
        MatrixView a = scratch.a.set(x, xOffset, k, false);
        MatrixView b = scratch.b.set(w, wOffset, n, false);
        product.multiply(arithmetic.isFused(), m, k, n, a, b, z, zOffset, false, Epilogue.NONE, scratch);
    }

    @Override
    public void inputGradient(Arithmetic arithmetic, int m, int k, int n, double[] dz, int dzOffset,
            double[] w, int wOffset, double[] dx, int dxOffset, Scratch scratch) {
        MatrixView a = scratch.a.set(dz, dzOffset, n, false);
        MatrixView b = scratch.b.set(w, wOffset, n, true);
        product.multiply(arithmetic.isFused(), m, n, k, a, b, dx, dxOffset, false, Epilogue.NONE, scratch);
    }

    @Override
    public void weightGradient(Arithmetic arithmetic, int m, int k, int n, double[] x, int xOffset, int xStride,
            double[] dz, int dzOffset, double[] dw, int dwOffset, boolean accumulate, Scratch scratch) {
        MatrixView a = scratch.a.set(x, xOffset, xStride, true);
        MatrixView b = scratch.b.set(dz, dzOffset, n, false);
        product.multiply(arithmetic.isFused(), k, m, n, a, b, dw, dwOffset, accumulate, Epilogue.NONE, scratch);
    }

    @Override
    public void dense(Arithmetic arithmetic, Activation f, int m, int k, int n, double[] x, int xOffset,
            double[] w, int wOffset, double[] b, int bOffset, double[] z, int zOffset, double[] a, int aOffset,
            Scratch scratch) {
        MatrixView left = scratch.a.set(x, xOffset, k, false);
        MatrixView right = scratch.b.set(w, wOffset, n, false);
        Epilogue epilogue = scratch.layer.set(this, f, n, b, bOffset, z, zOffset, a, aOffset, scratch);
        product.multiply(arithmetic.isFused(), m, k, n, left, right, z, zOffset, false, epilogue, scratch);
    }

    @Override
    public void addBias(int m, int n, double[] b, int bOffset, double[] z, int zOffset, Scratch scratch) {
        VectorBias.add(m, n, b, bOffset, z, zOffset, scratch);
    }

    @Override
    public void biasGradient(int m, int n, double[] dz, int dzOffset, double[] db, int dbOffset, boolean accumulate,
            Scratch scratch) {
        VectorBias.gradient(m, n, dz, dzOffset, db, dbOffset, accumulate, scratch);
    }

    @Override
    public void apply(ElementaryFunction f, int length, double[] x, int xOffset, double[] y, int yOffset,
            Scratch scratch) {
        VectorFunction.of(f).apply(length, x, xOffset, y, yOffset, scratch);
    }

    @Override
    public void activateElements(Activation f, int length, double[] z, int zOffset, double[] a, int aOffset,
            Scratch scratch) {
        VectorFunction.of(f).apply(length, z, zOffset, a, aOffset, scratch);
    }

    @Override
    public void activateElementsBackward(Activation f, int length, double[] z, int zOffset, double[] a, int aOffset,
            double[] da, int daOffset, double[] dz, int dzOffset, Scratch scratch) {
        VectorActivations.backward(f, length, z, zOffset, a, aOffset, da, daOffset, dz, dzOffset, scratch);
    }

    @Override
    public void subtractMax(int m, int n, double[] z, int zOffset, double[] s, int sOffset) {
        VectorRows.subtractMax(m, n, z, zOffset, s, sOffset);
    }

    @Override
    public void divideBySum(int m, int n, double[] e, int eOffset) {
        VectorRows.divideBySum(m, n, e, eOffset);
    }

    @Override
    public void standardize(int m, int n, double[] mean, double[] deviation, double[] x, int xOffset,
            double[] v, int vOffset) {
        VectorRows.standardize(m, n, mean, deviation, x, xOffset, v, vOffset);
    }

    @Override
    public void multiply(int length, double[] u, int uOffset, double[] v, int vOffset, double[] w, int wOffset) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            DoubleVector vi = DoubleVector.fromArray(SPECIES, v, vOffset + i);
            DoubleVector.fromArray(SPECIES, u, uOffset + i).mul(vi).intoArray(w, wOffset + i);
        }
        SCALAR.multiply(length - i, u, uOffset + i, v, vOffset + i, w, wOffset + i);
    }

    @Override
    public void subtract(int length, double[] a, int aOffset, double[] y, int yOffset, double[] d, int dOffset) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            DoubleVector yi = DoubleVector.fromArray(SPECIES, y, yOffset + i);
            DoubleVector.fromArray(SPECIES, a, aOffset + i).sub(yi).intoArray(d, dOffset + i);
        }
        SCALAR.subtract(length - i, a, aOffset + i, y, yOffset + i, d, dOffset + i);
    }

    @Override
    public boolean isFinite(int length, double[] v, int offset) {
        return VectorUpdates.isFinite(length, v, offset);
    }

    @Override
    public void divide(int length, double[] v, int vOffset, double divisor) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            DoubleVector.fromArray(SPECIES, v, vOffset + i).div(divisor).intoArray(v, vOffset + i);
        }
        SCALAR.divide(length - i, v, vOffset + i, divisor);
    }

    @Override
    public void scale(int length, double[] v, int vOffset, double factor) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            DoubleVector.fromArray(SPECIES, v, vOffset + i).mul(factor).intoArray(v, vOffset + i);
        }
        SCALAR.scale(length - i, v, vOffset + i, factor);
    }

    @Override
    public void clip(int length, double[] v, int vOffset, double limit) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            DoubleVector.fromArray(SPECIES, v, vOffset + i).max(-limit).min(limit).intoArray(v, vOffset + i);
        }
        SCALAR.clip(length - i, v, vOffset + i, limit);
    }

    @Override
    public void penalize(int length, int offset, double[] v, double[] g, double l1, double l2) {
        VectorUpdates.penalize(length, offset, v, g, l1, l2);
    }

    @Override
    public void sgd(int length, double[] v, int vOffset, double[] g, int gOffset, double rate, double l2) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            DoubleVector vi = DoubleVector.fromArray(SPECIES, v, vOffset + i);
            DoubleVector gi = DoubleVector.fromArray(SPECIES, g, gOffset + i);
            DoubleVector step = l2 == 0 ? gi : gi.add(vi.mul(l2));
            vi.sub(step.mul(rate)).intoArray(v, vOffset + i);
        }
        SCALAR.sgd(length - i, v, vOffset + i, g, gOffset + i, rate, l2);
    }

    @Override
    public void momentum(int length, int offset, double[] v, double[] g, double[] b, double rate, double momentum,
            boolean nesterov) {
        VectorUpdates.momentum(length, offset, v, g, b, rate, momentum, nesterov);
    }

    @Override
    public void rmsProp(int length, int offset, double[] v, double[] g, double[] s, double rate, double alpha,
            double epsilon) {
        VectorUpdates.rmsProp(length, offset, v, g, s, rate, alpha, epsilon);
    }

    @Override
    public void adam(int length, int offset, double[] v, double[] g, double[] u, double[] s, double step, double root,
            double beta1, double beta2, double epsilon) {
        VectorUpdates.adam(length, offset, v, g, u, s, step, root, beta1, beta2, epsilon);
    }
}
