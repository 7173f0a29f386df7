package dev.lanewise.bench;

import dev.lanewise.Activation;
import dev.lanewise.DenseKernel;

/**
 * The model with another library's three products and all else by Lanewise, as {@link VectorNetwork} does it, but for
 * the update: whole gradients come first, as the products give them. What their times differ by is that and the
 * products. A layer's weights have an array of their own, because not every library can
 * start inside one.
 */
final class RivalNetwork implements Model {

    private final Products products;
    private final DenseKernel kernel;
    private final int[] sizes;
    private final double[][] w;
    private final double[][] b;
    private final double[][] dw;
    private final double[][] db;
    private final double[][] z;
    private final double[][] a;
    private final double[] rowLoss;
    private double[] dz;
    private double[] dzBelow;

    RivalNetwork(Products products, DenseKernel kernel, int[] sizes, int maxRows) {
        this.products = products;
        this.kernel = kernel;
        this.sizes = sizes;
        int layers = sizes.length - 1;
        w = new double[layers][];
        b = new double[layers][];
        dw = new double[layers][];
        db = new double[layers][];
        z = new double[layers][];
        a = new double[layers][];
        int widest = 0;
        for (int l = 0; l < layers; l++) {
            int k = sizes[l];
            int n = sizes[l + 1];
            w[l] = new double[k * n];
            b[l] = new double[n];
            dw[l] = new double[k * n];
            db[l] = new double[n];
            z[l] = new double[maxRows * n];
            a[l] = new double[maxRows * n];
            widest = Math.max(widest, n);
        }
        rowLoss = new double[maxRows];
        dz = new double[maxRows * widest];
        dzBelow = new double[maxRows * widest];
    }

    @Override
    public void setParameters(double[] parameters) {
        int offset = 0;
        for (int l = 0; l < w.length; l++) {
            System.arraycopy(parameters, offset, w[l], 0, w[l].length);
            System.arraycopy(parameters, offset + w[l].length, b[l], 0, b[l].length);
            offset += w[l].length + b[l].length;
        }
    }

    @Override
    public double[] parameters() {
        return flat(w, b);
    }

    @Override
    public double[] gradients() {
        return flat(dw, db);
    }

    private static double[] flat(double[][] weights, double[][] biases) {
        int count = 0;
        for (int l = 0; l < weights.length; l++) {
            count += weights[l].length + biases[l].length;
        }
        double[] flat = new double[count];
        int offset = 0;
        for (int l = 0; l < weights.length; l++) {
            System.arraycopy(weights[l], 0, flat, offset, weights[l].length);
            System.arraycopy(biases[l], 0, flat, offset + weights[l].length, biases[l].length);
            offset += weights[l].length + biases[l].length;
        }
        return flat;
    }

    @Override
    public double[] forward(int m, double[] x) {
        int last = w.length - 1;
        double[] input = x;
        for (int l = 0; l <= last; l++) {
            int n = sizes[l + 1];
            products.forward(m, sizes[l], n, input, w[l], 0, z[l]);
            kernel.addBias(m, n, b[l], 0, z[l], 0);
            kernel.activate(l < last ? Activation.SIGMOID : Activation.SOFTMAX, m, n, z[l], 0, a[l], 0);
            input = a[l];
        }
        return input;
    }

    @Override
    public double backward(int m, double[] x, double[] y) {
        int last = w.length - 1;
        kernel.softmaxCrossEntropy(m, sizes[last + 1], z[last], 0, y, 0, rowLoss, 0, dz, 0);
        double loss = kernel.sum(m, rowLoss, 0);
        for (int l = last; l >= 0; l--) {
            int k = sizes[l];
            int n = sizes[l + 1];
            products.weightGradient(m, k, n, l == 0 ? x : a[l - 1], dz, dw[l], 0);
            kernel.biasGradient(m, n, dz, 0, db[l], 0, false);
            if (l > 0) {
                products.inputGradient(m, k, n, dz, w[l], 0, dzBelow);
                swapDeltas();
                kernel.activateBackward(Activation.SIGMOID, m, k, z[l - 1], 0, a[l - 1], 0, dz, 0, dz, 0);
            }
        }
        return loss;
    }

    private void swapDeltas() {
        double[] previous = dz;
        dz = dzBelow;
        dzBelow = previous;
    }

    @Override
    public void update(double rate) {
        for (int l = 0; l < w.length; l++) {
            kernel.sgd(w[l].length, w[l], 0, dw[l], 0, rate, 0);
            kernel.sgd(b[l].length, b[l], 0, db[l], 0, rate, 0);
        }
    }
}
