package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Accuracy;
import dev.lanewise.Activation;
import dev.lanewise.ElementaryFunction;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The functions within the bounds of {@link Accuracy}, against arbitrary precision. Scalar functions stand for the
 * vector ones, which are the same to the bit.
 */
@Tag("once")
class AccuracyTest {

    /** Of each function. */
    private static final int POINTS = Integer.getInteger("accuracy.points", 100_000);

    /** Where to write the table of errors, if that is asked for. */
    private static final String REPORT = System.getProperty("accuracy.report");

    private static final List<String> ROWS = new ArrayList<>();

    /** A function, what it should be, its bound, and the arguments from which it is neither constant nor trivial. */
    private record Case(String name, DoubleUnaryOperator f, UnaryOperator<BigDecimal> exact, double bound, double low,
            double high) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** An error and where it was found. */
    private record Found(double error, double at) {

        Found worse(Found other) {
            return other.error > error ? other : this;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                of(ElementaryFunction.EXP, Oracle::exp, Accuracy.EXP, -745.13, 709.78),
                of(ElementaryFunction.EXPM1, Oracle::expm1, Accuracy.EXPM1, -750, 709.78),
                of(ElementaryFunction.LOG, Oracle::log, Accuracy.LOG, Double.MIN_VALUE, Double.MAX_VALUE),
                of(ElementaryFunction.LOG1P, Oracle::log1p, Accuracy.LOG1P, Math.nextUp(-1.0), Double.MAX_VALUE),
                of(Activation.SIGMOID, Oracle::sigmoid, Accuracy.SIGMOID, -708.39, 750),
                of(Activation.TANH, Oracle::tanh, Accuracy.TANH, -25, 25),
                of(Activation.ELU, Oracle::elu, Accuracy.ELU, -750, 750),
                of(Activation.SOFTPLUS, Oracle::softplus, Accuracy.SOFTPLUS, -745.13, 750),
                of(Activation.SILU, Oracle::silu, Accuracy.SILU, -751, 750),
                of(Activation.GELU, Oracle::gelu, Accuracy.GELU, -38.4, 41));
    }

    private static Case of(ElementaryFunction f, UnaryOperator<BigDecimal> exact, double bound, double low,
            double high) {
        return new Case(f.toString(), x -> ScalarMath.value(f, x), exact, bound, low, high);
    }

