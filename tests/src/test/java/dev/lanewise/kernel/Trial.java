package dev.lanewise.kernel;

import dev.lanewise.Arithmetic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * One call of a kernel operation: sizes, mode and the arrays for it, made from a seed so that two implementations get
 * the same. Every array has guard cells around its range; an output's range is NaN before the call, so that reading it
 * shows.
 */
final class Trial {

    /** A range of an array of its own. */
    record Range(double[] array, int offset, int length) {

        /** {@return a copy of the range alone} */
        double[] values() {
            return Arrays.copyOfRange(array, offset, offset + length);
        }
    }

    /** Sizes and switches of a trial. */
    record Setting(int m, int k, int n, Arithmetic arithmetic, boolean accumulate, boolean inPlace, boolean special) {
    }

    private static final double GUARD = Double.longBitsToDouble(0x7ff8_0000_dead_beefL);
    private static final double NEGATIVE_NAN = Double.longBitsToDouble(-1);
    private static final double[] SPECIAL = {0.0, -0.0, 1.0, -1.0, Double.MIN_VALUE, -Double.MIN_NORMAL, 1e300, -1e300,
        710.0, -710.0, -745.0, -750.0, 1e-300, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN,
        NEGATIVE_NAN};

    /** Shared, so that each call finds what the one before left, NaN and infinities included. */
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    final Setting setting;
    final Scratch scratch = SCRATCH.get();

    private final Random random;
    private final List<Range> ranges = new ArrayList<>();

    Trial(Setting setting, long seed) {
        this.setting = setting;
        this.random = new Random(seed);
    }

    int m() {
        return setting.m();
    }

    int k() {
        return setting.k();
    }

    int n() {
        return setting.n();
    }

    /** An input, or a value that the operation updates in place. */
    Range in(int length) {
        return filled(guarded(length));
    }

    private Range filled(Range range) {
        for (int i = 0; i < range.length(); i++) {
            boolean special = setting.special() && random.nextInt(16) == 0;
            range.array()[range.offset() + i] =
                    special ? SPECIAL[random.nextInt(SPECIAL.length)] : 4 * (random.nextDouble() - 0.5);
        }
        return range;
    }

    /** An input with the offset of another one, as arrays of one layout have. */
    Range inAlike(Range other) {
        return filled(guarded(other.offset(), other.length()));
    }

    /** An input of magnitudes, such as an average of squares. */
    Range magnitudesAlike(Range other) {
        Range range = inAlike(other);
        for (int i = range.offset(); i < range.offset() + range.length(); i++) {
            range.array()[i] = Math.abs(range.array()[i]);
        }
        return range;
    }

    /** An output of its own. */
    Range out(int length) {
        return guarded(length);
    }

    /** An output that is the input's own range in trials that work in place. */
    Range outOrSame(Range in) {
        return setting.inPlace() ? in : guarded(in.length());
    }

    /** An output that is continued from in trials that accumulate. */
    Range outOrAccumulator(int length) {
        return setting.accumulate() ? in(length) : out(length);
    }

    private Range guarded(int length) {
        return guarded(random.nextInt(6), length);
    }

    private Range guarded(int before, int length) {
        double[] array = new double[before + length + 3];
        Arrays.fill(array, GUARD);
        Range range = new Range(array, before, length);
        ranges.add(range);
        return range;
    }

    /** {@return the first difference to another trial's arrays, guard cells included, or null} */
    String differenceTo(Trial other) {
        for (int r = 0; r < ranges.size(); r++) {
            Range mine = ranges.get(r);
            for (int i = 0; i < mine.array().length; i++) {
                double expected = other.ranges.get(r).array()[i];
                if (!Bits.same(expected, mine.array()[i])) {
                    return "array " + r + " element " + (i - mine.offset()) + ": expected " + expected + ", got "
                            + mine.array()[i] + " " + setting;
                }
            }
        }
        return null;
    }

    /** {@return the first guard cell that was written to, or null} */
    String brokenGuard() {
        long guard = Double.doubleToRawLongBits(GUARD);
        for (int r = 0; r < ranges.size(); r++) {
            Range range = ranges.get(r);
            for (int i = 0; i < range.array().length; i++) {
                boolean inside = i >= range.offset() && i < range.offset() + range.length();
                if (!inside && Double.doubleToRawLongBits(range.array()[i]) != guard) {
                    return "array " + r + " element " + (i - range.offset()) + " of " + range.length() + " " + setting;
                }
            }
        }
        return null;
    }
}
