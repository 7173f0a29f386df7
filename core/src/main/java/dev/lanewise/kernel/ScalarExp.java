package dev.lanewise.kernel;

/**
 * The exponential and what is made of it, one value at a time; {@link VectorExp} does the same operations on whole
 * vectors. See {@link ScalarMath} for what holds for all functions.
 *
 * <p>The exponential is reduce, look up, reconstruct (Tang, ACM TOMS 15, 1989): the value at the nearest of 128 points
 * per octave is taken from {@link MathTables}, and a short polynomial of the small distance goes from there to the
 * argument.
 */
final class ScalarExp {

    /** For |x| up to this, exp(x) is so far from subnormal that rounding what is added to it there does not show. */
    static final double LIMIT = 700.0;

    /** Adding 1.5 * 2^52 rounds to an integer, which then stands in the low bits of the sum. */
    static final double ROUNDER = 0x1.8p52;

    // The constants are printed, with their errors, by tools/coefficients.py.

    /** 128 / ln(2). */
    static final double STEPS = 0x1.71547652b82fep7;

    // ln(2)/128 = STEP_HI + STEP_LO within 2^-96. The product of the first with an integer below 2^18 is exact.
    static final double STEP_HI = 0x1.62e42fef8p-8;
    static final double STEP_LO = 0x1.1cf79abc9e3b4p-43;

    // e^r = 1 + r + r^2/2 + C3 r^3 + C4 r^4 + C5 r^5 for |r| <= ln(2)/256, with a relative error below 2^-62.6
    static final double C3 = 0x1.5555555555555p-3;
    static final double C4 = 0x1.5555596ee6acp-5;
    static final double C5 = 0x1.11111368d1d4p-7;

    static final long EXPONENT_OF_ONE = 0x3ff0000000000000L;
    static final int FRACTION_BITS = 52;

    /** Adding it rounds to a number of steps, which then stands in the low bits of the sum as n + 128 · 1023. */
    static final double COUNTER = ROUNDER + 128 * 1023;

    /** From those bits, without the lowest seven, to the exponent of a double. */
    static final int SHIFT = FRACTION_BITS - MathTables.EXP_POINT_BITS;

    /** All bits but the lowest seven, which are the number of the point in its octave. */
    static final long OCTAVES = -MathTables.EXP_POINTS;

    static final long FRACTION = (1L << FRACTION_BITS) - 1;

    /** In the place of a fraction of 52 bits at this exponent, an integer counts units of the tail. */
    static final double TAILS = MathTables.EXP_TAIL_UNIT * (1L << FRACTION_BITS);

    /** What stands for a tail of 0. */
    static final double NO_TAIL = TAILS + MathTables.EXP_TAIL_BIAS * MathTables.EXP_TAIL_UNIT;

    private ScalarExp() {
    }

    /**
     * e^x, for every x. NaN gives NaN, +infinity itself, -infinity +0; above 709.782712893384 the result overflows to
     * infinity, and from -745.1332191019412 down it is +0.
     */
    static double exp(double x) {
        return exp(x, 0);
    }

    /** e^(x + rest), where rest is below 2^-15, and 0 unless x is finite. */
    static double exp(double x, double rest) {
        // reduce: x + rest = n ln(2)/128 + r, where x - n STEP_HI is exact
        double t = x * STEPS + COUNTER;
        double n = t - COUNTER;
        double r = (x - n * STEP_HI) - (n * STEP_LO - rest);
        // look up: 2^(n/128) = s (1 + tail)
        long bits = Double.doubleToRawLongBits(t);
        long entry = MathTables.EXP[(int) bits & MathTables.EXP_POINTS - 1];
        double tail = Double.longBitsToDouble(entry >>> FRACTION_BITS | Double.doubleToRawLongBits(TAILS)) - NO_TAIL;
        // e^r (1 + tail) - 1, which is so small that its own rounding hardly shows
        double r2 = r * r;
        double p = ((C5 * r + C4) * r2 + (C3 * r + 0.5)) * r2 + (tail + r);
        if (!(Math.abs(x) <= LIMIT)) {
            return scaled(x, (long) n >> MathTables.EXP_POINT_BITS, (entry & FRACTION) + EXPONENT_OF_ONE, p);
        }
        double s = Double.longBitsToDouble((entry & FRACTION) + ((bits & OCTAVES) << SHIFT));
        return s * p + s;
    }

    /** 2^n (s + s p), s given by its bits, where that is NaN, infinite, zero, subnormal, or near these. */
    private static double scaled(double x, long n, long sBits, double p) {
        if (x != x) {
            return x;
        }
        if (x > 0x1.62e42fefa39efp9) {
            return Double.POSITIVE_INFINITY;
        }
        if (x < -746.0) {
            return 0.0;
        }
        double s = Double.longBitsToDouble(sBits);
        double c = s * p;
        double y = c + s;
        if (n > -1022 || (n == -1022 && y >= 1.0)) {
            return Double.longBitsToDouble(Double.doubleToRawLongBits(y) + (n << FRACTION_BITS));
        }
        // A subnormal result must be rounded once, to a multiple of 2^-1074; s + c therefore to one of 2^(-1074-n).
        // That is the spacing of the doubles from base = 2^(-1022-n) on. First s alone is split there, exactly; the
        // rounding error of sLo + c is far below the spacing. The result's bits count the spacings above base.
        double base = Double.longBitsToDouble(EXPONENT_OF_ONE + ((-1022 - n) << FRACTION_BITS));
        double sum = s + base;
        double sLo = s - (sum - base);
        return Double.longBitsToDouble(
                Double.doubleToRawLongBits(sum + (sLo + c)) - Double.doubleToRawLongBits(base));
    }

    /** 1 / (1 + e^-x), as written: about 2 ULP from the true value is inherent in the form. NaN gives NaN. */
    static double sigmoid(double x) {
        return 1.0 / (1.0 + exp(-x));
    }

    /**
     * x / (1 + e^-x), for every x. NaN gives NaN, +infinity itself, -infinity -0.
     */
    static double silu(double x) {
        if (Math.abs(x) <= LIMIT) {
            return x / (1.0 + exp(-x));
        }
        if (!(x < 0)) {
            return x;
        }
        if (x < -800.0) {
            return -0.0;
        }
        // x e^x, of which e^x would be subnormal
        double root = exp(0.5 * x);
        return x * root * root;
    }

    /** s (1 + x (1 - s)) where s is the sigmoid of x: the derivative of {@link #silu}. NaN for NaN and infinities. */
    static double siluSlope(double x) {
        double s = sigmoid(x);
        return s * (1.0 + x * (1.0 - s));
    }
}
