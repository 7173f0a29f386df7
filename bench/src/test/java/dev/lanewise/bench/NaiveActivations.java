package dev.lanewise.bench;

/** Activations as plain loops over {@code Math.exp} and {@code Math.tanh}; both arrays may be the same one. */
final class NaiveActivations {

    private NaiveActivations() {
    }

    static void exp(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i++) {
            a[i] = Math.exp(z[i]);
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

    static void softmax(int m, int n, double[] z, double[] a) {
        for (int i = 0; i < m; i++) {
            double max = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < n; j++) {
                max = Math.max(max, z[i * n + j]);
            }
            double sum = 0;
            for (int j = 0; j < n; j++) {
                a[i * n + j] = Math.exp(z[i * n + j] - max);
                sum += a[i * n + j];
            }
            for (int j = 0; j < n; j++) {
                a[i * n + j] /= sum;
            }
        }
    }
}
