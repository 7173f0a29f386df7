package dev.lanewise.kernel;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import java.util.function.Function;

/**
 * The vector kernels, with {@link ScalarKernels} in their place for as long as they are not compiled. Before that a
 * vector is an object and an operation on it a chain of calls, which makes a first product ten times as slow as plain
 * loops. Both give the same bits, so this shows in nothing but time.
 *
 * <p>Each operation goes to the kernels that the {@link WarmUpGate} of its {@link Rehearsal} chooses. Products, which
 * can take seconds with scalar loops, go in pieces of whole output rows, so that a long call changes over on its way.
 */
final class WarmUpKernels implements Kernels {

    static final ScalarKernels SCALAR = new ScalarKernels();

    /** Loaded by the first rehearsal: making vectors takes longer than a first product is to take. */
    static final class Vector {
        static final VectorKernels KERNELS = new VectorKernels();

        private Vector() {
        }
    }

    private final int bits;
    private final WarmUpGate fusedProducts;
    private final WarmUpGate strictProducts;
    private final WarmUpGate addBias;
    private final WarmUpGate biasGradient;
    private final WarmUpGate exp;
    private final WarmUpGate sigmoid;
    private final WarmUpGate sigmoidBackward;
    private final WarmUpGate tanh;
    private final WarmUpGate tanhBackward;
    private final WarmUpGate relu;
    private final WarmUpGate reluBackward;
    private final WarmUpGate halfSquaredError;
    private final WarmUpGate divide;
    private final WarmUpGate sgd;

    /**
     * Kernels that go through gates of their own.
     *
     * @param bits width of a vector
     * @param gates makes the gate of a rehearsal
     */
    WarmUpKernels(int bits, Function<Rehearsal, WarmUpGate> gates) {
        this.bits = bits;
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

    @Override
    public String description() {
        return "vector, " + bits + " bit";
    }

    private WarmUpGate products(Arithmetic arithmetic) {
        return arithmetic.isFused() ? fusedProducts : strictProducts;
    }

    @Override
    public void forward(Arithmetic arithmetic, int m, int k, int n, double[] x, int xOffset, double[] w, int wOffset,
            double[] z, int zOffset, Scratch scratch) {
        WarmUpGate gate = products(arithmetic);
        if (gate.isOpen()) {
            Vector.KERNELS.forward(arithmetic, m, k, n, x, xOffset, w, wOffset, z, zOffset, scratch);
            return;
        }
        int piece;
        for (int i = 0; i < m; i += piece) {
            Kernels kernels = gate.kernels();
            piece = gate.piece(kernels, m - i, (long) k * n);
            kernels.forward(arithmetic, piece, k, n, x, xOffset + i * k, w, wOffset, z, zOffset + i * n, scratch);
        }
    }

    @Override
    public void inputGradient(Arithmetic arithmetic, int m, int k, int n, double[] dz, int dzOffset,
            double[] w, int wOffset, double[] dx, int dxOffset, Scratch scratch) {
        WarmUpGate gate = products(arithmetic);
        if (gate.isOpen()) {
            Vector.KERNELS.inputGradient(arithmetic, m, k, n, dz, dzOffset, w, wOffset, dx, dxOffset, scratch);
            return;
        }
        int piece;
        for (int i = 0; i < m; i += piece) {
            Kernels kernels = gate.kernels();
            piece = gate.piece(kernels, m - i, (long) k * n);
            kernels.inputGradient(arithmetic, piece, k, n, dz, dzOffset + i * n, w, wOffset, dx, dxOffset + i * k,
                    scratch);
        }
    }

    @Override
    public void weightGradient(Arithmetic arithmetic, int m, int k, int n, double[] x, int xOffset, int xStride,
            double[] dz, int dzOffset, double[] dw, int dwOffset, boolean accumulate, Scratch scratch) {
        WarmUpGate gate = products(arithmetic);
        if (gate.isOpen()) {
            Vector.KERNELS.weightGradient(arithmetic, m, k, n, x, xOffset, xStride, dz, dzOffset, dw, dwOffset,
                    accumulate, scratch);
            return;
        }
        int piece;
        for (int i = 0; i < k; i += piece) {
            Kernels kernels = gate.kernels();
            piece = gate.piece(kernels, k - i, (long) m * n);
            kernels.weightGradient(arithmetic, m, piece, n, x, xOffset + i, xStride, dz, dzOffset,
                    dw, dwOffset + i * n, accumulate, scratch);
        }
    }

    @Override
    public void dense(Arithmetic arithmetic, Activation f, int m, int k, int n, double[] x, int xOffset,
            double[] w, int wOffset, double[] b, int bOffset, double[] z, int zOffset, double[] a, int aOffset,
            Scratch scratch) {
        if (products(arithmetic).isOpen() && addBias.isOpen() && isOpen(f)) {
            Vector.KERNELS.dense(arithmetic, f, m, k, n, x, xOffset, w, wOffset, b, bOffset, z, zOffset, a, aOffset,
                    scratch);
        } else {
            forward(arithmetic, m, k, n, x, xOffset, w, wOffset, z, zOffset, scratch);
            addBias(m, n, b, bOffset, z, zOffset);
            activate(f, m, n, z, zOffset, a, aOffset, scratch);
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
        addBias.kernels().addBias(m, n, b, bOffset, z, zOffset);
    }

    @Override
    public void biasGradient(int m, int n, double[] dz, int dzOffset, double[] db, int dbOffset, boolean accumulate) {
        biasGradient.kernels().biasGradient(m, n, dz, dzOffset, db, dbOffset, accumulate);
    }

    @Override
    public void exp(int length, double[] x, int xOffset, double[] y, int yOffset, Scratch scratch) {
        exp.kernels().exp(length, x, xOffset, y, yOffset, scratch);
    }

    @Override
    public void sigmoid(int length, double[] z, int zOffset, double[] a, int aOffset, Scratch scratch) {
        sigmoid.kernels().sigmoid(length, z, zOffset, a, aOffset, scratch);
    }

    @Override
    public void sigmoidBackward(int length, double[] a, int aOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        sigmoidBackward.kernels().sigmoidBackward(length, a, aOffset, da, daOffset, dz, dzOffset);
    }

    @Override
    public void tanh(int length, double[] z, int zOffset, double[] a, int aOffset, Scratch scratch) {
        tanh.kernels().tanh(length, z, zOffset, a, aOffset, scratch);
    }

    @Override
    public void tanhBackward(int length, double[] a, int aOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        tanhBackward.kernels().tanhBackward(length, a, aOffset, da, daOffset, dz, dzOffset);
    }

    @Override
    public void relu(int length, double[] z, int zOffset, double[] a, int aOffset) {
        relu.kernels().relu(length, z, zOffset, a, aOffset);
    }

    @Override
    public void reluBackward(int length, double[] z, int zOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        reluBackward.kernels().reluBackward(length, z, zOffset, da, daOffset, dz, dzOffset);
    }

    @Override
    public void halfSquaredError(int m, int n, double[] a, int aOffset, double[] y, int yOffset,
            double[] rowLoss, int rowLossOffset, double[] da, int daOffset) {
        halfSquaredError.kernels().halfSquaredError(m, n, a, aOffset, y, yOffset, rowLoss, rowLossOffset, da, daOffset);
    }

    @Override
    public void divide(int length, double[] v, int vOffset, double divisor) {
        divide.kernels().divide(length, v, vOffset, divisor);
    }

    @Override
    public void sgd(int length, double[] v, int vOffset, double[] g, int gOffset, double rate, double l2) {
        sgd.kernels().sgd(length, v, vOffset, g, gOffset, rate, l2);
    }
}
