package dev.lanewise.kernel;

/**
 * The hyperbolic tangent, one value at a time; {@link VectorTanh} does the same operations on whole vectors. Reduce,
 * look up, reconstruct, like the exponential; the points are 1/16 apart.
 */
final class ScalarTanh {

    /** For |x| up to this, the number of the nearest point has less than 31 bits. */
    static final double LIMIT = 0x1.0p26 - 1;

    /** Points of the table per unit. */
    static final double STEPS = 16.0;

    // The constants are printed, with their errors, by tools/coefficients.py.

    // tanh(b) = b + b^3 (C0 + C1 z + C2 z^2 + C3 z^3) with z = b^2, |b| <= 1/32, and a relative error below 2^-63.5
    static final double C0 = -0x1.5555555555554p-2;
    static final double C1 = 0x1.11111110feeddp-3;
    static final double C2 = -0x1.ba1b9c0efd4afp-5;
    static final double C3 = 0x1.6606b711c07ecp-6;

    private ScalarTanh() {
    }

    /**
     * The hyperbolic tangent, for every x. NaN gives NaN, the infinities plus or minus 1, and zeros keep their sign;
     * tanh(-x) is -tanh(x).
     */
    static double tanh(double x) {
        double a = Math.abs(x);
        if (!(a <= LIMIT)) {
            return x != x ? x : Math.copySign(1.0, x);
        }
        // reduce: |x| = j/16 + b, exactly
        double t = a * STEPS + ScalarExp.ROUNDER;
        double b = a - (t - ScalarExp.ROUNDER) * (1 / STEPS);
        // look up: tanh(j/16) = s + tail; beyond the last point b may belong to any, as the result is 1
        int j = Math.min((int) Double.doubleToRawLongBits(t), MathTables.TANH_LAST);
        double s = Double.longBitsToDouble(MathTables.TANH_BITS[j]);
        double tail = Double.longBitsToDouble(MathTables.TANH_TAIL[j]);
        // tanh(b) = b + u
        double z = b * b;
        double u = ((C3 * z + C2) * (z * z) + (C1 * z + C0)) * (z * b);
        double p = b + u;
        // (s + p) / (1 + w), where w = s p, is s + b + (u - w (s + b)) / (1 + w), or s + (1 - s) p (1 + s) / (1 + w):
        // the first is more exact if s is small, the second never falls, as nothing cancels; low is 1 or 0
        double w = s * p;
        double less = 1.0 - s;
        double low = (less + ScalarExp.ROUNDER) - ScalarExp.ROUNDER;
        double step = low * b;
        double sum = s + step;
        double rest = (s - sum) + step;
        double q = low * (u - w * sum) + (1.0 - low) * ((less - tail) * p * (s + 1.0));
        double y = sum + (q / (w + 1.0) + (rest + tail));
        return Math.copySign(y, x);
    }
}
