package dev.lanewise.kernel;

/**
 * log(1 + e^x), one value at a time; {@link VectorSoftplus} does the same operations on whole vectors. It is the larger
 * of x and 0, plus log(1 + f) with f = e^-|x|, which is at most 1: the series of {@link ScalarLog} with some terms more
 * reaches that far without a reduction.
 */
final class ScalarSoftplus {

    // The constants are printed, with their errors, by tools/coefficients.py.

    // log(1 + f) = f - f^2/2 + s (f^2/2 + z (C1 + C2 z + ... + C11 z^10)) with s = f / (2 + f), z = s^2 <= 1/9,
    // and an error below 2^-57.6 of s
    static final double C1 = 0x1.5555555555555p-1;
    static final double C2 = 0x1.9999999999944p-2;
    static final double C3 = 0x1.2492492499d46p-2;
    static final double C4 = 0x1.c71c71bedea97p-3;
    static final double C5 = 0x1.745d19937b1fcp-3;
    static final double C6 = 0x1.3b13515f6f9eep-3;
    static final double C7 = 0x1.111abdc8abe19p-3;
    static final double C8 = 0x1.e0a2d581ab634p-4;
    static final double C9 = 0x1.bc37f0140c48p-4;
    static final double C10 = 0x1.32e0d25c9ba78p-4;
    static final double C11 = 0x1.401d3e65ce888p-3;

    private ScalarSoftplus() {
    }

    /** log(1 + e^x), for every x. NaN gives NaN, +infinity itself, -infinity +0. */
    static double softplus(double x) {
        if (!(Math.abs(x) <= ScalarExp.LIMIT)) {
            return x > 0 ? x : ScalarExp.exp(x);
        }
        double f = ScalarExp.exp(-Math.abs(x));
        double s = f / (f + 2.0);
        double z = s * s;
        double w = z * z;
        double odd = (((((C11 * w + C9) * w + C7) * w + C5) * w + C3) * w + C1) * z;
        double even = ((((C10 * w + C8) * w + C6) * w + C4) * w + C2) * w;
        double half = 0.5 * f * f;
        double log = f - (half - (half + (even + odd)) * s);
        return Math.max(x, 0.0) + log;
    }
}
