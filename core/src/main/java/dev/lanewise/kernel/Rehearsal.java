package dev.lanewise.kernel;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.ElementaryFunction;
import java.util.Arrays;

/**
 * A part of the kernels that C2 compiles independently of the others, with a small problem of the usual form that goes
 * through all its loops: tiles of every kind, single rows, whole vectors and remainders. As small as can be, because
 * the first plays take milliseconds.
 *
 * @param name what is rehearsed, for people
 * @param limit how many times as long as compiled scalar kernels vector ones may take to count as compiled
 * @param linkage how much of {@link VectorLinkage} comes before
 * @param part the small problem
 */
record Rehearsal(String name, int limit, int linkage, Part part) {

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

    /**
     * The loops of products take half as long as scalar ones, and one of many might still be interpreted.
     */
    private static final int LIMIT_OF_PRODUCTS = 2;

    /**
     * The others are short loops, one of which takes ten times as long at least while its vectors are objects, but with
     * two lanes up to twice as long when compiled: C2 makes vectors of the scalar loop, too, and here knows its length.
     */
    private static final int LIMIT = 4;

    static final Rehearsal FUSED_PRODUCTS = products("fused products", Arithmetic.FUSED);
    static final Rehearsal STRICT_PRODUCTS = products("strict products", Arithmetic.STRICT);

    static final Rehearsal ADD_BIAS = ofDoubles("addBias", (kernels, s) -> {
        // along rows, and across narrow ones
        kernels.addBias(1, LENGTH, s.u, 0, s.out, 0, s.scratch);
        kernels.addBias(LENGTH / 3, 3, s.u, 0, s.out, 0, s.scratch);
    });
    static final Rehearsal BIAS_GRADIENT = ofDoubles("biasGradient",
            (kernels, s) -> kernels.biasGradient(ROWS, COLUMNS, s.u, 0, s.out, 0, false, s.scratch));
    static final Rehearsal SUBTRACT_MAX = ofDoubles("subtractMax",
            (kernels, s) -> kernels.subtractMax(ROWS, COLUMNS, s.u, 0, s.out, 0));
    static final Rehearsal DIVIDE_BY_SUM = ofDoubles("divideBySum",
            (kernels, s) -> kernels.divideBySum(ROWS, COLUMNS, s.out, 0));
    static final Rehearsal STANDARDIZE = ofDoubles("standardize",
            (kernels, s) -> kernels.standardize(ROWS, COLUMNS, s.u, s.v, s.u, 0, s.out, 0));
    static final Rehearsal MULTIPLY = ofDoubles("multiply",
            (kernels, s) -> kernels.multiply(LENGTH, s.u, 0, s.v, 0, s.out, 0));
    static final Rehearsal SUBTRACT = ofDoubles("subtract",
            (kernels, s) -> kernels.subtract(LENGTH, s.u, 0, s.v, 0, s.out, 0));
    static final Rehearsal IS_FINITE = ofDoubles("isFinite",
            (kernels, s) -> s.out[0] = kernels.isFinite(LENGTH, s.u, 0) ? 1 : 0);
    static final Rehearsal DIVIDE = ofDoubles("divide", (kernels, s) -> kernels.divide(LENGTH, s.out, 0, s.one));
    static final Rehearsal SCALE = ofDoubles("scale", (kernels, s) -> kernels.scale(LENGTH, s.out, 0, s.one));
    static final Rehearsal CLIP = ofDoubles("clip", (kernels, s) -> kernels.clip(LENGTH, s.out, 0, 1));
    static final Rehearsal PENALIZE = ofDoubles("penalize",
            (kernels, s) -> kernels.penalize(LENGTH, 0, s.u, s.out, 0x1p-30, 0x1p-30));
    static final Rehearsal SGD = ofDoubles("sgd", (kernels, s) -> kernels.sgd(LENGTH, s.out, 0, s.u, 0, 0.5, 0));
    static final Rehearsal MOMENTUM = ofDoubles("momentum",
            (kernels, s) -> kernels.momentum(LENGTH, 0, s.out, s.u, s.state, 0x1p-30, 0.5, true));
    static final Rehearsal RMS_PROP = ofDoubles("rmsProp",
            (kernels, s) -> kernels.rmsProp(LENGTH, 0, s.out, s.u, s.state, 0x1p-30, 0.5, 0.5));
    static final Rehearsal ADAM = ofDoubles("adam",
            (kernels, s) -> kernels.adam(LENGTH, 0, s.out, s.u, s.moment, s.state, 0x1p-30, 1, 0.5, 0.5, 0.5));

