package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Accuracy;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Errors where reductions change over, and the shape of the functions on dense walks. */
@Tag("once")
class ScalarMathTest {

    private static final int STEPS = 1_000;

    @Test
    void expNearTheBordersOfItsReduction() {
        for (int n = -1074; n < 1023; n++) {
            around((n - 0.5 / MathTables.EXP_POINTS) * Math.log(2), ScalarExp::exp, Oracle::exp, Accuracy.EXP);
        }
    }

    @Test
    void expNearTheBordersOfItsSteps() {
        for (int n = -2_000; n < 2_000; n++) {
            around((n + 0.5) * Math.log(2) / MathTables.EXP_POINTS, ScalarExp::exp, Oracle::exp, Accuracy.EXP);
        }
    }

    @Test
    void expm1NearTheBordersOfItsSteps() {
        for (int n = -1_010; n < 1_010; n++) {
            around((n + 0.5) * Math.log(2), ScalarExpm1::expm1, Oracle::expm1, Accuracy.EXPM1);
        }
    }

    /** Where the 1 that is subtracted is about the last bit of the exponential. */
    @Test
    void expm1WhereOneVanishes() {
        for (int i = 0; i < 20_000; i++) {
            around(36.0 + i * 1.2e-4, ScalarExpm1::expm1, Oracle::expm1, Accuracy.EXPM1);
            around(-36.0 - i * 1.2e-4, ScalarExpm1::expm1, Oracle::expm1, Accuracy.EXPM1);
        }
    }

    @Test
    void logarithmsNearTheBordersOfTheirReduction() {
        for (int n = -1_021; n < 1_023; n++) {
            double border = Math.scalb(Math.sqrt(0.5), n);
            around(border, ScalarLog::log, Oracle::log, Accuracy.LOG);
            around(border - 1, ScalarLog::log1p, Oracle::log1p, Accuracy.LOG1P);
        }
    }

    @Test
    void tanhNearTheBordersOfItsSteps() {
        for (int j = 0; j < MathTables.TANH_LAST; j++) {
            around((j + 0.5) / ScalarTanh.STEPS, ScalarTanh::tanh, Oracle::tanh, Accuracy.TANH);
        }
    }

    /** Where the loops of vectors leave it to the scalar twin, which then goes other ways. */
    @Test
    void nearTheLimits() {
        for (double limit : new double[] {-ScalarExp.LIMIT, ScalarExp.LIMIT}) {
            around(limit, ScalarExp::exp, Oracle::exp, Accuracy.EXP);
            around(limit, ScalarExpm1::expm1, Oracle::expm1, Accuracy.EXPM1);
            around(limit, ScalarSoftplus::softplus, Oracle::softplus, Accuracy.SOFTPLUS);
            around(limit, ScalarExp::silu, Oracle::silu, Accuracy.SILU);
        }
        around(-ScalarGelu.LIMIT, ScalarGelu::gelu, Oracle::gelu, Accuracy.GELU);
        around(ScalarLog.LOG1P_LIMIT, ScalarLog::log1p, Oracle::log1p, Accuracy.LOG1P);
    }

    private static void around(double x, DoubleUnaryOperator f, UnaryOperator<BigDecimal> exact, double bound) {
        for (double near : new double[] {Math.nextDown(x), x, Math.nextUp(x)}) {
            if (Double.isFinite(f.applyAsDouble(near))) {
                double error = Ulps.error(f.applyAsDouble(near), exact.apply(new BigDecimal(near)));
                assertTrue(error <= bound, () -> error + " ULP at " + near);
            }
        }
    }

    /** Far out, where it is small: relative errors, but where the derivative crosses 0. */
    @Test
    void slopesInTheTail() {
        for (double x = -37; x < -1.5; x += 0.0137) {
            BigDecimal exact = Oracle.geluSlope(new BigDecimal(x));
            assertEquals(exact.doubleValue(), ScalarGelu.slope(x), 1e-14 * Math.abs(exact.doubleValue()));
            double right = Oracle.geluSlope(new BigDecimal(-x)).doubleValue();
            assertEquals(right, ScalarGelu.slope(-x), 1e-15);
        }
    }

