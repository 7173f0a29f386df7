package dev.lanewise.kernel;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import java.util.function.Function;

/**
 * The vector kernels, with {@link ScalarKernels} in their place for as long as they are not compiled. Before that a
 * vector is an object and an operation on it a chain of calls, which makes a first product ten times as slow as plain
 * loops. Both give the same bits, so this shows in nothing but time.
 *
 * <p>Once a gate is open, nothing lies between a caller and the vector kernels but the question whether it is.
 */
final class WarmUpKernels extends PiecewiseKernels {

    static final ScalarKernels SCALAR = new ScalarKernels();
    static final VectorKernels VECTOR = new VectorKernels();

    private final int bits;

    /**
     * Kernels that go through gates of their own.
     *
     * @param bits width of a vector
     * @param gates makes the gate of a rehearsal
     */
    WarmUpKernels(int bits, Function<Rehearsal, WarmUpGate> gates) {
        super(gates);
        this.bits = bits;
    }

    @Override
    public String description() {
        return "vector, " + bits + " bit";
    }

    @Override
    public void forward(Arithmetic arithmetic, int m, int k, int n, double[] x, int xOffset, double[] w, int wOffset,
            double[] z, int zOffset, Scratch scratch) {
        if (products(arithmetic).isOpen()) {
            VECTOR.forward(arithmetic, m, k, n, x, xOffset, w, wOffset, z, zOffset, scratch);
        } else {
            super.forward(arithmetic, m, k, n, x, xOffset, w, wOffset, z, zOffset, scratch);
        }
    }

    @Override
    public void inputGradient(Arithmetic arithmetic, int m, int k, int n, double[] dz, int dzOffset,
            double[] w, int wOffset, double[] dx, int dxOffset, Scratch scratch) {
        if (products(arithmetic).isOpen()) {
            VECTOR.inputGradient(arithmetic, m, k, n, dz, dzOffset, w, wOffset, dx, dxOffset, scratch);
        } else {
            super.inputGradient(arithmetic, m, k, n, dz, dzOffset, w, wOffset, dx, dxOffset, scratch);
        }
    }

    @Override
    public void weightGradient(Arithmetic arithmetic, int m, int k, int n, double[] x, int xOffset, int xStride,
            double[] dz, int dzOffset, double[] dw, int dwOffset, boolean accumulate, Scratch scratch) {
        if (products(arithmetic).isOpen()) {
            VECTOR.weightGradient(arithmetic, m, k, n, x, xOffset, xStride, dz, dzOffset, dw, dwOffset, accumulate,
                    scratch);
        } else {
            super.weightGradient(arithmetic, m, k, n, x, xOffset, xStride, dz, dzOffset, dw, dwOffset, accumulate,
                    scratch);
        }
    }

    @Override
    public void dense(Arithmetic arithmetic, Activation f, int m, int k, int n, double[] x, int xOffset,
            double[] w, int wOffset, double[] b, int bOffset, double[] z, int zOffset, double[] a, int aOffset,
            Scratch scratch) {
        if (products(arithmetic).isOpen() && isOpen(f)) {
            VECTOR.dense(arithmetic, f, m, k, n, x, xOffset, w, wOffset, b, bOffset, z, zOffset, a, aOffset, scratch);
        } else {
            super.dense(arithmetic, f, m, k, n, x, xOffset, w, wOffset, b, bOffset, z, zOffset, a, aOffset, scratch);
        }
    }

    private boolean isOpen(Activation f) {
        return switch (f) {
            case IDENTITY -> true;
            case SIGMOID -> sigmoid.isOpen();
            case TANH -> tanh.isOpen();
            case RELU -> relu.isOpen();
            case SOFTMAX -> exp.isOpen();
        };
    }

    @Override
    public void addBias(int m, int n, double[] b, int bOffset, double[] z, int zOffset) {
        if (addBias.isOpen()) {
            VECTOR.addBias(m, n, b, bOffset, z, zOffset);
        } else {
            super.addBias(m, n, b, bOffset, z, zOffset);
        }
    }

    @Override
    public void biasGradient(int m, int n, double[] dz, int dzOffset, double[] db, int dbOffset, boolean accumulate) {
        if (biasGradient.isOpen()) {
            VECTOR.biasGradient(m, n, dz, dzOffset, db, dbOffset, accumulate);
        } else {
            super.biasGradient(m, n, dz, dzOffset, db, dbOffset, accumulate);
        }
    }

