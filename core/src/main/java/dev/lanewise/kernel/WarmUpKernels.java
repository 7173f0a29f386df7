package dev.lanewise.kernel;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.ElementaryFunction;
import java.util.EnumMap;
import java.util.Map;
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
    private final WarmUpGate subtractMax;
    private final WarmUpGate divideBySum;
    private final WarmUpGate standardize;
    private final WarmUpGate multiply;
    private final WarmUpGate subtract;
    private final WarmUpGate isFinite;
    private final WarmUpGate divide;
    private final WarmUpGate scale;
    private final WarmUpGate clip;
    private final WarmUpGate penalize;
    private final WarmUpGate sgd;
    private final WarmUpGate momentum;
    private final WarmUpGate rmsProp;
    private final WarmUpGate adam;
    private final Map<ElementaryFunction, WarmUpGate> functions = new EnumMap<>(ElementaryFunction.class);
    private final Map<Activation, WarmUpGate> activations = new EnumMap<>(Activation.class);
    private final Map<Activation, WarmUpGate> activationsBackward = new EnumMap<>(Activation.class);

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
        subtractMax = gates.apply(Rehearsal.SUBTRACT_MAX);
        divideBySum = gates.apply(Rehearsal.DIVIDE_BY_SUM);
        standardize = gates.apply(Rehearsal.STANDARDIZE);
        multiply = gates.apply(Rehearsal.MULTIPLY);
        subtract = gates.apply(Rehearsal.SUBTRACT);
        isFinite = gates.apply(Rehearsal.IS_FINITE);
        divide = gates.apply(Rehearsal.DIVIDE);
        scale = gates.apply(Rehearsal.SCALE);
        clip = gates.apply(Rehearsal.CLIP);
        penalize = gates.apply(Rehearsal.PENALIZE);
        sgd = gates.apply(Rehearsal.SGD);
        momentum = gates.apply(Rehearsal.MOMENTUM);
        rmsProp = gates.apply(Rehearsal.RMS_PROP);
        adam = gates.apply(Rehearsal.ADAM);
        for (ElementaryFunction f : ElementaryFunction.values()) {
            functions.put(f, gates.apply(Rehearsal.of(f)));
        }
        for (Activation f : ScalarMath.ELEMENTWISE) {
            activations.put(f, gates.apply(Rehearsal.of(f)));
            activationsBackward.put(f, gates.apply(Rehearsal.backward(f)));
        }
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
            addBias(m, n, b, bOffset, z, zOffset, scratch);
            activate(f, m, n, z, zOffset, a, aOffset, scratch);
        }
    }

    private boolean isOpen(Activation f) {
        return switch (f) {
            case IDENTITY -> true;
            case SOFTMAX -> subtractMax.isOpen() && functions.get(ElementaryFunction.EXP).isOpen()
                    && divideBySum.isOpen();
            case LOG_SOFTMAX -> subtractMax.isOpen() && functions.get(ElementaryFunction.EXP).isOpen();
            default -> activations.get(f).isOpen();
        };
    }

    @Override
    public void addBias(int m, int n, double[] b, int bOffset, double[] z, int zOffset, Scratch scratch) {
        addBias.kernels().addBias(m, n, b, bOffset, z, zOffset, scratch);
    }

    @Override
    public void biasGradient(int m, int n, double[] dz, int dzOffset, double[] db, int dbOffset, boolean accumulate,
            Scratch scratch) {
        biasGradient.kernels().biasGradient(m, n, dz, dzOffset, db, dbOffset, accumulate, scratch);
    }

    @Override
    public void apply(ElementaryFunction f, int length, double[] x, int xOffset, double[] y, int yOffset,
            Scratch scratch) {
        functions.get(f).kernels().apply(f, length, x, xOffset, y, yOffset, scratch);
    }

    @Override
    public void activateElements(Activation f, int length, double[] z, int zOffset, double[] a, int aOffset,
            Scratch scratch) {
        activations.get(f).kernels().activateElements(f, length, z, zOffset, a, aOffset, scratch);
    }

    @Override
    public void activateElementsBackward(Activation f, int length, double[] z, int zOffset, double[] a, int aOffset,
            double[] da, int daOffset, double[] dz, int dzOffset, Scratch scratch) {
        activationsBackward.get(f).kernels().activateElementsBackward(f, length, z, zOffset, a, aOffset,
                da, daOffset, dz, dzOffset, scratch);
    }

    @Override
    public void subtractMax(int m, int n, double[] z, int zOffset, double[] s, int sOffset) {
        subtractMax.kernels().subtractMax(m, n, z, zOffset, s, sOffset);
    }

    @Override
    public void divideBySum(int m, int n, double[] e, int eOffset) {
        divideBySum.kernels().divideBySum(m, n, e, eOffset);
    }

    @Override
    public void standardize(int m, int n, double[] mean, double[] deviation, double[] x, int xOffset,
            double[] v, int vOffset) {
        standardize.kernels().standardize(m, n, mean, deviation, x, xOffset, v, vOffset);
    }

    @Override
    public void multiply(int length, double[] u, int uOffset, double[] v, int vOffset, double[] w, int wOffset) {
        multiply.kernels().multiply(length, u, uOffset, v, vOffset, w, wOffset);
    }

    @Override
    public void subtract(int length, double[] a, int aOffset, double[] y, int yOffset, double[] d, int dOffset) {
        subtract.kernels().subtract(length, a, aOffset, y, yOffset, d, dOffset);
    }

    @Override
    public boolean isFinite(int length, double[] v, int offset) {
        return isFinite.kernels().isFinite(length, v, offset);
    }

    @Override
    public void divide(int length, double[] v, int vOffset, double divisor) {
        divide.kernels().divide(length, v, vOffset, divisor);
    }

    @Override
    public void scale(int length, double[] v, int vOffset, double factor) {
        scale.kernels().scale(length, v, vOffset, factor);
    }

    @Override
    public void clip(int length, double[] v, int vOffset, double limit) {
        clip.kernels().clip(length, v, vOffset, limit);
    }

    @Override
    public void penalize(int length, int offset, double[] v, double[] g, double l1, double l2) {
        penalize.kernels().penalize(length, offset, v, g, l1, l2);
    }

    @Override
    public void sgd(int length, double[] v, int vOffset, double[] g, int gOffset, double rate, double l2) {
        sgd.kernels().sgd(length, v, vOffset, g, gOffset, rate, l2);
    }

    @Override
    public void momentum(int length, int offset, double[] v, double[] g, double[] b, double rate, double momentum,
            boolean nesterov) {
        this.momentum.kernels().momentum(length, offset, v, g, b, rate, momentum, nesterov);
    }

    @Override
    public void rmsProp(int length, int offset, double[] v, double[] g, double[] s, double rate, double alpha,
            double epsilon) {
        rmsProp.kernels().rmsProp(length, offset, v, g, s, rate, alpha, epsilon);
    }

    @Override
    public void adam(int length, int offset, double[] v, double[] g, double[] u, double[] s, double step, double root,
            double beta1, double beta2, double epsilon) {
        adam.kernels().adam(length, offset, v, g, u, s, step, root, beta1, beta2, epsilon);
    }
}
