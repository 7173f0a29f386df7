package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The vector functions against their scalar twins, tolerance 0, where the shapes of the other test do not reach. */
class VectorMathTest {

    private static final Kernels VECTOR = new VectorKernels();
    private static final double[] EDGES = {0, 1e-300, 1e-16, 1e-8, 19.0615, 20, 21, 700, 708,
        709.782712893384, 745.1332191019411, 0x1p26, 0x1p27, 1e100};
    private static final int RANDOM_POINTS = 300_000;

    private final Scratch scratch = new Scratch();

    @Test
    void exp() {
        compare(ScalarMath::exp, (n, x, y) -> VECTOR.exp(n, x, 0, y, 0, scratch));
    }

    @Test
    void sigmoid() {
        compare(ScalarMath::sigmoid, (n, x, y) -> VECTOR.sigmoid(n, x, 0, y, 0, scratch));
    }

    @Test
    void tanh() {
        compare(ScalarMath::tanh, (n, x, y) -> VECTOR.tanh(n, x, 0, y, 0, scratch));
    }

    /** A block of nothing but a border of what the loops cover, or of its neighbours: on either side of the way out. */
    @Test
    void limits() {
        double[] parts = new double[VectorMath.PARTS];
        double[] x = new double[Simd.LANES];
        for (double sign : new double[] {1, -1}) {
            Arrays.fill(x, sign * ScalarMath.EXP_LIMIT);
            assertTrue(VectorMath.expReduction(1, x.length, x, 0, parts));
            Arrays.fill(x, sign * ScalarMath.TANH_LIMIT);
            assertTrue(VectorMath.tanhReduction(x.length, x, 0, parts));
            for (double beyond : beyond(ScalarMath.EXP_LIMIT)) {
                x[0] = sign * beyond;
                assertFalse(VectorMath.expReduction(1, x.length, x, 0, parts));
            }
            for (double beyond : beyond(ScalarMath.TANH_LIMIT)) {
                x[0] = sign * beyond;
                assertFalse(VectorMath.tanhReduction(x.length, x, 0, parts));
            }
        }
        for (double limit : new double[] {ScalarMath.EXP_LIMIT, ScalarMath.TANH_LIMIT}) {
            for (double z : new double[] {Math.nextDown(limit), limit, Math.nextUp(limit)}) {
                for (double sign : new double[] {1, -1}) {
                    double[] points = new double[Simd.LANES + 1];
                    Arrays.fill(points, sign * z);
                    compare(points, ScalarMath::exp, (n, v, y) -> VECTOR.exp(n, v, 0, y, 0, scratch));
                    compare(points, ScalarMath::sigmoid, (n, v, y) -> VECTOR.sigmoid(n, v, 0, y, 0, scratch));
                    compare(points, ScalarMath::tanh, (n, v, y) -> VECTOR.tanh(n, v, 0, y, 0, scratch));
                }
            }
        }
    }

    private static double[] beyond(double limit) {
        return new double[] {Math.nextUp(limit), Double.POSITIVE_INFINITY, Double.NaN};
    }

    private interface Loop {
        void run(int n, double[] x, double[] y);
    }

    private static void compare(DoubleUnaryOperator scalar, Loop vector) {
        compare(points(), scalar, vector);
    }

    private static void compare(double[] points, DoubleUnaryOperator scalar, Loop vector) {
        // blocks that begin elsewhere: a value meets other neighbours, other lanes and the tail
        for (int length : new int[] {VectorMath.BLOCK / 2 - 1, VectorMath.BLOCK, VectorMath.BLOCK + 1, points.length}) {
            for (int begin = 0; begin < points.length; begin += length) {
                int n = Math.min(length, points.length - begin);
                double[] x = Arrays.copyOfRange(points, begin, begin + n);
                double[] y = new double[n];
                vector.run(n, x, y);
                for (int i = 0; i < n; i++) {
                    double expected = scalar.applyAsDouble(x[i]);
                    assertTrue(Bits.same(expected, y[i]), x[i] + ": expected " + expected + ", got " + y[i]);
                }
            }
        }
    }

    /** Borders of the reductions and of the ranges, one step to either side, then random arguments of all sizes. */
    private static double[] points() {
        List<Double> points = new ArrayList<>();
        for (int n = -1076; n < 1025; n++) {
            around(points, (n - 0.5 / MathTables.EXP_POINTS) * Math.log(2));
            around(points, (n + 0.5) * Math.log(2) / MathTables.EXP_POINTS);
            around(points, (n + 0.5) / ScalarMath.TANH_STEPS);
        }
        for (double edge : EDGES) {
            around(points, edge);
            around(points, -edge);
        }
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < RANDOM_POINTS; i++) {
            double spread = new double[] {1e-3, 1, 5, 25, 700, 750}[(int) (6L * i / RANDOM_POINTS)];
            points.add((2 * random.nextDouble() - 1) * spread);
        }
        for (int i = 0; i < 1_000; i++) {
            points.add(Double.longBitsToDouble(random.nextLong()));
        }
        return points.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void around(List<Double> points, double x) {
        points.addAll(List.of(Math.nextDown(x), x, Math.nextUp(x)));
    }
}
