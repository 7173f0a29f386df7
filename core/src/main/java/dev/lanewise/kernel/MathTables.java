package dev.lanewise.kernel;

/**
 * Values of the exponential and of the hyperbolic tangent at evenly spaced points, each a double and what it lacks:
 * {@link ScalarExp} and {@link ScalarTanh} start from the nearest one. They are made when the class is initialised,
 * from one constant each, in arithmetic of {@link Pair}s.
 */
final class MathTables {

    /** Points of the exponential in an octave: 2^(j/128). */
    static final int EXP_POINTS = 128;

    static final int EXP_POINT_BITS = 7;

    /** In what a tail is counted, as a part of its value. */
    static final double EXP_TAIL_UNIT = 0x1.0p-64;

    /** What stands for a tail of 0, in 12 bits; none has more than 2^-53. */
    static final int EXP_TAIL_BIAS = 1 << 11;

    /**
     * An entry for each j: the fraction of the double nearest to 2^(j/128) in the low 52 bits, and in the others, which
     * would all be the same, what that lacks. So the lookup moves one integer.
     */
    static final long[] EXP = new long[EXP_POINTS];

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
            long tail = EXP_TAIL_BIAS + Math.round(power.lo() / power.hi() / EXP_TAIL_UNIT);
            EXP[j] = bits(power.hi()) & ScalarExp.FRACTION | tail << ScalarExp.FRACTION_BITS;
            power = power.times(root);
        }
    }

    private static void tangents() {
        // tanh(j/16) = (E - 1) / (E + 1), where E = e^(j/8)
        Pair root = new Pair(0x1.2216045b6f5cdp0, -0x1.8c4a5df1ec7e5p-58);
        Pair power = new Pair(1, 0);
        for (int j = 0; j <= TANH_LAST; j++) {
            Pair tanh = power.plus(-1).over(power.plus(1));
            TANH_BITS[j] = bits(tanh.hi());
            TANH_TAIL[j] = bits(tanh.lo());
            power = power.times(root);
        }
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }
}
