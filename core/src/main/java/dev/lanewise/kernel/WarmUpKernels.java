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
    private final WarmUpGate subtract;
    private final WarmUpGate divide;
    private final WarmUpGate sgd;
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
        subtract = gates.apply(Rehearsal.SUBTRACT);
        divide = gates.apply(Rehearsal.DIVIDE);
        sgd = gates.apply(Rehearsal.SGD);
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
            addBias(m, n, b, bOffset, z, zOffset);
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
    public void addBias(int m, int n, double[] b, int bOffset, double[] z, int zOffset) {
        addBias.kernels().addBias(m, n, b, bOffset, z, zOffset);
    }

    @Override
    public void biasGradient(int m, int n, double[] dz, int dzOffset, double[] db, int dbOffset, boolean accumulate) {
        biasGradient.kernels().biasGradient(m, n, dz, dzOffset, db, dbOffset, accumulate);
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
    public void subtract(int length, double[] a, int aOffset, double[] y, int yOffset, double[] d, int dOffset) {
        subtract.kernels().subtract(length, a, aOffset, y, yOffset, d, dOffset);
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
