package dev.lanewise.kernel;

/**
 * The elementary functions, one value at a time, from IEEE additions, subtractions, multiplications and divisions
 * only: no fused multiply-add and no library function (but {@code Math.fma}, which is exact, for tables made once), so
 * every machine and every compiler gives the same bits.
 * {@link VectorMath} does the same operations in the same order on whole vectors.
 *
 * <p>Exponential and tangent are reduce, look up, reconstruct (Tang, ACM TOMS 15, 1989): the value at the nearest
 * of evenly spaced points is taken from {@link MathTables}, and a short polynomial of the small distance goes from
 * there to the argument.
 *
 * <p>An error of one ULP is the distance of the two doubles around the exact result; for results below
 * {@link Double#MIN_NORMAL} it is {@link Double#MIN_VALUE}.
 */
final class ScalarMath {

    /** For |x| up to this, exp(x) is so far from subnormal that rounding what is added to it there does not show. */
    static final double EXP_LIMIT = 700.0;

    /** For |x| up to this, the number of tanh's point has less than 31 bits. */
    static final double TANH_LIMIT = 0x1.0p26 - 1;

    /** Adding 1.5 * 2^52 rounds to an integer, which then stands in the low bits of the sum. */
    static final double ROUNDER = 0x1.8p52;

    // The constants of exp and tanh are printed, with their errors, by tools/coefficients.py.

    /** 128 / ln(2). */
    static final double EXP_STEPS = 0x1.71547652b82fep7;

    // ln(2)/128 = EXP_STEP_HI + EXP_STEP_LO within 2^-96. The product of the first with an integer below 2^18 is exact.
    static final double EXP_STEP_HI = 0x1.62e42fef8p-8;
    static final double EXP_STEP_LO = 0x1.1cf79abc9e3b4p-43;

    // e^r = 1 + r + r^2/2 + C3 r^3 + C4 r^4 + C5 r^5 for |r| <= ln(2)/256, with a relative error below 2^-62.6
    static final double EXP_C3 = 0x1.5555555555555p-3;
    static final double EXP_C4 = 0x1.5555596ee6acp-5;
    static final double EXP_C5 = 0x1.11111368d1d4p-7;

    // tanh(b) = b + b^3 (C0 + C1 z + C2 z^2 + C3 z^3) with z = b^2, |b| <= 1/32, and a relative error below 2^-63.5
    static final double TANH_C0 = -0x1.5555555555554p-2;
    static final double TANH_C1 = 0x1.11111110feeddp-3;
    static final double TANH_C2 = -0x1.ba1b9c0efd4afp-5;
    static final double TANH_C3 = 0x1.6606b711c07ecp-6;

    /** Points of tanh's table per unit. */
    static final double TANH_STEPS = 16.0;

    // log(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2)) with s = f / (2 + f); the odd series of 2 atanh(s) = 2s + s R(s^2)
    // is replaced by the minimax coefficients that Sun's fdlibm publishes (error below 2^-58.45).
    private static final double LOG_1 = 0x1.5555555555593p-1;
    private static final double LOG_2 = 0x1.999999997fa04p-2;
    private static final double LOG_3 = 0x1.2492494229359p-2;
    private static final double LOG_4 = 0x1.c71c51d8e78afp-3;
    private static final double LOG_5 = 0x1.7466496cb03dep-3;
    private static final double LOG_6 = 0x1.39a09d078c69fp-3;
    private static final double LOG_7 = 0x1.2f112df3e5244p-3;

    // ln(2) again, with 41 fractional bits in the first part: its product with an exponent is exact
    private static final double LOG_LN2_HI = 0x1.62e42fefa4p-1;
    private static final double LOG_LN2_LO = -0x1.8432a1b0e2634p-43;

    private static final long EXPONENT_OF_ONE = 0x3ff0000000000000L;
    private static final int FRACTION_BITS = 52;

    /** From the low bits of t, which count steps of exp, to those of an exponent with a fraction of 7 bits. */
    static final int EXP_SHIFT = FRACTION_BITS - MathTables.EXP_POINT_BITS;

    private ScalarMath() {
    }

