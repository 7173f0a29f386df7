package dev.lanewise.bench;

/** The model in plain loops; the order of those in the products is chosen once. */
final class NaiveNetwork implements Model {

    private final Products products;
    private final int[] sizes;
    private final int[] offsets;
    private final double[] parameters;
    private final double[] gradients;
    private final double[][] a;
    private final double[][] dz;

    NaiveNetwork(Products products, int[] sizes, int maxRows) {
        this.products = products;
        this.sizes = sizes;
        int layers = sizes.length - 1;
        offsets = new int[layers];
        a = new double[layers][];
        dz = new double[layers][];
        int count = 0;
        for (int l = 0; l < layers; l++) {
            offsets[l] = count;
            count += (sizes[l] + 1) * sizes[l + 1];
            a[l] = new double[maxRows * sizes[l + 1]];
            dz[l] = new double[maxRows * sizes[l + 1]];
        }
        parameters = new double[count];
        gradients = new double[count];
    }

    @Override
    public void setParameters(double[] values) {
        System.arraycopy(values, 0, parameters, 0, parameters.length);
    }

    @Override
    public double[] parameters() {
        return parameters;
    }

    @Override
    public double[] gradients() {
        return gradients;
    }

    @Override
    public double[] forward(int m, double[] x) {
        int last = offsets.length - 1;
        double[] input = x;
        for (int l = 0; l <= last; l++) {
            int k = sizes[l];
            int n = sizes[l + 1];
            products.forward(m, k, n, input, parameters, offsets[l], a[l]);
            addBias(m, n, parameters, offsets[l] + k * n, a[l]);
            if (l < last) {
                NaiveActivations.sigmoid(m * n, a[l], a[l]);
            } else {
                NaiveActivations.softmax(m, n, a[l], a[l], 0);
            }
            input = a[l];
        }
        return input;
    }

    @Override
    public double backward(int m, double[] x, double[] y) {
        int last = offsets.length - 1;
        double loss = crossEntropy(m * sizes[last + 1], a[last], y, dz[last]);
        for (int l = last; l >= 0; l--) {
            int k = sizes[l];
            int n = sizes[l + 1];
            products.weightGradient(m, k, n, l == 0 ? x : a[l - 1], dz[l], gradients, offsets[l]);
            biasGradient(m, n, dz[l], gradients, offsets[l] + k * n);
            if (l > 0) {
                products.inputGradient(m, k, n, dz[l], parameters, offsets[l], dz[l - 1]);
                sigmoidBackward(m * k, a[l - 1], dz[l - 1]);
            }
        }
        return loss;
    }

    @Override
    public void update(double rate) {
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] -= rate * gradients[i];
        }
    }

    private static void addBias(int m, int n, double[] parameters, int bOffset, double[] z) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                z[i * n + j] += parameters[bOffset + j];
            }
        }
    }

    /** The loss of all rows; {@code dz = a − y}. */
    private static double crossEntropy(int length, double[] a, double[] y, double[] dz) {
        double loss = 0;
        for (int i = 0; i < length; i++) {
            if (y[i] != 0) {
                loss -= y[i] * Math.log(a[i]);
            }
            dz[i] = a[i] - y[i];
        }
        return loss;
    }

    private static void biasGradient(int m, int n, double[] dz, double[] gradients, int dbOffset) {
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int i = 0; i < m; i++) {
                sum += dz[i * n + j];
            }
            gradients[dbOffset + j] = sum;
        }
    }

    /** Turns {@code da} into {@code dz}, in place. */
    private static void sigmoidBackward(int length, double[] a, double[] da) {
        for (int i = 0; i < length; i++) {
            da[i] *= a[i] * (1 - a[i]);
        }
    }
}
