package dev.lanewise.kernel;

/**
 * The elementary functions, one value at a time, from IEEE additions, subtractions, multiplications and divisions
 * only: no fused multiply-add, no table and no library function, so every machine and every compiler gives the same
 * bits. {@link VectorMath} does the same operations in the same order on whole vectors.
 *
 * <p>An error of one ULP is the distance of the two doubles around the exact result; for results below
 * {@link Double#MIN_NORMAL} it is {@link Double#MIN_VALUE}.
 */
final class ScalarMath {

    /** For |x| up to this, exp(x) is a normal double with room to spare and needs no special path. */
    static final double EXP_LIMIT = 708.0;

    /** Above this, tanh is taken from its distance to 1. */
    static final double TANH_NEAR_ONE = 4.0;

    /** From here on tanh is 1 in double. */
    static final double TANH_LIMIT = 22.0;

    /** Adding 1.5 * 2^52 rounds to an integer, which then stands in the low bits of the sum. */
    static final double ROUNDER = 0x1.8p52;

    /** Adding and subtracting 1.5 * 2^37 rounds to a multiple of 2^-15. */
    static final double SPLITTER = 0x1.8p37;

    static final double INV_LN2 = 0x1.71547652b82fep0;

    // ln(2) = LN2_HI + LN2_LO within 2^-75. LN2_HI has 15 fractional bits, as the multiples of the splitter have.
    static final double LN2_HI = 0x1.62e4p-1;
    static final double LN2_LO = 0x1.7f7d1cf79abcap-20;

    // exp(r) = 1 + r + r^2/2 + EXP_C3H r^3 + r^3 Q(r) for |r| <= ln(2)/2, with a relative error below 2^-62.6.
    // tools/exp_coefficients.py derives these constants. EXP_C3H = 11/64 is close to 1/6 and short.
    static final double EXP_C3H = 0x1.6p-3;
    static final double EXP_Q0 = -0x1.55555555554b1p-8;
    static final double EXP_Q1 = 0x1.555555555553p-5;
    static final double EXP_Q2 = 0x1.111111110efb7p-7;
    static final double EXP_Q3 = 0x1.6c16c16c27033p-10;
    static final double EXP_Q4 = 0x1.a01a01b26e03fp-13;
    static final double EXP_Q5 = 0x1.a01a01526c765p-16;
    static final double EXP_Q6 = 0x1.71ddf26365fc8p-19;
    static final double EXP_Q7 = 0x1.27e58d0151131p-22;
    static final double EXP_Q8 = 0x1.af6877df32033p-26;
    static final double EXP_Q9 = 0x1.1e6716265ffc7p-29;

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

    private static final long SIGN = Long.MIN_VALUE;
    private static final long EXPONENT_OF_ONE = 0x3ff0000000000000L;
    private static final int FRACTION_BITS = 52;

    private ScalarMath() {
    }

    /**
     * e^x, for every x; the largest error found is 0.506 ULP, subnormal results included. NaN gives NaN, +infinity
     * itself, -infinity +0; above 709.782712893384 the result overflows to infinity, and from -745.1332191019412
     * down it is +0.
     */
    static double exp(double x) {
        // x in two parts, exactly: xh has at most 15 fractional bits
        double xh = (x + SPLITTER) - SPLITTER;
        double xl = x - xh;
        double t = x * INV_LN2 + ROUNDER;
        double n = t - ROUNDER;
        // r = x - n ln(2) in two parts: rh, exact and again with 15 fractional bits, and d, below 2^-9
        double rh = xh - n * LN2_HI;
        double d = xl - n * LN2_LO;
        double r = rh + d;
        // The cubic S(rh) = 1 + rh + rh^2/2 + C3H rh^3 has 51 fractional bits: every step is exact.
        double h = EXP_C3H * rh + 0.5;
        double k = h * rh + 1.0;
        double s = k * rh + 1.0;
        // what e^r has beyond it: S(r) - S(rh) = d (k + r (h + C3H r)), and the rest of the series
        double c = expRest(r, d, (EXP_C3H * r + h) * r + k);
        if (!(Math.abs(x) <= EXP_LIMIT)) {
            return expScaled(x, t, s, c);
        }
        // 2^n (s + c): n, in the low bits of t, goes to the exponent
        return Double.longBitsToDouble(
                Double.doubleToRawLongBits(s + c) + (Double.doubleToRawLongBits(t) << FRACTION_BITS));
    }

