package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

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
    public void exp(int length, double[] x, int xOffset, double[] y, int yOffset, Scratch scratch) {
        VectorFunction.EXP.apply(length, x, xOffset, y, yOffset, scratch);
    }

    @Override
    public void sigmoid(int length, double[] z, int zOffset, double[] a, int aOffset, Scratch scratch) {
        VectorFunction.SIGMOID.apply(length, z, zOffset, a, aOffset, scratch);
    }

    @Override
    public void sigmoidBackward(int length, double[] a, int aOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            DoubleVector ai = DoubleVector.fromArray(SPECIES, a, aOffset + i);
            DoubleVector.fromArray(SPECIES, da, daOffset + i).mul(ai.mul(one.sub(ai))).intoArray(dz, dzOffset + i);
        }
        SCALAR.sigmoidBackward(length - i, a, aOffset + i, da, daOffset + i, dz, dzOffset + i);
    }

    @Override
    public void tanh(int length, double[] z, int zOffset, double[] a, int aOffset, Scratch scratch) {
        VectorFunction.TANH.apply(length, z, zOffset, a, aOffset, scratch);
    }

    @Override
    public void tanhBackward(int length, double[] a, int aOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            DoubleVector ai = DoubleVector.fromArray(SPECIES, a, aOffset + i);
            DoubleVector.fromArray(SPECIES, da, daOffset + i).mul(one.sub(ai.mul(ai))).intoArray(dz, dzOffset + i);
        }
        SCALAR.tanhBackward(length - i, a, aOffset + i, da, daOffset + i, dz, dzOffset + i);
    }

    @Override
    public void relu(int length, double[] z, int zOffset, double[] a, int aOffset) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            DoubleVector.fromArray(SPECIES, z, zOffset + i).max(zero).intoArray(a, aOffset + i);
        }
        SCALAR.relu(length - i, z, zOffset + i, a, aOffset + i);
    }

    @Override
    public void reluBackward(int length, double[] z, int zOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            // all zeros where z <= 0, so that or-ing the negative gives a sign bit elsewhere
            LongVector a = DoubleVector.fromArray(SPECIES, z, zOffset + i).max(zero).reinterpretAsLongs();
            LongVector keep = a.lanewise(VectorOperators.OR, a.neg()).lanewise(VectorOperators.ASHR, 63);
            DoubleVector.fromArray(SPECIES, da, daOffset + i).reinterpretAsLongs().lanewise(VectorOperators.AND, keep)
                    .reinterpretAsDoubles().intoArray(dz, dzOffset + i);
        }
        SCALAR.reluBackward(length - i, z, zOffset + i, da, daOffset + i, dz, dzOffset + i);
    }

    @Override
    public void halfSquaredError(int m, int n, double[] a, int aOffset, double[] y, int yOffset,
            double[] rowLoss, int rowLossOffset, double[] da, int daOffset) {
        int length = m * n;
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            DoubleVector yi = DoubleVector.fromArray(SPECIES, y, yOffset + i);
            DoubleVector.fromArray(SPECIES, a, aOffset + i).sub(yi).intoArray(da, daOffset + i);
        }
        for (; i < length; i++) {
            da[daOffset + i] = a[aOffset + i] - y[yOffset + i];
        }
        Rows.halfSquares(m, n, da, daOffset, rowLoss, rowLossOffset);
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
