package dev.lanewise.kernel;

/**
 * The Gaussian error linear unit x Φ(x), in its form with the error function: Φ(x) = (1 + erf(x / √2)) / 2. One value
 * at a time; {@link VectorGelu} does the same operations on whole vectors.
 *
 * <p>With a = |x|, the tail Φ(-a) is e^(-a²/2) M(a), where M falls slowly, from 1/2 to about 0.4 / a. It has the
 * derivative M' = a M - 1/√(2π), so the terms t_k of its Taylor series at a point A follow from the first two:
 * (k + 1) t_(k+1) = A b t_k + b² t_(k-1), where b = a - A. Points are 1/32 apart, M and M' there stand in
 * {@link GaussianTable}. Then x Φ(x) is max(x, 0) - a Φ(-a) on both sides, exact to few units as far out as there are
 * doubles.
 */
final class ScalarGelu {

    /** What the loops over vectors cover: for |x| up to this the exponential is far from subnormal. */
    static final double LIMIT = 37.0;

    /** Adding and subtracting rounds to a multiple of 2^-20, whose square is exact. */
    static final double SPLITTER = 0x1.8p32;

    /** 1 / √(2π), the density at 0. */
    static final double DENSITY = 0x1.9884533d43651p-2;

    /** Points of the table per unit. */
    static final double STEPS = 32.0;

    private ScalarGelu() {
    }

    /** x Φ(x), for every x. NaN gives NaN, +infinity itself, -infinity and zeros +0. */
    static double gelu(double x) {
        double a = Math.abs(x);
        if (!(a <= GaussianTable.END)) {
            return Math.max(x, 0.0);
        }
        return Math.max(x, 0.0) - gaussian(a) * (a * ratio(a));
    }

    /** Φ(x) + x φ(x): the derivative of {@link #gelu}; φ is the density. NaN gives NaN, the infinities 1 and +0. */
    static double slope(double x) {
        double a = Math.abs(x);
        if (!(a <= GaussianTable.END)) {
            return x != x ? x : x > 0 ? 1.0 : 0.0;
        }
        double ofMinusA = gaussian(a) * (ratio(a) - a * DENSITY);
        return x < 0 ? ofMinusA : 1.0 - ofMinusA;
    }

    /** e^(-a²/2), to the precision of exp: the square in two parts, of which the first is exact. */
    private static double gaussian(double a) {
        double high = (a + SPLITTER) - SPLITTER;
        return ScalarExp.exp(-0.5 * (high * high), (high - a) * (high + a) * 0.5);
    }

    /** M(a). */
    private static double ratio(double a) {
        // reduce: a = A + b, exactly
        double t = a * STEPS + ScalarExp.ROUNDER;
        double point = (t - ScalarExp.ROUNDER) * (1 / STEPS);
        double b = a - point;
        // look up
        int j = (int) Double.doubleToRawLongBits(t);
        double t0 = GaussianTable.RATIO[j];
        double t1 = GaussianTable.SLOPE[j] * b;
        // the terms that are left out, from the eighth on, are below 2^-56 of M
        double p = point * b;
        double q = b * b;
        double t2 = (p * t1 + q * t0) * 0.5;
        double t3 = (p * t2 + q * t1) * (1.0 / 3);
        double t4 = (p * t3 + q * t2) * 0.25;
        double t5 = (p * t4 + q * t3) * 0.2;
        double t6 = (p * t5 + q * t4) * (1.0 / 6);
        double t7 = (p * t6 + q * t5) * (1.0 / 7);
        return t0 + (t1 + (t2 + (t3 + (t4 + (t5 + (t6 + t7))))));
    }
}
