package dev.lanewise.kernel;

/**
 * Values of the exponential and of the hyperbolic tangent at evenly spaced points, each to twice the precision of a
 * double: {@link ScalarMath} starts from the nearest one. They are made when the class is initialised, from one
 * constant each, in arithmetic of two doubles (Dekker, 1971) whose error, below 2^-90, is far from what is stored.
 */
final class MathTables {

    /** Points of the exponential in an octave: 2^(j/128). */
    static final int EXP_POINTS = 128;

    static final int EXP_POINT_BITS = 7;

    /**
     * Bits of the double nearest to 2^(j/128), less {@code j << (52 - 7)}: adding {@code n << (52 - 7)}, where j is n
     * modulo 128, gives those of 2^(n/128).
     */
    static final long[] EXP_BITS = new long[EXP_POINTS];

    /** What that double lacks, as a part of it, as the bits of a double; so that the lookup moves integers only. */
    static final long[] EXP_TAIL = new long[EXP_POINTS];

    /** The last point of the tangent, 20: from 19.1 on it is 1 in double. */
    static final int TANH_LAST = 320;

    /** Bits of the double nearest to tanh(j/16). */
    static final long[] TANH_BITS = new long[TANH_LAST + 1];

    /** Bits of what that double lacks. */
    static final long[] TANH_TAIL = new long[TANH_LAST + 1];

    static {
        exponentials();
        tangents();
    }

    private MathTables() {
    }

    private static void exponentials() {
        // tools/coefficients.py prints the roots
        Pair root = new Pair(0x1.0163da9fb3335p0, 0x1.b61299ab8cdb7p-54);
        Pair power = new Pair(1, 0);
        for (int j = 0; j < EXP_POINTS; j++) {
            EXP_BITS[j] = bits(power.hi) - ((long) j << 52 - EXP_POINT_BITS);
            EXP_TAIL[j] = bits(power.lo / power.hi);
            power = power.times(root);
        }
    }

    private static void tangents() {
        // tanh(j/16) = (E - 1) / (E + 1), where E = e^(j/8)
        Pair root = new Pair(0x1.2216045b6f5cdp0, -0x1.8c4a5df1ec7e5p-58);
        Pair power = new Pair(1, 0);
        for (int j = 0; j <= TANH_LAST; j++) {
            Pair tanh = power.plus(-1).over(power.plus(1));
            TANH_BITS[j] = bits(tanh.hi);
            TANH_TAIL[j] = bits(tanh.lo);
            power = power.times(root);
        }
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    /** The sum of two doubles, of which the first is the sum rounded. */
    private record Pair(double hi, double lo) {

        /** The sum of two doubles of which the first has the larger magnitude, or is 0. */
        private static Pair of(double large, double small) {
            double sum = large + small;
            return new Pair(sum, small - (sum - large));
        }

        Pair times(Pair other) {
            double product = hi * other.hi;
            double rest = Math.fma(hi, other.hi, -product) + (hi * other.lo + lo * other.hi);
            return of(product, rest);
        }

        /** With 1 or -1, for a pair of 1 or more. */
        Pair plus(double one) {
            Pair sum = of(hi, one);
            return of(sum.hi, sum.lo + lo);
        }

        Pair over(Pair divisor) {
            double quotient = hi / divisor.hi;
            double rest = Math.fma(-quotient, divisor.hi, hi) + (lo - quotient * divisor.lo);
            return of(quotient, rest / divisor.hi);
        }
    }
}
