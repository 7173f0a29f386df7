package dev.lanewise.kernel;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import java.util.Arrays;

/**
 * Parts of the kernels that C2 compiles independently of each other, each with a small problem of the usual form that
 * goes through all its loops: tiles of every kind, single rows, whole vectors and remainders. As small as can be,
 * because the first plays take milliseconds.
 */
enum Rehearsal {

    FUSED_PRODUCTS, STRICT_PRODUCTS, ADD_BIAS, BIAS_GRADIENT, EXP, SIGMOID, SIGMOID_BACKWARD, TANH, TANH_BACKWARD,
    RELU, RELU_BACKWARD, HALF_SQUARED_ERROR, DIVIDE, SGD;

    /** Two tiles, of which the second one begins inside the first. */
    private static final int M = 9;
    private static final int K = 8;

    /** A single row wants to be longer: its loops run along it. */
    private static final int ROW_K = 29;
    private static final int ROW_N = 35;

    /** What is not a product: whole vectors and a remainder. */
    private static final int ROWS = 7;
    private static final int COLUMNS = 19;
    private static final int LENGTH = ROWS * COLUMNS;

    /** Room for a small problem, for one thread at a time. Results stay far from overflow and underflow. */
    static final class Stage {
        private final double[] u = filled();
        private final double[] v = filled();
        private final double[] out = filled();
        /** Not a constant, by which HotSpot would not divide at all. */
        private double one = 1;
        private final double[] rowLoss = new double[ROWS];
        private final Scratch scratch = new Scratch();

        private static double[] filled() {
            double[] values = new double[ROW_K * ROW_N];
            Arrays.fill(values, 0.5);
            return values;
        }
    }

    /**
     * {@return how many times as long as compiled scalar kernels vector ones may take to count as compiled} The
     * loops of products take half as long as scalar ones, and one of many might still be interpreted. The others are
     * short loops, one of which takes ten times as long at least while its vectors are objects, but with two lanes up
     * to twice as long when compiled: C2 makes vectors of the scalar loop, too, and here knows its length.
     */
    int limit() {
        return this == FUSED_PRODUCTS || this == STRICT_PRODUCTS ? 2 : 4;
    }

    /** {@return how much of {@link VectorLinkage} comes before} */
    int linkage() {
        return switch (this) {
            case EXP, SIGMOID, TANH, RELU_BACKWARD -> VectorLinkage.LONGS;
            default -> VectorLinkage.DOUBLES;
        };
    }

    void play(Kernels kernels, Stage s) {
        switch (this) {
            case FUSED_PRODUCTS -> products(kernels, Arithmetic.FUSED, s);
            case STRICT_PRODUCTS -> products(kernels, Arithmetic.STRICT, s);
            case ADD_BIAS -> kernels.addBias(ROWS, COLUMNS, s.u, 0, s.out, 0);
            case BIAS_GRADIENT -> kernels.biasGradient(ROWS, COLUMNS, s.u, 0, s.out, 0, false);
            case EXP -> kernels.exp(LENGTH, s.u, 0, s.out, 0, s.scratch);
            case SIGMOID -> kernels.sigmoid(LENGTH, s.u, 0, s.out, 0, s.scratch);
            case SIGMOID_BACKWARD -> kernels.sigmoidBackward(LENGTH, s.u, 0, s.v, 0, s.out, 0);
            case TANH -> kernels.tanh(LENGTH, s.u, 0, s.out, 0, s.scratch);
            case TANH_BACKWARD -> kernels.tanhBackward(LENGTH, s.u, 0, s.v, 0, s.out, 0);
            case RELU -> kernels.relu(LENGTH, s.u, 0, s.out, 0);
            case RELU_BACKWARD -> kernels.reluBackward(LENGTH, s.u, 0, s.v, 0, s.out, 0);
            case HALF_SQUARED_ERROR -> kernels.halfSquaredError(ROWS, COLUMNS, s.u, 0, s.v, 0, s.rowLoss, 0, s.out, 0);
            case DIVIDE -> kernels.divide(LENGTH, s.out, 0, s.one);
            case SGD -> kernels.sgd(LENGTH, s.out, 0, s.u, 0, 0.5, 0);
        }
    }

    private static void products(Kernels kernels, Arithmetic arithmetic, Stage s) {
        // tiles, one of which sticks out; then thin panels of one vector, two and three
        products(kernels, arithmetic, M, K, ThinProduct.MAX_COLUMNS + 1, s);
        for (int vectors = 1; vectors <= ThinMicroKernel.MAX_VECTORS; vectors++) {
            products(kernels, arithmetic, M, K, vectors * Simd.LANES, s);
        }
        products(kernels, arithmetic, 1, ROW_K, ROW_N, s);
    }

    private static void products(Kernels kernels, Arithmetic arithmetic, int m, int k, int n, Stage s) {
        kernels.forward(arithmetic, m, k, n, s.u, 0, s.v, 0, s.out, 0, s.scratch);
        kernels.inputGradient(arithmetic, m, k, n, s.u, 0, s.v, 0, s.out, 0, s.scratch);
        kernels.weightGradient(arithmetic, m, k, n, s.u, 0, k, s.v, 0, s.out, 0, false, s.scratch);
        kernels.dense(arithmetic, Activation.IDENTITY, m, k, n, s.u, 0, s.v, 0, s.v, 0, s.out, 0, s.out, 0, s.scratch);
    }
}
