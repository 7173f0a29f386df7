package dev.lanewise.bench;

import java.util.Arrays;
import java.util.Random;

/** Seeded inputs and the checks of answers, for the setup of benchmarks. */
final class Data {

    private Data() {
    }

    /** {@return values spread evenly over −bound to bound} */
    static double[] uniform(long seed, int length, double bound) {
        return new Random(seed).doubles(length, -bound, bound).toArray();
    }

    /** {@return one class for each of m rows, as targets m × n} */
    static double[] oneHot(long seed, int m, int n) {
        Random random = new Random(seed);
        double[] y = new double[m * n];
        for (int i = 0; i < m; i++) {
            y[i * n + random.nextInt(n)] = 1;
        }
        return y;
    }

    /** {@return the numbers of a shape such as {@code 256x64x10} or a network such as {@code 64-16-10}} */
    static int[] sizes(String text) {
        return Arrays.stream(text.split("[x-]")).mapToInt(Integer::parseInt).toArray();
    }

    /** Fails unless the first {@code length} values differ by at most {@code tolerance} of the largest expected one. */
    static void checkClose(String what, int length, double[] actual, double[] expected, double tolerance) {
        double largest = 0;
        for (int i = 0; i < length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
            throw new IllegalStateException(what + ": the largest expected value is " + largest);
        }
        for (int i = 0; i < length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= tolerance * largest)) {
                throw new IllegalStateException(
                        what + "[" + i + "] is " + actual[i] + ", expected " + expected[i]);
            }
        }
    }
}