    /** Room for a small problem, for one thread at a time. Results stay far from overflow and underflow. */
    static final class Stage {
        private final double[] u = filled();
        private final double[] v = filled();
        private final double[] out = filled();
        private final double[] moment = filled();
        private final double[] state = filled();
        /** Not a constant, by which HotSpot would not divide at all. */
        private double one = 1;
        private final Scratch scratch = new Scratch();

        private static double[] filled() {
            double[] values = new double[ROW_K * ROW_N];
            Arrays.fill(values, 0.5);
            return values;
        }
    }

    /** A small problem. */
    interface Part {
        void play(Kernels kernels, Stage s);
    }

    /** {@return the rehearsal of a function} */
    static Rehearsal of(ElementaryFunction f) {
        return new Rehearsal(f.toString(), LIMIT, VectorLinkage.LONGS,
                (kernels, s) -> kernels.apply(f, LENGTH, s.u, 0, s.out, 0, s.scratch));
    }

    /** {@return the rehearsal of an activation that acts on each element by itself} */
    static Rehearsal of(Activation f) {
        return new Rehearsal(f.toString(), LIMIT, VectorLinkage.LONGS,
                (kernels, s) -> kernels.activateElements(f, LENGTH, s.u, 0, s.out, 0, s.scratch));
    }

    /** {@return the rehearsal of the way back through such an activation} */
    static Rehearsal backward(Activation f) {
        return new Rehearsal(f + " backward", LIMIT, VectorLinkage.LONGS, (kernels, s) -> kernels
                .activateElementsBackward(f, LENGTH, s.u, 0, s.u, 0, s.v, 0, s.out, 0, s.scratch));
    }

    private static Rehearsal ofDoubles(String name, Part part) {
        return new Rehearsal(name, LIMIT, VectorLinkage.DOUBLES, part);
    }

    private static Rehearsal products(String name, Arithmetic arithmetic) {
        return new Rehearsal(name, LIMIT_OF_PRODUCTS, VectorLinkage.DOUBLES,
                (kernels, s) -> products(kernels, arithmetic, s));
    }

    void play(Kernels kernels, Stage s) {
        part.play(kernels, s);
    }

    @Override
    public String toString() {
        return name;
    }

    private static void products(Kernels kernels, Arithmetic arithmetic, Stage s) {
        // tiles, one of which sticks out; then thin panels of one vector, two and three
        products(kernels, arithmetic, M, K, ThinProduct.MAX_COLUMNS + 1, s);
        for (int vectors = 1; vectors <= MicroKernel.THIN_VECTORS; vectors++) {
            products(kernels, arithmetic, M, K, vectors * Simd.LANES, s);
        }
        products(kernels, arithmetic, 1, ROW_K, ROW_N, s);
        // few columns by few steps
        for (int k = 1; k <= MicroKernel.THIN_STEPS; k++) {
            products(kernels, arithmetic, M, k, Simd.LANES, s);
        }
    }

    private static void products(Kernels kernels, Arithmetic arithmetic, int m, int k, int n, Stage s) {
        kernels.forward(arithmetic, m, k, n, s.u, 0, s.v, 0, s.out, 0, s.scratch);
        kernels.inputGradient(arithmetic, m, k, n, s.u, 0, s.v, 0, s.out, 0, s.scratch);
        kernels.weightGradient(arithmetic, m, k, n, s.u, 0, k, s.v, 0, s.out, 0, false, s.scratch);
        kernels.dense(arithmetic, Activation.IDENTITY, m, k, n, s.u, 0, s.v, 0, s.v, 0, s.out, 0, s.out, 0, s.scratch);
    }
}
