package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.ElementaryFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The vector functions against their scalar twins, tolerance 0, where the shapes of the other test do not reach. */
@Tag("own-kernels")
class VectorFunctionTest {

    private static final Kernels VECTOR = new VectorKernels();
    private static final double[] EDGES = {0, Double.MIN_VALUE, Double.MIN_NORMAL, 1e-300, 1e-16, 1e-8,
        0.3465735902799726, 0.7071067811865476, 1, 1.4142135623730951, 19.0615, 20, 21, 37, 38.5, 40, 700, 708,
        709.782712893384, 745.1332191019411, 800, 0x1p26, 0x1p27, 0x1p54, 1e100, Double.MAX_VALUE,
        Double.POSITIVE_INFINITY, Double.NaN};
    private static final int RANDOM_POINTS = 30_000;
    private static final double[] POINTS = points();

    private interface Loop {
        void run(int n, double[] x, double[] y);
    }

    static Stream<Arguments> functions() {
        List<Arguments> functions = new ArrayList<>();
        for (ElementaryFunction f : ElementaryFunction.values()) {
            functions.add(arguments(f.toString(), x -> ScalarMath.value(f, x),
                    (n, x, y) -> VECTOR.apply(f, n, x, 0, y, 0, new Scratch())));
        }
        for (Activation f : ScalarMath.ELEMENTWISE) {
            functions.add(arguments(f.toString(), x -> ScalarMath.value(f, x),
                    (n, x, y) -> VECTOR.activateElements(f, n, x, 0, y, 0, new Scratch())));
            functions.add(arguments(f + " backward",
                    x -> ScalarMath.backward(f, x, ScalarMath.value(f, x), 0.7),
                    (n, x, y) -> {
                        double[] a = new double[n];
                        double[] da = new double[n];
                        Arrays.setAll(a, i -> ScalarMath.value(f, x[i]));
                        Arrays.fill(da, 0.7);
                        VECTOR.activateElementsBackward(f, n, x, 0, a, 0, da, 0, y, 0, new Scratch());
                    }));
        }
        return functions.stream();
    }

    private static Arguments arguments(String name, DoubleUnaryOperator scalar, Loop vector) {
        return Arguments.of(name, scalar, vector);
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void sameBits(String name, DoubleUnaryOperator scalar, Loop vector) {
        compare(POINTS, scalar, vector);
        // blocks of points that the loops cover: not many of those above are, as one that is not covered is enough
        for (double limit : new double[] {1, 37, 700}) {
            compare(those(x -> Math.abs(x) <= limit), scalar, vector);
        }
        compare(those(x -> x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE), scalar, vector);
        compare(those(x -> x > -1 && x < 0x1p54), scalar, vector);
    }

    private static double[] those(DoublePredicate chosen) {
        return Arrays.stream(POINTS).filter(chosen).toArray();
    }

    /** What the loops cover, to the last argument on either side. */
    @Test
    void limits() {
        covers(VectorExp::reduction, -700, 700);
        covers(VectorExp::negatedReduction, -700, 700);
        covers(VectorExp::decayReduction, -700, 700);
        covers(VectorExpm1::reduction, -700, 700);
        covers(VectorTanh::reduction, -ScalarTanh.LIMIT, ScalarTanh.LIMIT);
        covers(VectorGelu::reduction, -37, 37);
        covers(VectorLog::reduction, Double.MIN_NORMAL, Double.MAX_VALUE);
        covers(VectorLog::log1pReduction, Math.nextUp(-1.0), Math.nextDown(0x1p54));
    }

    private static void covers(VectorFunction.Loop reduction, double low, double high) {
        assertEquals(Simd.LANES, coveringLanes(reduction, low));
        assertEquals(Simd.LANES, coveringLanes(reduction, high));
        double[] beyond = {Math.nextDown(low), Math.nextUp(high), -Double.MAX_VALUE, Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY, Double.NaN};
        for (double x : beyond) {
            assertEquals(0, coveringLanes(reduction, x), () -> "covers " + x);
        }
    }

    private static int coveringLanes(VectorFunction.Loop reduction, double x) {
        double[] parts = new double[Parts.LENGTH];
        int covering = 0;
        for (int lane = 0; lane < Simd.LANES; lane++) {
            double[] v = new double[Simd.LANES];
            Arrays.fill(v, 0.5);
            v[lane] = x;
            covering += reduction.run(v.length, v, 0, parts, v, 0) ? 1 : 0;
        }
        return covering;
    }

    private static void compare(double[] points, DoubleUnaryOperator scalar, Loop vector) {
        double[] expected = Arrays.stream(points).map(scalar).toArray();
        // blocks that begin elsewhere: a value meets other neighbours, other lanes and the tail
        for (int length : new int[] {Parts.BLOCK / 2 - 1, Parts.BLOCK + 1, points.length}) {
            for (int begin = 0; begin < points.length; begin += length) {
                int n = Math.min(length, points.length - begin);
                double[] x = Arrays.copyOfRange(points, begin, begin + n);
                double[] y = new double[n];
                vector.run(n, x, y);
                for (int i = 0; i < n; i++) {
                    double e = expected[begin + i];
                    assertTrue(Bits.same(e, y[i]), x[i] + ": expected " + e + ", got " + y[i]);
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
            around(points, (n + 0.5) * Math.log(2));
            around(points, (n + 0.5) / ScalarTanh.STEPS);
            around(points, Math.scalb(Math.sqrt(0.5), n));
            around(points, Math.scalb(Math.sqrt(0.5), n) - 1);
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
        for (int i = 0; i < 2_000; i++) {
            points.add(Double.longBitsToDouble(random.nextLong()));
        }
        return points.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void around(List<Double> points, double x) {
        points.addAll(List.of(Math.nextDown(x), x, Math.nextUp(x)));
    }
}
