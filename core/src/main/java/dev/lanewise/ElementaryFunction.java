package dev.lanewise;

/**
 * A function of one variable, for {@link DenseKernel#apply}. All are defined for every double, with the same bits on
 * every machine, and within the stated part of a unit in the last place (ULP) of the exact result, see
 * {@link Accuracy}.
 */
public enum ElementaryFunction {
    /**
     * {@code e^x}, at most {@value Accuracy#EXP} ULP off, subnormal results included; monotonic. NaN gives NaN, +∞
     * itself, −∞ +0. Above 709.782712893384 it overflows to +∞, and from −745.1332191019412 down it is +0.
     */
    EXP,

    /**
     * {@code e^x − 1} without cancellation near 0, at most {@value Accuracy#EXPM1} ULP off. NaN gives NaN, zeros
     * themselves, +∞ itself, −∞ −1. Above 709.782712893384 it overflows to +∞.
     */
    EXPM1,

    /**
     * The natural logarithm, at most {@value Accuracy#LOG} ULP off, subnormal arguments included. Zeros give −∞,
     * negative numbers and NaN give NaN, +∞ itself, 1 gives +0.
     */
    LOG,

    /**
     * {@code log(1 + x)} without cancellation near 0, at most {@value Accuracy#LOG1P} ULP off. −1 gives −∞, smaller
     * numbers and NaN give NaN, zeros themselves, +∞ itself.
     */
    LOG1P;
}
