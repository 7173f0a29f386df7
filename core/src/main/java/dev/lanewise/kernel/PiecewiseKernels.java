package dev.lanewise.kernel;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import java.util.function.Function;

/**
 * Operations in pieces, each by the kernels that the {@link WarmUpGate} of its {@link Rehearsal} chooses. Pieces are
 * rows or elements that do not depend on each other or, in {@link #biasGradient}, continue a sum in its order.
 */
abstract class PiecewiseKernels implements Kernels {

    final WarmUpGate fusedProducts;
    final WarmUpGate strictProducts;
    final WarmUpGate addBias;
    final WarmUpGate biasGradient;
    final WarmUpGate exp;
    final WarmUpGate sigmoid;
    final WarmUpGate sigmoidBackward;
    final WarmUpGate tanh;
    final WarmUpGate tanhBackward;
    final WarmUpGate relu;
    final WarmUpGate reluBackward;
    final WarmUpGate halfSquaredError;
    final WarmUpGate divide;
    final WarmUpGate sgd;

    PiecewiseKernels(Function<Rehearsal, WarmUpGate> gates) {
        fusedProducts = gates.apply(Rehearsal.FUSED_PRODUCTS);
        strictProducts = gates.apply(Rehearsal.STRICT_PRODUCTS);
        addBias = gates.apply(Rehearsal.ADD_BIAS);
        biasGradient = gates.apply(Rehearsal.BIAS_GRADIENT);
        exp = gates.apply(Rehearsal.EXP);
        sigmoid = gates.apply(Rehearsal.SIGMOID);
        sigmoidBackward = gates.apply(Rehearsal.SIGMOID_BACKWARD);
        tanh = gates.apply(Rehearsal.TANH);
        tanhBackward = gates.apply(Rehearsal.TANH_BACKWARD);
        relu = gates.apply(Rehearsal.RELU);
        reluBackward = gates.apply(Rehearsal.RELU_BACKWARD);
        halfSquaredError = gates.apply(Rehearsal.HALF_SQUARED_ERROR);
        divide = gates.apply(Rehearsal.DIVIDE);
        sgd = gates.apply(Rehearsal.SGD);
    }

    final WarmUpGate products(Arithmetic arithmetic) {
        return arithmetic.isFused() ? fusedProducts : strictProducts;
    }

    @Override
    public void forward(Arithmetic arithmetic, int m, int k, int n, double[] x, int xOffset, double[] w, int wOffset,
            double[] z, int zOffset, Scratch scratch) {
        WarmUpGate products = products(arithmetic);
        int i = 0;
        do {
            int piece = products.nextPiece(m - i, (long) k * n);
            products.kernels().forward(arithmetic, piece, k, n, x, xOffset + i * k, w, wOffset,
                    z, zOffset + i * n, scratch);
            i += piece;
        } while (i < m);
    }

    @Override
    public void inputGradient(Arithmetic arithmetic, int m, int k, int n, double[] dz, int dzOffset,
            double[] w, int wOffset, double[] dx, int dxOffset, Scratch scratch) {
        WarmUpGate products = products(arithmetic);
        int i = 0;
        do {
            int piece = products.nextPiece(m - i, (long) k * n);
            products.kernels().inputGradient(arithmetic, piece, k, n, dz, dzOffset + i * n, w, wOffset,
                    dx, dxOffset + i * k, scratch);
            i += piece;
        } while (i < m);
    }

    @Override
    public void weightGradient(Arithmetic arithmetic, int m, int k, int n, double[] x, int xOffset, int xStride,
            double[] dz, int dzOffset, double[] dw, int dwOffset, boolean accumulate, Scratch scratch) {
        WarmUpGate products = products(arithmetic);
        int i = 0;
        do {
            int piece = products.nextPiece(k - i, (long) m * n);
            products.kernels().weightGradient(arithmetic, m, piece, n, x, xOffset + i, xStride, dz, dzOffset,
                    dw, dwOffset + i * n, accumulate, scratch);
            i += piece;
        } while (i < k);
    }

    @Override
    public void dense(Arithmetic arithmetic, Activation f, int m, int k, int n, double[] x, int xOffset,
            double[] w, int wOffset, double[] b, int bOffset, double[] z, int zOffset, double[] a, int aOffset,
            Scratch scratch) {
        forward(arithmetic, m, k, n, x, xOffset, w, wOffset, z, zOffset, scratch);
        addBias(m, n, b, bOffset, z, zOffset);
        activate(f, m, n, z, zOffset, a, aOffset, scratch);
    }

    @Override
    public void addBias(int m, int n, double[] b, int bOffset, double[] z, int zOffset) {
        int i = 0;
        do {
            int piece = addBias.nextPiece(m - i, n);
            addBias.kernels().addBias(piece, n, b, bOffset, z, zOffset + i * n);
            i += piece;
        } while (i < m);
    }

