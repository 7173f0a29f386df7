package dev.lanewise.bench;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * Elementary functions and activations as plain loops over {@code Math}'s, and the error function of Commons Numbers,
 * which {@code Math} lacks; both arrays may be the same one.
 */
final class NaiveActivations {

    private NaiveActivations() {
    }

    static void exp(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i++) {
            a[i] = Math.exp(z[i]);
        }
    }

    static void expm1(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i++) {
            a[i] = Math.expm1(z[i]);
        }
    }

    static void log(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i++) {
            a[i] = Math.log(z[i]);
        }
    }

    static void log1p(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i++) {
            a[i] = Math.log1p(z[i]);
        }
    }

    static void sigmoid(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i++) {
            a[i] = 1 / (1 + Math.exp(-z[i]));
        }
    }

    static void tanh(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i++) {
            a[i] = Math.tanh(z[i]);
        }
    }

    static void relu(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i++) {
            a[i] = z[i] <= 0 ? 0 : z[i];
        }
    }

    static void leakyRelu(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i++) {
            a[i] = z[i] <= 0 ? 0.01 * z[i] : z[i];
        }
    }

    static void elu(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i++) {
            a[i] = z[i] > 0 ? z[i] : Math.expm1(z[i]);
        }
    }

    static void softplus(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i++) {
            a[i] = Math.max(z[i], 0) + Math.log1p(Math.exp(-Math.abs(z[i])));
        }
    }

    static void silu(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i++) {
            a[i] = z[i] / (1 + Math.exp(-z[i]));
        }
    }

    static void gelu(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i++) {
            a[i] = 0.5 * z[i] * Erfc.value(-z[i] * Math.sqrt(0.5));
        }
    }

    static void softmax(int m, int n, double[] z, double[] a, int offset) {
        for (int row = offset; row < offset + m * n; row += n) {
            double max = max(n, z, row);
            double sum = 0;
            for (int j = row; j < row + n; j++) {
                a[j] = Math.exp(z[j] - max);
                sum += a[j];
            }
            for (int j = row; j < row + n; j++) {
                a[j] /= sum;
            }
        }
    }

    static void logSoftmax(int m, int n, double[] z, double[] a, int offset) {
        for (int row = offset; row < offset + m * n; row += n) {
            double max = max(n, z, row);
            double sum = 0;
            for (int j = row; j < row + n; j++) {
                sum += Math.exp(z[j] - max);
            }
            double log = max + Math.log(sum);
            for (int j = row; j < row + n; j++) {
                a[j] = z[j] - log;
            }
        }
    }

    private static double max(int n, double[] z, int zOffset) {
        double max = Double.NEGATIVE_INFINITY;
        for (int j = zOffset; j < zOffset + n; j++) {
            max = Math.max(max, z[j]);
        }
        return max;
    }
}
