package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Errors of the elementary functions against arbitrary precision, and their special values. */
class ScalarMathTest {

    private static final MathContext DIGITS = new MathContext(45);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** What a function should give, in arbitrary precision; the context is the second argument. */
    private interface Oracle {
        BigDecimal apply(BigDecimal x);
    }

    private static final Oracle EXP = x -> BigDecimalMath.exp(x, DIGITS);
    private static final Oracle LOG = x -> BigDecimalMath.log(x, DIGITS);

    /** (E − 1) / (E + 1) with E = e^2x, with so many digits more that the cancellation near 0 costs none. */
    private static final Oracle TANH = x -> {
        MathContext more = new MathContext(70 + Math.max(0, 2 * x.scale() - x.precision()));
        BigDecimal e = BigDecimalMath.exp(x.multiply(TWO), more);
        return e.subtract(BigDecimal.ONE).divide(e.add(BigDecimal.ONE), more);
    };

    @Test
    void expIsWithinItsBound() {
        double[][] ranges = {{-1, 1}, {-5, 5}, {-40, 40}, {-708, 709.7}, {-708, -700}, {-745.1, -708}, {708, 709.78}};
        double worst = 0;
        for (double[] range : ranges) {
            worst = Math.max(worst, worst("exp", ScalarMath::exp, EXP, range[0], range[1], 4_000));
        }
        assertTrue(worst <= 0.51, "exp: " + worst + " ULP");
    }

    @Test
    void expNearTheBordersOfItsReduction() {
        double worst = 0;
        for (int n = -1074; n < 1023; n++) {
            double border = (n - 0.5 / MathTables.EXP_POINTS) * Math.log(2);
            for (double x : new double[] {Math.nextDown(border), border, Math.nextUp(border)}) {
                worst = Math.max(worst, errorInUlp(ScalarMath.exp(x), EXP.apply(new BigDecimal(x))));
            }
        }
        assertTrue(worst <= 0.51, "exp: " + worst + " ULP");
    }

    @Test
    void expNearTheBordersOfItsSteps() {
        double worst = 0;
        for (int n = -2_000; n < 2_000; n++) {
            double border = (n + 0.5) * Math.log(2) / MathTables.EXP_POINTS;
            for (double x : new double[] {Math.nextDown(border), border, Math.nextUp(border)}) {
                worst = Math.max(worst, errorInUlp(ScalarMath.exp(x), EXP.apply(new BigDecimal(x))));
            }
        }
        assertTrue(worst <= 0.51, "exp: " + worst + " ULP");
    }

    @Test
    void tanhNearTheBordersOfItsSteps() {
        double worst = 0;
        for (int j = 0; j < MathTables.TANH_LAST; j++) {
            double border = (j + 0.5) / ScalarMath.TANH_STEPS;
            for (double x : new double[] {Math.nextDown(border), border, Math.nextUp(border)}) {
                worst = Math.max(worst, errorInUlp(ScalarMath.tanh(x), TANH.apply(new BigDecimal(x))));
            }
        }
        assertTrue(worst <= 0.65, "tanh: " + worst + " ULP");
    }

    @Test
    void tanhBeyondItsTable() {
        double last = MathTables.TANH_LAST / ScalarMath.TANH_STEPS;
        for (int i = 0; i < 100_000; i++) {
            assertEquals(1.0, ScalarMath.tanh(19.1 + i * 1e-3));
            assertEquals(1.0, ScalarMath.tanh(last + i * (ScalarMath.TANH_LIMIT / 100_001)));
        }
        assertTrue(ScalarMath.tanh(19.0) < 1.0);
    }

    @Test
    void tanhIsWithinItsBound() {
        double worst = 0;
        for (double[] range : new double[][] {{-1e-3, 1e-3}, {-0.5, 0.5}, {-5, 5}, {-22, 22}}) {
            worst = Math.max(worst, worst("tanh", ScalarMath::tanh, TANH, range[0], range[1], 2_000));
        }
        assertTrue(worst <= 0.65, "tanh: " + worst + " ULP");
    }

    @Test
    void logIsWithinItsBound() {
        double worst = 0;
        for (double[] range : new double[][] {{0.9, 1.1}, {1, 20}, {1e-3, 1}, {1e-300, 1e-290}, {1e290, 1e300}}) {
            worst = Math.max(worst, worst("log", ScalarMath::log, LOG, range[0], range[1], 2_000));
        }
        assertTrue(worst <= 0.9, "log: " + worst + " ULP");
    }