    @Override
    public void exp(int length, double[] x, int xOffset, double[] y, int yOffset, Scratch scratch) {
        if (exp.isOpen()) {
            VECTOR.exp(length, x, xOffset, y, yOffset, scratch);
        } else {
            super.exp(length, x, xOffset, y, yOffset, scratch);
        }
    }

    @Override
    public void sigmoid(int length, double[] z, int zOffset, double[] a, int aOffset, Scratch scratch) {
        if (sigmoid.isOpen()) {
            VECTOR.sigmoid(length, z, zOffset, a, aOffset, scratch);
        } else {
            super.sigmoid(length, z, zOffset, a, aOffset, scratch);
        }
    }

    @Override
    public void sigmoidBackward(int length, double[] a, int aOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        if (sigmoidBackward.isOpen()) {
            VECTOR.sigmoidBackward(length, a, aOffset, da, daOffset, dz, dzOffset);
        } else {
            super.sigmoidBackward(length, a, aOffset, da, daOffset, dz, dzOffset);
        }
    }

    @Override
    public void tanh(int length, double[] z, int zOffset, double[] a, int aOffset, Scratch scratch) {
        if (tanh.isOpen()) {
            VECTOR.tanh(length, z, zOffset, a, aOffset, scratch);
        } else {
            super.tanh(length, z, zOffset, a, aOffset, scratch);
        }
    }

    @Override
    public void tanhBackward(int length, double[] a, int aOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        if (tanhBackward.isOpen()) {
            VECTOR.tanhBackward(length, a, aOffset, da, daOffset, dz, dzOffset);
        } else {
            super.tanhBackward(length, a, aOffset, da, daOffset, dz, dzOffset);
        }
    }

    @Override
    public void relu(int length, double[] z, int zOffset, double[] a, int aOffset) {
        if (relu.isOpen()) {
            VECTOR.relu(length, z, zOffset, a, aOffset);
        } else {
            super.relu(length, z, zOffset, a, aOffset);
        }
    }

    @Override
    public void reluBackward(int length, double[] z, int zOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        if (reluBackward.isOpen()) {
            VECTOR.reluBackward(length, z, zOffset, da, daOffset, dz, dzOffset);
        } else {
            super.reluBackward(length, z, zOffset, da, daOffset, dz, dzOffset);
        }
    }

    @Override
    public void softmax(int m, int n, double[] z, int zOffset, double[] a, int aOffset, Scratch scratch) {
        if (exp.isOpen()) {
            VECTOR.softmax(m, n, z, zOffset, a, aOffset, scratch);
        } else {
            super.softmax(m, n, z, zOffset, a, aOffset, scratch);
        }
    }

    @Override
    public void halfSquaredError(int m, int n, double[] a, int aOffset, double[] y, int yOffset,
            double[] rowLoss, int rowLossOffset, double[] da, int daOffset) {
        if (halfSquaredError.isOpen()) {
            VECTOR.halfSquaredError(m, n, a, aOffset, y, yOffset, rowLoss, rowLossOffset, da, daOffset);
        } else {
            super.halfSquaredError(m, n, a, aOffset, y, yOffset, rowLoss, rowLossOffset, da, daOffset);
        }
    }

    @Override
    public void softmaxCrossEntropy(int m, int n, double[] z, int zOffset, double[] y, int yOffset,
            double[] rowLoss, int rowLossOffset, double[] dz, int dzOffset, Scratch scratch) {
        if (exp.isOpen()) {
            VECTOR.softmaxCrossEntropy(m, n, z, zOffset, y, yOffset, rowLoss, rowLossOffset, dz, dzOffset, scratch);
        } else {
            super.softmaxCrossEntropy(m, n, z, zOffset, y, yOffset, rowLoss, rowLossOffset, dz, dzOffset, scratch);
        }
    }

    @Override
    public void divide(int length, double[] v, int vOffset, double divisor) {
        if (divide.isOpen()) {
            VECTOR.divide(length, v, vOffset, divisor);
        } else {
            super.divide(length, v, vOffset, divisor);
        }
    }

    @Override
    public void sgd(int length, double[] v, int vOffset, double[] g, int gOffset, double rate, double l2) {
        if (sgd.isOpen()) {
            VECTOR.sgd(length, v, vOffset, g, gOffset, rate, l2);
        } else {
            super.sgd(length, v, vOffset, g, gOffset, rate, l2);
        }
    }
}
