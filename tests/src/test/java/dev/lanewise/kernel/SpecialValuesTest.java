package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.ElementaryFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the functions give at the ends of the number line, at zeros, and where they overflow or vanish. */
@Tag("once")
class SpecialValuesTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;
    private static final double TINY = Double.MIN_VALUE;

    /** A value, with the arguments of the others in the order of the header. */
    private record Row(Object f, double ofNan, double ofInfinity, double ofMinusInfinity, double ofZero,
            double ofMinusZero, double ofTiny, double ofMinusTiny) {

        double at(double x) {
            return f instanceof ElementaryFunction function ? ScalarMath.value(function, x)
                    : ScalarMath.value((Activation) f, x);
        }

        @Override
        public String toString() {
            return f.toString();
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row(ElementaryFunction.EXP, NAN, INFINITY, 0, 1, 1, 1, 1),
                new Row(ElementaryFunction.EXPM1, NAN, INFINITY, -1, 0, -0.0, TINY, -TINY),
                new Row(ElementaryFunction.LOG, NAN, INFINITY, NAN, -INFINITY, -INFINITY, -744.4400719213812, NAN),
                new Row(ElementaryFunction.LOG1P, NAN, INFINITY, NAN, 0, -0.0, TINY, -TINY),
                new Row(Activation.SIGMOID, NAN, 1, 0, 0.5, 0.5, 0.5, 0.5),
                new Row(Activation.TANH, NAN, 1, -1, 0, -0.0, TINY, -TINY),
                new Row(Activation.RELU, NAN, INFINITY, 0, 0, 0, TINY, 0),
                new Row(Activation.LEAKY_RELU, NAN, INFINITY, -INFINITY, 0, -0.0, TINY, -0.0),
                new Row(Activation.ELU, NAN, INFINITY, -1, 0, 0, TINY, -TINY),
                new Row(Activation.SOFTPLUS, NAN, INFINITY, 0, Math.log(2), Math.log(2), Math.log(2), Math.log(2)),
                new Row(Activation.SILU, NAN, INFINITY, -0.0, 0, -0.0, 0, -0.0),
                new Row(Activation.GELU, NAN, INFINITY, 0, 0, 0, TINY, 0));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void atTheEndsAndAtZero(Row row) {
        assertValue(row.ofNan, row.at(NAN));
        assertValue(row.ofInfinity, row.at(INFINITY));
        assertValue(row.ofMinusInfinity, row.at(-INFINITY));
        assertValue(row.ofZero, row.at(0.0));
        assertValue(row.ofMinusZero, row.at(-0.0));
        assertValue(row.ofTiny, row.at(TINY));
        assertValue(row.ofMinusTiny, row.at(-TINY));
    }

    @Test
    void overflowAndUnderflow() {
        assertValue(INFINITY, ScalarExp.exp(Math.nextUp(709.782712893384)));
        assertTrue(ScalarExp.exp(709.782712893384) < INFINITY);
        assertValue(INFINITY, ScalarExp.exp(Double.MAX_VALUE));
        assertValue(Double.MIN_VALUE, ScalarExp.exp(-745.1332191019411));
        assertValue(0.0, ScalarExp.exp(-745.1332191019412));
        assertValue(0.0, ScalarExp.exp(-Double.MAX_VALUE));
        assertValue(INFINITY, ScalarExpm1.expm1(Math.nextUp(709.782712893384)));
        assertTrue(ScalarExpm1.expm1(709.782712893384) < INFINITY);
        assertValue(-1, ScalarExpm1.expm1(-40));
        assertValue(-1, ScalarExpm1.expm1(-Double.MAX_VALUE));
        assertValue(0, ScalarExp.sigmoid(-709.79));
        assertTrue(ScalarExp.sigmoid(-709.78) > 0);
        assertValue(709.782712893384, ScalarLog.log(Double.MAX_VALUE));
        assertValue(-INFINITY, ScalarLog.log1p(-1));
        assertValue(NAN, ScalarLog.log1p(Math.nextDown(-1.0)));
        assertValue(NAN, ScalarLog.log1p(-Double.MAX_VALUE));
        assertValue(Double.MAX_VALUE, ScalarExp.silu(Double.MAX_VALUE));
        assertValue(-0.0, ScalarExp.silu(-Double.MAX_VALUE));
        assertTrue(ScalarExp.silu(-745) < 0);
        assertValue(Double.MAX_VALUE, ScalarGelu.gelu(Double.MAX_VALUE));
        assertValue(0, ScalarGelu.gelu(-Double.MAX_VALUE));
        assertTrue(ScalarGelu.gelu(-38) < 0);
        assertValue(Double.MAX_VALUE, ScalarSoftplus.softplus(Double.MAX_VALUE));
        assertTrue(ScalarSoftplus.softplus(-745) > 0);
        assertValue(0, ScalarSoftplus.softplus(-746));
    }

    @Test
    void symmetry() {
        for (double x : new double[] {0.0, TINY, 1e-310, 1e-20, 0.3, 4, 19.06, 20, 700, ScalarTanh.LIMIT, 1e300}) {
            assertValue(-ScalarTanh.tanh(x), ScalarTanh.tanh(-x));
            assertTrue(Math.abs(ScalarExp.sigmoid(-x) - (1 - ScalarExp.sigmoid(x))) <= 0x1p-52);
        }
    }

    @Test
    void slopesAtTheEnds() {
        for (Activation f : new Activation[] {Activation.SIGMOID, Activation.TANH, Activation.RELU, Activation.ELU,
            Activation.SOFTPLUS, Activation.GELU}) {
            double right = f == Activation.SIGMOID || f == Activation.TANH ? 0 : 1;
            assertValue(right, ScalarMath.backward(f, INFINITY, ScalarMath.value(f, INFINITY), 1));
            assertValue(0, ScalarMath.backward(f, -INFINITY, ScalarMath.value(f, -INFINITY), 1));
        }
        assertValue(NAN, ScalarMath.backward(Activation.SILU, INFINITY, INFINITY, 1));
        assertValue(NAN, ScalarMath.backward(Activation.SILU, -INFINITY, -0.0, 1));
        assertValue(0.5, ScalarMath.backward(Activation.GELU, 0, 0, 1));
        assertValue(0.5, ScalarMath.backward(Activation.SILU, 0, 0, 1));
    }

    private static void assertValue(double expected, double actual) {
        assertTrue(Bits.same(expected, actual), "expected " + expected + ", got " + actual);
    }
}