    @Test
    void theErrorIsMeasuredInUlp() {
        BigDecimal halfUlp = new BigDecimal(Math.ulp(1.0)).divide(TWO);
        assertEquals(0.5, errorInUlp(1.0, BigDecimal.ONE.add(halfUlp)), 1e-9);
        assertEquals(3.0, errorInUlp(2 + 3 * Math.ulp(2.0), new BigDecimal(2)), 1e-9);
        assertEquals(2.0, errorInUlp(2 * Double.MIN_VALUE, BigDecimal.ZERO), 1e-9);
    }

    @Test
    void specialValuesOfExp() {
        assertValue(1.0, ScalarMath.exp(0.0));
        assertValue(1.0, ScalarMath.exp(-0.0));
        assertValue(Double.NaN, ScalarMath.exp(Double.NaN));
        assertValue(Double.POSITIVE_INFINITY, ScalarMath.exp(Double.POSITIVE_INFINITY));
        assertValue(0.0, ScalarMath.exp(Double.NEGATIVE_INFINITY));
        assertValue(Double.POSITIVE_INFINITY, ScalarMath.exp(Math.nextUp(709.782712893384)));
        assertTrue(ScalarMath.exp(709.782712893384) < Double.POSITIVE_INFINITY);
        assertValue(Double.MIN_VALUE, ScalarMath.exp(-745.1332191019411));
        assertValue(0.0, ScalarMath.exp(-745.1332191019412));
        assertValue(0.0, ScalarMath.exp(-Double.MAX_VALUE));
        assertValue(1.0, ScalarMath.exp(Double.MIN_VALUE));
    }

    @Test
    void specialValuesOfTanhAndSigmoid() {
        for (double x : new double[] {0.0, Double.MIN_VALUE, 1e-310, 1e-20, 0.3, 4, 19.06, 20, 700,
                ScalarMath.TANH_LIMIT, Double.MAX_VALUE}) {
            assertValue(-ScalarMath.tanh(x), ScalarMath.tanh(-x));
        }
        assertValue(-0.0, ScalarMath.tanh(-0.0));
        assertValue(Double.MIN_VALUE, ScalarMath.tanh(Double.MIN_VALUE));
        assertValue(1.0, ScalarMath.tanh(Double.POSITIVE_INFINITY));
        assertValue(Double.NaN, ScalarMath.tanh(Double.NaN));
        assertValue(0.5, ScalarMath.sigmoid(-0.0));
        assertValue(0.0, ScalarMath.sigmoid(Double.NEGATIVE_INFINITY));
        assertValue(1.0, ScalarMath.sigmoid(Double.POSITIVE_INFINITY));
        assertValue(Double.NaN, ScalarMath.sigmoid(Double.NaN));
    }

    @Test
    void specialValuesOfLog() {
        assertValue(0.0, ScalarMath.log(1));
        assertValue(Double.NEGATIVE_INFINITY, ScalarMath.log(0.0));
        assertValue(Double.NEGATIVE_INFINITY, ScalarMath.log(-0.0));
        assertValue(Double.NaN, ScalarMath.log(-1));
        assertValue(Double.NaN, ScalarMath.log(Double.NaN));
        assertValue(Double.POSITIVE_INFINITY, ScalarMath.log(Double.POSITIVE_INFINITY));
        assertTrue(errorInUlp(ScalarMath.log(Double.MIN_VALUE), LOG.apply(new BigDecimal(Double.MIN_VALUE))) <= 1);
    }

    private static void assertValue(double expected, double actual) {
        assertTrue(Bits.same(expected, actual), "expected " + expected + ", got " + actual);
    }

    private static double worst(String name, DoubleUnaryOperator f, Oracle oracle, double low, double high,
            int points) {
        SplittableRandom random = new SplittableRandom(7);
        double worst = 0;
        double at = low;
        for (int i = 0; i < points; i++) {
            double x = low + (high - low) * random.nextDouble();
            double error = errorInUlp(f.applyAsDouble(x), oracle.apply(new BigDecimal(x)));
            if (error > worst) {
                worst = error;
                at = x;
            }
        }
        System.out.printf("%s on [%s, %s]: at most %.4f ULP, at %s%n", name, low, high, worst, at);
        return worst;
    }

    /** The distance to the exact value in units of the last place of the double below that value. */
    private static double errorInUlp(double actual, BigDecimal exact) {
        double magnitude = Math.abs(exact.doubleValue());
        double below = new BigDecimal(magnitude).compareTo(exact.abs()) > 0 ? Math.nextDown(magnitude) : magnitude;
        BigDecimal ulp = new BigDecimal(Math.ulp(below));
        return new BigDecimal(actual).subtract(exact).abs().divide(ulp, DIGITS).doubleValue();
    }
}
