package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.ElementaryFunction;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/**
 * The kernels on the Vector API: the bits of {@link ScalarKernels}, method by method. Lanes run along outputs, never
 * along a sum. Elementwise loops take whole vectors and leave the rest of less than a vector to the scalar twin.
 */
final class VectorKernels implements Kernels {

    private static final ScalarKernels SCALAR = new ScalarKernels();

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
    public void addBias(int m, int n, double[] b, int bOffset, double[] z, int zOffset) {
        for (int i = 0; i < m; i++) {
            int row = zOffset + i * n;
            int j = 0;
            for (; j <= n - LANES; j += LANES) {
                DoubleVector bj = DoubleVector.fromArray(SPECIES, b, bOffset + j);
                DoubleVector.fromArray(SPECIES, z, row + j).add(bj).intoArray(z, row + j);
            }
            SCALAR.addBias(1, n - j, b, bOffset + j, z, row + j);
        }
    }

    @Override
    public void biasGradient(int m, int n, double[] dz, int dzOffset, double[] db, int dbOffset, boolean accumulate) {
        if (!accumulate) {
            Arrays.fill(db, dbOffset, dbOffset + n, 0);
        }
        int j = 0;
        for (; j <= n - LANES; j += LANES) {
            DoubleVector sum = DoubleVector.fromArray(SPECIES, db, dbOffset + j);
            for (int i = 0; i < m; i++) {
                sum = DoubleVector.fromArray(SPECIES, dz, dzOffset + i * n + j).add(sum);
            }
            sum.intoArray(db, dbOffset + j);
        }
        for (; j < n; j++) {
            for (int i = 0; i < m; i++) {
                db[dbOffset + j] += dz[dzOffset + i * n + j];
            }
        }
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
    public void subtract(int length, double[] a, int aOffset, double[] y, int yOffset, double[] d, int dOffset) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            DoubleVector yi = DoubleVector.fromArray(SPECIES, y, yOffset + i);
            DoubleVector.fromArray(SPECIES, a, aOffset + i).sub(yi).intoArray(d, dOffset + i);
        }
        SCALAR.subtract(length - i, a, aOffset + i, y, yOffset + i, d, dOffset + i);
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
}
