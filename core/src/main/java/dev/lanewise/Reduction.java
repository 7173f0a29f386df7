package dev.lanewise;

/** How the losses of rows, and with them their gradients, become one. */
public enum Reduction {
    /** Their sum, each times its row's weight where rows have weights. */
    SUM,

    /** The sum divided by the number of rows, or by the sum of weights where rows have weights. */
    MEAN
}
