package dev.lanewise.kernel;

/**
 * Values of M and M' of {@link ScalarGelu} at evenly spaced points, rounded to double. They are made when the class is
 * initialised, which is when the function is first used, in arithmetic of {@link Pair}s: from the asymptotic series at
 * the last point down, by Taylor's series from point to point. In that direction errors shrink.
 */
final class GaussianTable {

    /** The last point. Beyond it e^(-a²/2) is 0. */
    static final double END = 40.0;

    private static final int LAST = (int) (END * ScalarGelu.STEPS);

    /** M. */
    static final double[] RATIO = new double[LAST + 1];

    /** M'. */
    static final double[] SLOPE = new double[LAST + 1];

    /** 1 / √(2π); tools/coefficients.py prints it. */
    private static final Pair DENSITY = new Pair(ScalarGelu.DENSITY, -0x1.cbc0d30ebfd15p-56);

    /** Terms of Taylor's series, and of the asymptotic one: the next is below 2^-110. */
    private static final int TERMS = 24;

    static {
        Pair ratio = last();
        for (int j = LAST; j >= 0; j--) {
            double point = j / ScalarGelu.STEPS;
            Pair slope = ratio.times(point).plus(DENSITY.times(-1));
            RATIO[j] = ratio.hi();
            SLOPE[j] = slope.hi();
            ratio = taylor(ratio, slope, point, -1 / ScalarGelu.STEPS);
        }
    }

    private GaussianTable() {
    }

    /** M = (1 - 1/a² + 3/a⁴ - 15/a⁶ + …) / (a √(2π)). */
    private static Pair last() {
        Pair term = DENSITY.over(END);
        Pair sum = term;
        for (int k = 1; k < TERMS; k++) {
            term = term.times(-(2.0 * k - 1) / (END * END));
            sum = sum.plus(term);
        }
        return sum;
    }

    private static Pair taylor(Pair ratio, Pair slope, double point, double b) {
        Pair before = ratio;
        Pair term = slope.times(b);
        Pair sum = ratio.plus(term);
        for (int k = 1; k < TERMS; k++) {
            Pair next = term.times(point * b).plus(before.times(b * b)).over(k + 1);
            before = term;
            term = next;
            sum = sum.plus(term);
        }
        return sum;
    }
}