    /** d slope + r^3 Q(r). */
    private static double expRest(double r, double d, double slope) {
        double r2 = r * r;
        double r4 = r2 * r2;
        double q01 = EXP_Q1 * r + EXP_Q0;
        double q23 = EXP_Q3 * r + EXP_Q2;
        double q45 = EXP_Q5 * r + EXP_Q4;
        double q67 = EXP_Q7 * r + EXP_Q6;
        double q89 = EXP_Q9 * r + EXP_Q8;
        double q03 = q23 * r2 + q01;
        double q47 = q67 * r2 + q45;
        return d * slope + (r2 * r) * ((q89 * r4 + q47) * r4 + q03);
    }

    /** 2^n (s + c) where that is NaN, infinite, zero, subnormal, or near one of these. */
    private static double expScaled(double x, double t, double s, double c) {
        if (x != x) {
            return x;
        }
        if (x > 0x1.62e42fefa39efp9) {
            return Double.POSITIVE_INFINITY;
        }
        if (x < -746.0) {
            return 0.0;
        }
        long n = (long) (t - ROUNDER);
        double y = s + c;
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
     * The hyperbolic tangent, for every x: (E - 1) / (E + 1) with E = e^2|x|, and the sign of x; the largest error
     * found is 1.0 ULP. NaN gives NaN, the infinities plus or minus 1, and zeros keep their sign.
     */
    static double tanh(double x) {
        double q = tanhOfMagnitude(Math.min(Math.abs(x), TANH_LIMIT));
        return Double.longBitsToDouble(Double.doubleToRawLongBits(q) | (Double.doubleToRawLongBits(x) & SIGN));
    }

    private static double tanhOfMagnitude(double half) {
        double y = half + half;
        // As in exp, but with the small part in two doubles: near 0 the 1 cancels, and they are the result.
        double yh = (y + SPLITTER) - SPLITTER;
        double yl = y - yh;
        double t = y * INV_LN2 + ROUNDER;
        double n = t - ROUNDER;
        double rh = yh - n * LN2_HI;
        double d = yl - n * LN2_LO;
        double r = rh + d;
        double h = EXP_C3H * rh + 0.5;
        double k = h * rh;
        double s = (k + 1.0) * rh + 1.0;
        double w = expRest(r, d, (EXP_C3H * r + h) * r + k);
        double p = Double.longBitsToDouble((Double.doubleToRawLongBits(t) << FRACTION_BITS) + EXPONENT_OF_ONE);
        double c = d + w;
        double cLo = (d - c) + w;
        return tanhRatio(p * s, p * c, p * cLo, half);
    }

    /** (E - 1) / (E + 1) where E = s + c + cLo. */
    private static double tanhRatio(double s, double c, double cLo, double half) {
        // s - 1 and s + 1 are exact (below TANH_NEAR_ONE); what the sums with c lose, and cLo, make a correction.
        double numHi = s - 1.0;
        double denHi = s + 1.0;
        double num = numHi + c;
        double den = denHi + c;
        double numLo = (c - (num - numHi)) + cLo;
        double denLo = (c - (den - denHi)) + cLo;
        double q = num / den;
        double fix = numLo - q * denLo;
        boolean near = half > TANH_NEAR_ONE;
        return (near ? 1.0 : q) + (near ? -2.0 : fix) / den;
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