    @Override
    public void biasGradient(int m, int n, double[] dz, int dzOffset, double[] db, int dbOffset, boolean accumulate) {
        int i = 0;
        do {
            int piece = biasGradient.nextPiece(m - i, n);
            biasGradient.kernels().biasGradient(piece, n, dz, dzOffset + i * n, db, dbOffset, accumulate || i > 0);
            i += piece;
        } while (i < m);
    }

    @Override
    public void exp(int length, double[] x, int xOffset, double[] y, int yOffset, Scratch scratch) {
        int i = 0;
        do {
            int piece = exp.nextPiece(length - i, 1);
            exp.kernels().exp(piece, x, xOffset + i, y, yOffset + i, scratch);
            i += piece;
        } while (i < length);
    }

    @Override
    public void sigmoid(int length, double[] z, int zOffset, double[] a, int aOffset, Scratch scratch) {
        int i = 0;
        do {
            int piece = sigmoid.nextPiece(length - i, 1);
            sigmoid.kernels().sigmoid(piece, z, zOffset + i, a, aOffset + i, scratch);
            i += piece;
        } while (i < length);
    }

    @Override
    public void sigmoidBackward(int length, double[] a, int aOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        int i = 0;
        do {
            int piece = sigmoidBackward.nextPiece(length - i, 1);
            sigmoidBackward.kernels().sigmoidBackward(piece, a, aOffset + i, da, daOffset + i, dz, dzOffset + i);
            i += piece;
        } while (i < length);
    }

    @Override
    public void tanh(int length, double[] z, int zOffset, double[] a, int aOffset, Scratch scratch) {
        int i = 0;
        do {
            int piece = tanh.nextPiece(length - i, 1);
            tanh.kernels().tanh(piece, z, zOffset + i, a, aOffset + i, scratch);
            i += piece;
        } while (i < length);
    }

    @Override
    public void tanhBackward(int length, double[] a, int aOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        int i = 0;
        do {
            int piece = tanhBackward.nextPiece(length - i, 1);
            tanhBackward.kernels().tanhBackward(piece, a, aOffset + i, da, daOffset + i, dz, dzOffset + i);
            i += piece;
        } while (i < length);
    }

    @Override
    public void relu(int length, double[] z, int zOffset, double[] a, int aOffset) {
        int i = 0;
        do {
            int piece = relu.nextPiece(length - i, 1);
            relu.kernels().relu(piece, z, zOffset + i, a, aOffset + i);
            i += piece;
        } while (i < length);
    }

    @Override
    public void reluBackward(int length, double[] z, int zOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        int i = 0;
        do {
            int piece = reluBackward.nextPiece(length - i, 1);
            reluBackward.kernels().reluBackward(piece, z, zOffset + i, da, daOffset + i, dz, dzOffset + i);
            i += piece;
        } while (i < length);
    }

    @Override
    public void softmax(int m, int n, double[] z, int zOffset, double[] a, int aOffset, Scratch scratch) {
        int i = 0;
        do {
            int piece = exp.nextPiece(m - i, n);
            exp.kernels().softmax(piece, n, z, zOffset + i * n, a, aOffset + i * n, scratch);
            i += piece;
        } while (i < m);
    }

    @Override
    public void softmaxBackward(int m, int n, double[] a, int aOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        Rows.softmaxBackward(m, n, a, aOffset, da, daOffset, dz, dzOffset);
    }

    @Override
    public void halfSquaredError(int m, int n, double[] a, int aOffset, double[] y, int yOffset,
            double[] rowLoss, int rowLossOffset, double[] da, int daOffset) {
        int i = 0;
        do {
            int piece = halfSquaredError.nextPiece(m - i, n);
            halfSquaredError.kernels().halfSquaredError(piece, n, a, aOffset + i * n, y, yOffset + i * n,
                    rowLoss, rowLossOffset + i, da, daOffset + i * n);
            i += piece;
        } while (i < m);
    }

    @Override
    public void softmaxCrossEntropy(int m, int n, double[] z, int zOffset, double[] y, int yOffset,
            double[] rowLoss, int rowLossOffset, double[] dz, int dzOffset, Scratch scratch) {
        int i = 0;
        do {
            int piece = exp.nextPiece(m - i, n);
            exp.kernels().softmaxCrossEntropy(piece, n, z, zOffset + i * n, y, yOffset + i * n,
                    rowLoss, rowLossOffset + i, dz, dzOffset + i * n, scratch);
            i += piece;
        } while (i < m);
    }

    @Override
    public double sum(int length, double[] values, int offset) {
        return RowSums.sum(values, offset, length);
    }

    @Override
    public void divide(int length, double[] v, int vOffset, double divisor) {
        int i = 0;
        do {
            int piece = divide.nextPiece(length - i, 1);
            divide.kernels().divide(piece, v, vOffset + i, divisor);
            i += piece;
        } while (i < length);
    }

    @Override
    public void sgd(int length, double[] v, int vOffset, double[] g, int gOffset, double rate, double l2) {
        int i = 0;
        do {
            int piece = sgd.nextPiece(length - i, 1);
            sgd.kernels().sgd(piece, v, vOffset + i, g, gOffset + i, rate, l2);
            i += piece;
        } while (i < length);
    }
}