    /**
     * e^x, for every x; the largest error found is 0.504 ULP, subnormal results included. NaN gives NaN, +infinity
     * itself, -infinity +0; above 709.782712893384 the result overflows to infinity, and from -745.1332191019412
     * down it is +0.
     */
    static double exp(double x) {
        // reduce: x = n ln(2)/128 + r; n stands in the low bits of t, and x - n EXP_STEP_HI is exact
        double t = x * EXP_STEPS + ROUNDER;
        double n = t - ROUNDER;
        double r = (x - n * EXP_STEP_HI) - n * EXP_STEP_LO;
        // look up: 2^(n/128) = s (1 + tail)
        long bits = Double.doubleToRawLongBits(t);
        int j = (int) bits & MathTables.EXP_POINTS - 1;
        double tail = Double.longBitsToDouble(MathTables.EXP_TAIL[j]);
        // e^r (1 + tail) - 1, which is so small that its own rounding hardly shows
        double r2 = r * r;
        double p = ((EXP_C5 * r + EXP_C4) * r2 + (EXP_C3 * r + 0.5)) * r2 + (tail + r);
        if (!(Math.abs(x) <= EXP_LIMIT)) {
            long sBits = MathTables.EXP_BITS[j] + ((long) j << EXP_SHIFT);
            return expScaled(x, (long) n >> MathTables.EXP_POINT_BITS, sBits, p);
        }
        double s = Double.longBitsToDouble(MathTables.EXP_BITS[j] + (bits << EXP_SHIFT));
        return s * p + s;
    }

    /** 2^n (s + s p), s given by its bits, where that is NaN, infinite, zero, subnormal, or near these. */
    private static double expScaled(double x, long n, long sBits, double p) {
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
     * The hyperbolic tangent, for every x; the largest error found is 0.61 ULP. NaN gives NaN, the infinities plus or
     * minus 1, and zeros keep their sign; tanh(-x) is -tanh(x).
     */
    static double tanh(double x) {
        double a = Math.abs(x);
        if (!(a <= TANH_LIMIT)) {
            return x != x ? x : Math.copySign(1.0, x);
        }
        // reduce: |x| = j/16 + b, exactly
        double t = a * TANH_STEPS + ROUNDER;
        double b = a - (t - ROUNDER) * (1 / TANH_STEPS);
        // look up: tanh(j/16) = s + tail; beyond the last point b may belong to any, as the result is 1
        int j = Math.min((int) Double.doubleToRawLongBits(t), MathTables.TANH_LAST);
        double s = Double.longBitsToDouble(MathTables.TANH_BITS[j]);
        double tail = Double.longBitsToDouble(MathTables.TANH_TAIL[j]);
        // tanh(b) = b + u
        double z = b * b;
        double u = ((TANH_C3 * z + TANH_C2) * (z * z) + (TANH_C1 * z + TANH_C0)) * (z * b);
        // (s + b + u) / (1 + s tanh(b)) = (s + b) + (u - w (s + b)) / (1 + w), the sum s + b in two parts
        double w = s * (b + u);
        double sum = s + b;
        double rest = (s - sum) + b;
        double y = sum + ((u - w * sum) / (w + 1.0) + (rest + tail));
        return Math.copySign(y, x);
    }

    /**
     * The natural logarithm, for every x; the largest error found is 0.86 ULP. Zeros give -infinity, negative numbers
     * and NaN give NaN, +infinity itself, and 1 gives +0.
     */
    static double log(double x) {
        if (!(x > 0.0)) {
            return x == 0.0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return x;
        }
        long bits = Double.doubleToRawLongBits(x);
        long k = 0;
        if (x < Double.MIN_NORMAL) {
            bits = Double.doubleToRawLongBits(x * 0x1.0p54);
            k = -54;
        }
        // x = 2^k m with m between sqrt(1/2) and sqrt(2)
        long up = (bits - 0x3fe6a09e667f3bcdL) >> FRACTION_BITS;
        double f = Double.longBitsToDouble(bits - (up << FRACTION_BITS)) - 1.0;
        k += up;
        double s = f / (2.0 + f);
        double z = s * s;
        double w = z * z;
        double odd = z * (LOG_1 + w * (LOG_3 + w * (LOG_5 + w * LOG_7)));
        double even = w * (LOG_2 + w * (LOG_4 + w * LOG_6));
        double half = 0.5 * f * f;
        double fit = s * (half + (even + odd));
        if (k == 0) {
            return f - (half - fit);
        }
        // k LOG_LN2_HI is exact
        return k * LOG_LN2_HI - ((half - (fit + k * LOG_LN2_LO)) - f);
    }
}