    @Test
    void tanhBeyondItsTable() {
        double last = MathTables.TANH_LAST / ScalarTanh.STEPS;
        for (int i = 0; i < 100_000; i++) {
            assertEquals(1.0, ScalarTanh.tanh(19.1 + i * 1e-3));
            assertEquals(1.0, ScalarTanh.tanh(last + i * (ScalarTanh.LIMIT / 100_001)));
        }
        assertTrue(ScalarTanh.tanh(19.0) < 1.0);
    }

    /**
     * Neighbours a thousand at a time, at all magnitudes, and then a walk over the whole range. The hyperbolic tangent
     * also where one cell of its table meets the next, as within a cell its roundings are smaller than what it rises.
     */
    @Test
    void expSigmoidAndTanhNeverFall() {
        neverFalls(ScalarExp::exp, 0);
        neverFalls(ScalarExp::sigmoid, 0);
        neverFalls(ScalarTanh::tanh, 0);
        for (int j = 1; j < 2 * MathTables.TANH_LAST; j++) {
            double border = 0.5 * j / ScalarTanh.STEPS;
            assertNotBelow(ScalarTanh::tanh, Math.nextDown(border), border, 0);
            assertNotBelow(ScalarTanh::tanh, border, Math.nextUp(border), 0);
        }
    }

    /** The others may fall by their errors where they hardly rise, which is from one double to the next at most. */
    @Test
    void theOthersNeverFallByMoreThanTheirErrors() {
        neverFalls(ScalarExpm1::expm1, 1);
        neverFalls(x -> x < 0 ? x : ScalarLog.log1p(x), 1);
        for (int exponent = -1070; exponent < 1023; exponent += 11) {
            double x = Math.scalb(1.1, exponent);
            for (int i = 0; i < STEPS; i++) {
                assertNotBelow(ScalarLog::log, x, Math.nextUp(x), 1);
                x = Math.nextUp(x);
            }
        }
        neverFalls(ScalarSoftplus::softplus, 2);
        neverFalls(ScalarExpm1::elu, 1);
    }

    private static void neverFalls(DoubleUnaryOperator f, int units) {
        SplittableRandom random = new SplittableRandom(5);
        for (int window = 0; window < 2_000; window++) {
            double x = Math.scalb(random.nextDouble() - 0.5, random.nextInt(-30, 11));
            for (int i = 0; i < STEPS; i++) {
                double next = Math.nextUp(x);
                assertNotBelow(f, x, next, units);
                x = next;
            }
        }
        for (double x = -50; x < 50; x += 1e-4) {
            assertNotBelow(f, x, x + 1e-4, 0);
        }
    }

    private static void assertNotBelow(DoubleUnaryOperator f, double x, double next, int units) {
        double y = f.applyAsDouble(x);
        double then = f.applyAsDouble(next);
        assertTrue(then >= y - units * Math.ulp(y), () -> y + " at " + x + ", " + then + " at " + next);
    }

    /**
     * The sigmoid is the formula with an exponential rounded correctly, but where the latter is off by a unit: then
     * it is off by one, or two if the exponential is far above 1 and just above a power of two, its inverse just below.
     */
    @Test
    void sigmoidIsItsFormula() {
        SplittableRandom random = new SplittableRandom(6);
        int points = 40_000;
        int different = 0;
        int byTwo = 0;
        for (int i = 0; i < points; i++) {
            double x = (random.nextDouble() - 0.5) * (i % 2 == 0 ? 80 : 1_400);
            double formula = 1 / (1 + Oracle.exp(new BigDecimal(-x)).doubleValue());
            double actual = ScalarExp.sigmoid(x);
            long units = Math.abs(Double.doubleToLongBits(actual) - Double.doubleToLongBits(formula));
            assertTrue(units <= 2, () -> units + " units at " + x);
            different += units > 0 ? 1 : 0;
            byTwo += units > 1 ? 1 : 0;
        }
        System.out.println("sigmoid differs from its formula at " + different + " of " + points + " points, at " + byTwo
                + " of them by two units");
        assertTrue(byTwo <= points / 1_000);
    }
}
