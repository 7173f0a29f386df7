package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every entry of the tables against arbitrary precision: the nearest double, and what it lacks. */
@Tag("once")
class MathTablesTest {

    private static final MathContext DIGITS = new MathContext(60);
    private static final BigDecimal DENSITY =
            BigDecimal.ONE.divide(BigDecimalMath.sqrt(
                    BigDecimalMath.pi(DIGITS).multiply(BigDecimal.valueOf(2)), DIGITS), DIGITS);
    private static final BigDecimal LN2 = BigDecimalMath.log(BigDecimal.valueOf(2), DIGITS);

    @Test
    void exponentials() {
        for (int j = 0; j < MathTables.EXP_POINTS; j++) {
            BigDecimal x = LN2.multiply(BigDecimal.valueOf(j))
                    .divide(BigDecimal.valueOf(MathTables.EXP_POINTS), DIGITS);
            BigDecimal exact = BigDecimalMath.exp(x, DIGITS);
            double value = Double.longBitsToDouble(MathTables.EXP[j] & ScalarExp.FRACTION | ScalarExp.EXPONENT_OF_ONE);
            assertEquals(exact.doubleValue(), value);
            double lack = exact.subtract(new BigDecimal(value)).doubleValue() / value;
            double units = (MathTables.EXP[j] >>> ScalarExp.FRACTION_BITS) - MathTables.EXP_TAIL_BIAS;
            assertEquals(lack, units * MathTables.EXP_TAIL_UNIT, 0.51 * MathTables.EXP_TAIL_UNIT);
        }
    }

    @Test
    void tangents() {
        for (int j = 0; j <= MathTables.TANH_LAST; j++) {
            BigDecimal e = BigDecimalMath.exp(BigDecimal.valueOf(j / 8.0), DIGITS);
            BigDecimal tanh = e.subtract(BigDecimal.ONE).divide(e.add(BigDecimal.ONE), DIGITS);
            assertEntry(tanh, Double.longBitsToDouble(MathTables.TANH_BITS[j]),
                    Double.longBitsToDouble(MathTables.TANH_TAIL[j]));
        }
    }

    @Test
    void gaussianRatios() {
        for (int j = 0; j < GaussianTable.RATIO.length; j++) {
            BigDecimal a = BigDecimal.valueOf(j / ScalarGelu.STEPS);
            BigDecimal ratio = Oracle.ratio(a);
            BigDecimal slope = a.multiply(ratio).subtract(DENSITY);
            assertTrue(Ulps.error(GaussianTable.RATIO[j], ratio) <= 0.5001, "M at " + a);
            assertTrue(Ulps.error(GaussianTable.SLOPE[j], slope) <= 0.5001, "M' at " + a);
        }
    }

    /** Beyond the last point the function is 1 to the last bit. */
    @Test
    void theTangentsReachOne() {
        assertEquals(1.0, Double.longBitsToDouble(MathTables.TANH_BITS[MathTables.TANH_LAST]));
        assertTrue(Math.abs(Double.longBitsToDouble(MathTables.TANH_TAIL[MathTables.TANH_LAST])) < Math.ulp(0.5) / 4);
    }

    private static void assertEntry(BigDecimal exact, double value, double tail) {
        assertEquals(exact.doubleValue(), value);
        double lack = exact.subtract(new BigDecimal(value)).doubleValue();
        assertEquals(lack, tail, 1e-12 * Math.abs(lack) + 1e-40, () -> "at " + exact);
    }
}
