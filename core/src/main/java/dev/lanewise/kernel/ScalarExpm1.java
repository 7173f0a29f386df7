package dev.lanewise.kernel;

/**
 * e^x - 1, one value at a time; {@link VectorExpm1} does the same operations on whole vectors. Here the sum with 2^-n
 * cancels for small x, so its polynomial reaches over half an octave, without a table, and all that the sum loses is
 * added to it again.
 */
final class ScalarExpm1 {

    // The constants are printed, with their errors, by tools/coefficients.py.

    /** 1 / ln(2). */
    static final double STEPS = 0x1.71547652b82fep0;

    // ln(2) = LN2_HI + LN2_LO within 2^-101. The product of the first with an integer below 2^12 is exact.
    static final double LN2_HI = 0x1.62e42fefa4p-1;
    static final double LN2_LO = -0x1.8432a1b0e2634p-43;

    // e^r - 1 = r + r^2/2 + C3 r^3 + ... + C12 r^12 for |r| <= ln(2)/2, with an error below 2^-58.7 of r
    static final double C3 = 0x1.5555555555556p-3;
    static final double C4 = 0x1.5555555555555p-5;
    static final double C5 = 0x1.11111111109b5p-7;
    static final double C6 = 0x1.6c16c16c167e2p-10;
    static final double C7 = 0x1.a01a01a7c2f2cp-13;
    static final double C8 = 0x1.a01a01a47a5abp-16;
    static final double C9 = 0x1.71de0db2eb873p-19;
    static final double C10 = 0x1.27e4e1f71bcbbp-22;
    static final double C11 = 0x1.af389eea54156p-26;
    static final double C12 = 0x1.1f66d957d0efp-29;

    private ScalarExpm1() {
    }

    /**
     * e^x - 1, for every x. NaN gives NaN, zeros themselves, +infinity itself, -infinity -1; above 709.782712893384 the
     * result overflows to infinity.
     */
    static double expm1(double x) {
        if (!(Math.abs(x) <= ScalarExp.LIMIT)) {
            return x < 0 ? -1.0 : ScalarExp.exp(x);
        }
        // reduce: x = n ln(2) + r + c; x - n LN2_HI is exact
        double t = x * STEPS + ScalarExp.ROUNDER;
        double n = t - ScalarExp.ROUNDER;
        double hi = x - n * LN2_HI;
        double lo = n * LN2_LO;
        double r = hi - lo;
        double c = (hi - r) - lo;
        // e^(r + c) = 1 + r + q
        double r2 = r * r;
        double high = (C12 * r + C11) * r2 + (C10 * r + C9);
        double low = ((C8 * r + C7) * r2 + (C6 * r + C5)) * r2 + (C4 * r + C3);
        double p = high * (r2 * r2 * r2) + low;
        double q = (p * r + 0.5) * r2 + (c * r + c);
        // 2^n ((1 - 2^-n) + r + q), the first two sums in two parts
        long exponent = Double.doubleToRawLongBits(t) << ScalarExp.FRACTION_BITS;
        double power = Double.longBitsToDouble(ScalarExp.EXPONENT_OF_ONE + exponent);
        double inverse = Double.longBitsToDouble(ScalarExp.EXPONENT_OF_ONE - exponent);
        double d = 1.0 - inverse;
        double sum = d + r;
        double rest = (r - (sum - d)) + ((1.0 - d) - inverse);
        return Math.copySign((sum + (rest + q)) * power, x);
    }

    /** The larger of x and 0, plus e^x - 1 for the smaller: ELU. Zeros give +0, -infinity -1, NaN itself. */
    static double elu(double x) {
        return Math.max(x, 0.0) + expm1(Math.min(x, 0.0));
    }
}
