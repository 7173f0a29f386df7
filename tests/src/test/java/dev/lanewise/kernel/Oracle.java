package dev.lanewise.kernel;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The functions in arbitrary precision, with a relative error below 1e-22, that is some millionths of a unit in the
 * last place of a double.
 */
final class Oracle {

    private static final MathContext DIGITS = new MathContext(40);
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal THREE = BigDecimal.valueOf(3);
    private static final BigDecimal ROOT_OF_2_PI =
            BigDecimalMath.sqrt(BigDecimalMath.pi(DIGITS).multiply(TWO), DIGITS);

    /** Below this, three terms of a series at 0 have 24 digits. */
    private static final BigDecimal SMALL = new BigDecimal("1e-8");

    private Oracle() {
    }

    static BigDecimal exp(BigDecimal x) {
        return BigDecimalMath.exp(x, DIGITS);
    }

    static BigDecimal expm1(BigDecimal x) {
        if (x.abs().compareTo(SMALL) < 0) {
            BigDecimal second = x.multiply(x, DIGITS).multiply(HALF);
            return x.add(second, DIGITS).add(second.multiply(x).divide(THREE, DIGITS), DIGITS);
        }
        return exp(x).subtract(BigDecimal.ONE);
    }

    /** From the nearest double by one step of Halley's method, which squares an error of 1e-16 twice. */
    static BigDecimal log(BigDecimal x) {
        double near = x.compareTo(new BigDecimal(Double.MIN_NORMAL)) < 0
                ? Math.log(x.multiply(TWO.pow(100)).doubleValue()) - 100 * Math.log(2) : Math.log(x.doubleValue());
        BigDecimal e = exp(new BigDecimal(near));
        BigDecimal change = x.subtract(e).divide(x.add(e), DIGITS).multiply(TWO);
        return new BigDecimal(near).add(change);
    }

    static BigDecimal log1p(BigDecimal x) {
        if (x.abs().compareTo(SMALL) < 0) {
            BigDecimal square = x.multiply(x, DIGITS);
            return x.subtract(square.multiply(HALF), DIGITS).add(square.multiply(x).divide(THREE, DIGITS), DIGITS);
        }
        return log(x.add(BigDecimal.ONE));
    }

    static BigDecimal sigmoid(BigDecimal x) {
        return BigDecimal.ONE.divide(exp(x.negate()).add(BigDecimal.ONE), DIGITS);
    }

    /** (E − 1) / (E + 1) with E = e^2x. */
    static BigDecimal tanh(BigDecimal x) {
        BigDecimal less = expm1(x.multiply(TWO));
        return less.divide(less.add(TWO), DIGITS);
    }

    static BigDecimal elu(BigDecimal x) {
        return x.signum() > 0 ? x : expm1(x);
    }

    static BigDecimal softplus(BigDecimal x) {
        return x.max(BigDecimal.ZERO).add(log1p(exp(x.abs().negate())));
    }

    static BigDecimal silu(BigDecimal x) {
        return x.multiply(sigmoid(x));
    }

    static BigDecimal gelu(BigDecimal x) {
        BigDecimal a = x.abs();
        return x.max(BigDecimal.ZERO).subtract(a.multiply(upperTail(a)));
    }

    /** Φ(x) + x φ(x). */
    static BigDecimal geluSlope(BigDecimal x) {
        BigDecimal a = x.abs();
        BigDecimal ofMinusA = upperTail(a).subtract(a.multiply(density(a)));
        return x.signum() < 0 ? ofMinusA : BigDecimal.ONE.subtract(ofMinusA);
    }

    /** Φ(-a) e^(a²/2). */
    static BigDecimal ratio(BigDecimal a) {
        return upperTail(a).divide(density(a).multiply(ROOT_OF_2_PI), DIGITS);
    }

    private static BigDecimal density(BigDecimal a) {
        return exp(a.multiply(a).multiply(HALF).negate()).divide(ROOT_OF_2_PI, DIGITS);
    }

    /**
     * The tail of the normal distribution from a on. Near 0 it is a half less the series φ(a)·(a + a³/3 + a⁵/15 + …),
     * all of whose terms are positive; then φ(a) / (a + 1/(a + 2/(a + 3/(a + …)))), from a term on that does not show.
     */
    private static BigDecimal upperTail(BigDecimal a) {
        BigDecimal square = a.multiply(a, DIGITS);
        BigDecimal density = density(a);
        double near = a.doubleValue();
        if (near < 4) {
            BigDecimal term = a;
            BigDecimal sum = a;
            for (int k = 3; term.compareTo(sum.movePointLeft(30)) > 0; k += 2) {
                term = term.multiply(square).divide(BigDecimal.valueOf(k), DIGITS);
                sum = sum.add(term, DIGITS);
            }
            return HALF.subtract(density.multiply(sum));
        }
        // the error falls like e^(-√2·a·√terms)
        double root = 60 / (1.4 * near);
        BigDecimal fraction = a;
        for (int k = (int) (root * root) + 10; k > 0; k--) {
            fraction = a.add(BigDecimal.valueOf(k).divide(fraction, DIGITS));
        }
        return density.divide(fraction, DIGITS);
    }
}
