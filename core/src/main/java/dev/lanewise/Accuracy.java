package dev.lanewise;

/**
 * The largest errors of the functions, over all arguments, in units of the last place (ULP): what the tests allow. One
 * ULP is the distance of the two doubles around the exact result, {@link Double#MIN_VALUE} for results below
 * {@link Double#MIN_NORMAL}. What the tests have found stands in {@code results/accuracy.md}; it is less.
 */
public final class Accuracy {

    /** {@link ElementaryFunction#EXP}. */
    public static final double EXP = 0.51;

    /** {@link ElementaryFunction#EXPM1}. */
    public static final double EXPM1 = 1.0;

    /** {@link ElementaryFunction#LOG}. */
    public static final double LOG = 1.0;

    /** {@link ElementaryFunction#LOG1P}. */
    public static final double LOG1P = 1.0;

    /** {@link Activation#SIGMOID}, where the result is normal; inherent in the form. */
    public static final double SIGMOID = 2.6;

    /** {@link Activation#TANH}. */
    public static final double TANH = 1.0;

    /** {@link Activation#ELU}. */
    public static final double ELU = 2.0;

    /** {@link Activation#SOFTPLUS}. */
    public static final double SOFTPLUS = 2.0;

    /** {@link Activation#SILU}. */
    public static final double SILU = 4.0;

    /** {@link Activation#GELU}. */
    public static final double GELU = 4.0;

    /** {@link Activation#SOFTMAX}, of rows of ten, as it reads the differences from the maximum, rounded. */
    public static final double SOFTMAX = 3.0;

    private Accuracy() {
    }
}
