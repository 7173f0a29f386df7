package dev.lanewise.bench;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.DenseLayer;
import dev.lanewise.Loss;
import dev.lanewise.Network;
import dev.lanewise.Parallelism;
import dev.lanewise.Workspace;

/** The model on Lanewise, with its default arithmetic, on one or several threads that end with the JVM. */
final class VectorNetwork implements Model {

    private final Network network;
    private final Workspace workspace;
    private final double[] parameters;
    private final double[] gradients;

    VectorNetwork(int[] sizes, int maxRows, int threads) {
        VectorProducts.vectorKernel(Arithmetic.FUSED);
        DenseLayer[] layers = new DenseLayer[sizes.length - 1];
        for (int l = 0; l < layers.length; l++) {
            Activation activation = l == layers.length - 1 ? Activation.SOFTMAX : Activation.SIGMOID;
            layers[l] = new DenseLayer(sizes[l], sizes[l + 1], activation);
        }
        network = Network.of(Arithmetic.FUSED, layers);
        workspace = network.newWorkspace(maxRows, Parallelism.ofThreads(threads));
        parameters = new double[network.parameterCount()];
        gradients = new double[network.parameterCount()];
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
        network.forward(parameters, m, x, 0, workspace);
        return workspace.output();
    }

    @Override
    public double backward(int m, double[] x, double[] y) {
        return network.backward(Loss.SOFTMAX_CROSS_ENTROPY, parameters, m, x, 0, y, 0, gradients, false, workspace);
    }

    @Override
    public double step(int m, double[] x, double[] y, double rate) {
        network.forward(parameters, m, x, 0, workspace);
        return network.sgdStep(Loss.SOFTMAX_CROSS_ENTROPY, parameters, m, x, 0, y, 0, 1, rate, 0, workspace);
    }

    @Override
    public void update(double rate) {
        network.sgd(parameters, gradients, rate, 0, workspace);
    }
}