    private static Case of(Activation f, UnaryOperator<BigDecimal> exact, double bound, double low, double high) {
        return new Case(f.toString(), z -> ScalarMath.value(f, z), exact, bound, low, high);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isWithinItsBound(Case c) {
        // most points where arguments are ordinary, and a quarter over all exponents, most of which are tiny or huge
        int each = POINTS * 3 / 8;
        Found worst = worst(c, Math.max(c.low, 0x1p-10), Math.min(c.high, 0x1p10), each);
        if (c.low < -0x1p-10) {
            worst = worst.worse(worst(c, Math.max(c.low, -0x1p10), -0x1p-10, each));
        } else {
            worst = worst.worse(worst(c, 0.5, 2, each));
        }
        worst = worst.worse(worst(c, c.low, c.high, POINTS - 2 * each));
        report(c.name, c.low + " to " + c.high, POINTS, worst, c.bound);
    }

    /** Bit patterns from low to high: one at random from each of as many stretches of equal length. */
    private static Found worst(Case c, double low, double high, int points) {
        long first = order(low);
        double stretch = ((double) order(high) - first) / points;
        return IntStream.range(0, points).parallel().mapToObj(i -> {
            long place = first + (long) (stretch * (i + new SplittableRandom(i).nextDouble()));
            double x = Math.min(high, Math.max(low, inOrder(place)));
            return x == 0 ? new Found(0, 0)
                    : new Found(Ulps.error(c.f.applyAsDouble(x), c.exact.apply(new BigDecimal(x))), x);
        }).reduce(new Found(0, 0), Found::worse);
    }

    /** {@return the place of a double among all, in increasing order} */
    private static long order(double x) {
        long bits = Double.doubleToRawLongBits(x);
        return bits < 0 ? Long.MIN_VALUE - bits : bits;
    }

    private static double inOrder(long place) {
        return Double.longBitsToDouble(place < 0 ? Long.MIN_VALUE - place : place);
    }

    /** Rows of ten, given the differences from their maximum as they are rounded. */
    @Test
    void softmaxIsWithinItsBound() {
        int n = 10;
        Found worst = IntStream.range(0, POINTS / n).parallel().mapToObj(row -> {
            SplittableRandom random = new SplittableRandom(row);
            double spread = new double[] {0.1, 1, 5, 30, 300}[row % 5];
            double[] z = random.doubles(n, -spread, spread).toArray();
            double max = Arrays.stream(z).max().getAsDouble();
            BigDecimal[] e = Arrays.stream(z).mapToObj(v -> Oracle.exp(new BigDecimal(v - max)))
                    .toArray(BigDecimal[]::new);
            BigDecimal sum = Arrays.stream(e).reduce(BigDecimal.ZERO, BigDecimal::add);
            double[] a = new double[n];
            new ScalarKernels().softmax(1, n, z, 0, a, 0, new Scratch());
            Found found = new Found(0, 0);
            for (int j = 0; j < n; j++) {
                BigDecimal exact = e[j].divide(sum, MathContext.DECIMAL128);
                found = found.worse(new Found(Ulps.error(a[j], exact), z[j] - max));
            }
            return found;
        }).reduce(new Found(0, 0), Found::worse);
        report("SOFTMAX", "rows of 10, -600 to 0 below the maximum", POINTS, worst, Accuracy.SOFTMAX);
    }

    private static void report(String name, String range, int points, Found worst, double bound) {
        String row = String.format(Locale.ROOT, "| %s | %s | %,d | %.4f | %s | %s |", name, range, points, worst.error,
                worst.at, bound);
        System.out.println(row);
        synchronized (ROWS) {
            ROWS.add(row);
        }
        assertTrue(worst.error <= bound, row);
    }

    @AfterAll
    static void write() throws IOException {
        if (REPORT != null) {
            Files.writeString(Path.of(REPORT), """
                    # Accuracy of the functions

                    Largest errors found, in units in the last place, against arbitrary precision; written by
                    `mvn -Plong verify` on Java JAVA_VERSION; every other gives the same bits. A quarter of the points
                    walks the bit patterns of all doubles of the range, the rest those with a magnitude of 2^-10 to 2^10
                    (of LOG half of these from 0.5 to 2). Bounds are those of `dev.lanewise.Accuracy`, which the test
                    enforces.

                    | function | arguments | points | largest error, ULP | at | bound |
                    |---|---|---|---|---|---|
                    """.replace("JAVA_VERSION", System.getProperty("java.version")) + String.join("\n", ROWS) + "\n");
        }
    }

    @Test
    void theErrorIsMeasuredInUlp() {
        BigDecimal halfUlp = new BigDecimal(Math.ulp(1.0)).divide(BigDecimal.valueOf(2));
        assertEquals(0.5, Ulps.error(1.0, BigDecimal.ONE.add(halfUlp)), 1e-9);
        assertEquals(3.0, Ulps.error(2 + 3 * Math.ulp(2.0), BigDecimal.valueOf(2)), 1e-9);
        assertEquals(2.0, Ulps.error(2 * Double.MIN_VALUE, BigDecimal.ZERO), 1e-9);
    }

    /** The walk covers both signs, and the order is that of doubles. */
    @Test
    void placesAreInOrder() {
        double[] increasing = {-Double.MAX_VALUE, -1, -Double.MIN_VALUE, 0, Double.MIN_VALUE, 1, Double.MAX_VALUE};
        for (int i = 0; i < increasing.length; i++) {
            assertEquals(increasing[i], inOrder(order(increasing[i])));
            assertTrue(i == 0 || order(increasing[i - 1]) < order(increasing[i]));
        }
    }

    /** Known to 25 digits: the tests above are as good as this. */
    @Test
    void theOracleKnowsPublishedValues() {
        assertDigits("2.718281828459045235360287", Oracle.exp(BigDecimal.ONE));
        assertDigits("0.6931471805599453094172321", Oracle.log(BigDecimal.valueOf(2)));
        assertDigits("0.7615941559557648881194583", Oracle.tanh(BigDecimal.ONE));
        assertDigits("0.8413447460685429485852325", Oracle.gelu(BigDecimal.ONE));
        // 5·(1 − Q(5)), Q(5) = 2.866515718791939116737523e-7: beyond the border of the two ways
        assertDigits("2.866515718791939116737523e-7",
                BigDecimal.valueOf(5).subtract(Oracle.gelu(BigDecimal.valueOf(5))).divide(BigDecimal.valueOf(5)));
    }

    private static void assertDigits(String expected, BigDecimal actual) {
        BigDecimal exact = new BigDecimal(expected);
        BigDecimal error = actual.subtract(exact).abs().divide(exact, MathContext.DECIMAL64);
        assertTrue(error.compareTo(new BigDecimal("1e-23")) < 0, () -> "expected " + expected + ", got " + actual);
    }
}
