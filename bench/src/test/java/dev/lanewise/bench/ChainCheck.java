package dev.lanewise.bench;

import java.util.Random;

/**
 * Compares the outputs of a product with chains of its own, summed in index order from +0.
 *
 * @param fused whether a step of a chain is one fused multiply-add
 * @param exact whether every bit must agree; otherwise two orders of summation may lie between
 */
record ChainCheck(boolean fused, boolean exact) {

    /** Outputs that are checked one by one; of larger results this many, picked at random. */
    private static final int CHECKED = 1 << 16;

    /** Of long chains fewer: as many as have this many steps together. */
    private static final int CHECKED_STEPS = 1 << 24;

    /**
     * Each of two orders is at most length · 2^-53 · Σ|a·b| from the true sum; a second-order term beside that is far
     * below what sums really lose.
     */
    private static final double TWO_ROUNDINGS = 0x1p-52;

    /**
     * Fails unless element (i, j) of c is the sum over p of {@code a[i·aRow + p·aStep]} times
     * {@code b[j·bColumn + p·bStep]}.
     */
    void product(String name, double[] c, int columns, int length,
            double[] a, int aRow, int aStep, double[] b, int bColumn, int bStep) {
        Random random = new Random(4);
        int checked = Math.min(CHECKED, CHECKED_STEPS / length);
        for (int e = 0; e < Math.min(checked, c.length); e++) {
            int element = c.length <= checked ? e : random.nextInt(c.length);
            int i = element / columns;
            int j = element % columns;
            double sum = 0;
            double magnitude = 0;
            for (int p = 0; p < length; p++) {
                double aip = a[i * aRow + p * aStep];
                double bpj = b[j * bColumn + p * bStep];
                sum = fused ? Math.fma(aip, bpj, sum) : sum + aip * bpj;
                magnitude += Math.abs(aip * bpj);
            }
            if (!agree(c[element], sum, length * TWO_ROUNDINGS * magnitude)) {
                throw new IllegalStateException(
                        name + "[" + i + ", " + j + "] is " + c[element] + ", its chain " + sum);
            }
        }
    }

    private boolean agree(double actual, double expected, double tolerance) {
        return exact
                ? Double.doubleToRawLongBits(actual) == Double.doubleToRawLongBits(expected)
                : Math.abs(actual - expected) <= tolerance;
    }
}
