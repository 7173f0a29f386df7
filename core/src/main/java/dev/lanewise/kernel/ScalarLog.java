package dev.lanewise.kernel;

/**
 * Logarithms, one value at a time; {@link VectorLog} does the same operations on whole vectors. Reduced to 1 + f
 * between √½ and √2, whose logarithm is f - f^2/2 + s (f^2/2 + R(s^2)) with s = f / (2 + f): the odd series of
 * 2 atanh(s) = 2s + s R(s^2), with the minimax coefficients that Sun's fdlibm publishes (error below 2^-58.45).
 */
final class ScalarLog {

    static final double C1 = 0x1.5555555555593p-1;
    static final double C2 = 0x1.999999997fa04p-2;
    static final double C3 = 0x1.2492494229359p-2;
    static final double C4 = 0x1.c71c51d8e78afp-3;
    static final double C5 = 0x1.7466496cb03dep-3;
    static final double C6 = 0x1.39a09d078c69fp-3;
    static final double C7 = 0x1.2f112df3e5244p-3;

    // ln(2) in two parts: the product of the first with an exponent is exact
    static final double LN2_HI = ScalarExpm1.LN2_HI;
    static final double LN2_LO = ScalarExpm1.LN2_LO;

    /**
     * Added to the bits of a double, leaves its exponent, biased, in the upper bits, but that of the next power of two
     * from √2 times a power on.
     */
    static final long TO_EXPONENT = ScalarExp.EXPONENT_OF_ONE - 0x3fe6a09e667f3bcdL;

    /** Above this 1 + x is x. */
    static final double LOG1P_LIMIT = 0x1.0p54;

    private static final double BIAS = 1023.0;

    private ScalarLog() {
    }

    /**
     * The natural logarithm, for every x. Zeros give -infinity, negative numbers and NaN NaN, +infinity itself, 1 +0.
     */
    static double log(double x) {
        if (!(x > 0.0)) {
            return x == 0.0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return x;
        }
        boolean isSubnormal = x < Double.MIN_NORMAL;
        long bits = Double.doubleToRawLongBits(isSubnormal ? x * 0x1.0p54 : x);
        // reduce: x = 2^k (1 + f), exactly
        long e = bits + TO_EXPONENT >>> ScalarExp.FRACTION_BITS;
        double f = Double.longBitsToDouble(bits - (e << ScalarExp.FRACTION_BITS) + ScalarExp.EXPONENT_OF_ONE) - 1.0;
        double k = (isSubnormal ? e - 54 : e) - BIAS;
        return sum(k, f, k * LN2_LO);
    }

    /**
     * The logarithm of 1 + x, for every x. -1 gives -infinity, smaller numbers and NaN NaN, +infinity itself, zeros
     * themselves.
     */
    static double log1p(double x) {
        if (!(x > -1.0 && x < LOG1P_LIMIT)) {
            return x == -1.0 ? Double.NEGATIVE_INFINITY : x < 0 ? Double.NaN : log(x);
        }
        // 1 + x = u + c, exactly
        double u = 1.0 + x;
        double v = u - 1.0;
        double c = ((v - u) + 1.0) + (x - v);
        // reduce: u = 2^k (1 + f), then c / 2^k goes to f as far as it fits
        long bits = Double.doubleToRawLongBits(u);
        long e = bits + TO_EXPONENT >>> ScalarExp.FRACTION_BITS;
        long exponent = (e << ScalarExp.FRACTION_BITS) - ScalarExp.EXPONENT_OF_ONE;
        double f = Double.longBitsToDouble(bits - exponent) - 1.0;
        c *= Double.longBitsToDouble(ScalarExp.EXPONENT_OF_ONE - exponent);
        double g = f + c;
        double rest = c - (g - f);
        double k = e - BIAS;
        return Math.copySign(sum(k, g, k * LN2_LO + rest), x);
    }

    /** k LN2_HI + log(1 + f) + tail; the product is exact. */
    private static double sum(double k, double f, double tail) {
        double s = f / (2.0 + f);
        double z = s * s;
        double w = z * z;
        double odd = (((C7 * w + C5) * w + C3) * w + C1) * z;
        double even = ((C6 * w + C4) * w + C2) * w;
        double half = 0.5 * f * f;
        double fit = (half + (even + odd)) * s;
        return k * LN2_HI - ((half - (fit + tail)) - f);
    }
}
