package dev.lanewise.kernel;

import java.math.BigDecimal;
import java.math.MathContext;

/** Errors in units of the last place. */
final class Ulps {

    private Ulps() {
    }

    /** {@return the distance to an exact value in units of the last place of the double below that value} */
    static double error(double actual, BigDecimal exact) {
        double magnitude = Math.abs(exact.doubleValue());
        boolean isAbove = new BigDecimal(magnitude).compareTo(exact.abs()) > 0;
        BigDecimal ulp = new BigDecimal(Math.ulp(isAbove ? Math.nextDown(magnitude) : magnitude));
        return new BigDecimal(actual).subtract(exact).abs().divide(ulp, MathContext.DECIMAL64).doubleValue();
    }
}
