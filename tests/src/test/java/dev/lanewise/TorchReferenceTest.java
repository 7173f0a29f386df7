package dev.lanewise;

import static dev.lanewise.Close.assertClose;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Forward, loss, gradients and training against PyTorch in float64; its losses are means over the rows. */
class TorchReferenceTest {

    private static final double TOLERANCE = 1e-12;

    @ParameterizedTest
    @EnumSource
    void sigmoidCrossEntropySgd(Arithmetic arithmetic) {
        ReferenceFile reference = ReferenceFile.read("torch-sigmoid-ce-sgd.txt");
        Network network = Network.of(arithmetic,
                new DenseLayer(5, 7, Activation.SIGMOID), new DenseLayer(7, 3, Activation.IDENTITY));
        double[] targets = oneHot(reference.values("y"), 3);
        Pass pass = new Pass(network, Loss.SOFTMAX_CROSS_ENTROPY, reference, targets);
        pass.compareFirst();
        double[] losses = reference.values("losses");
        for (int i = 0; i < losses.length; i++) {
            assertClose("loss before step " + (i + 1), losses[i], pass.meanLossAndGradients(), TOLERANCE);
            network.sgd(pass.parameters, pass.gradients, 0.1, 0);
        }
        compareBlocks(network, reference, "after", pass.parameters);
    }

    /** Without its steps: momentum is not among the updates. */
    @ParameterizedTest
    @EnumSource
    void tanhHalfSquaredError(Arithmetic arithmetic) {
        ReferenceFile reference = ReferenceFile.read("torch-tanh-mse-momentum.txt");
        Network network = Network.of(arithmetic, new DenseLayer(4, 9, Activation.TANH),
                new DenseLayer(9, 6, Activation.TANH), new DenseLayer(6, 2, Activation.IDENTITY));
        new Pass(network, Loss.HALF_SQUARED_ERROR, reference, reference.values("y")).compareFirst();
    }

    /** The batch of a file through a network. */
    private static final class Pass {

        final double[] parameters;
        final double[] gradients;

        private final Network network;
        private final Loss loss;
        private final ReferenceFile reference;
        private final double[] x;
        private final double[] y;
        private final int rows;
        private final Workspace workspace;

        Pass(Network network, Loss loss, ReferenceFile reference, double[] y) {
            this.network = network;
            this.loss = loss;
            this.reference = reference;
            this.x = reference.values("x");
            this.y = y;
            this.rows = x.length / network.inputs();
            this.workspace = network.newWorkspace(rows);
            this.parameters = new double[network.parameterCount()];
            this.gradients = new double[network.parameterCount()];
            for (int l = 0; l < network.layers().size(); l++) {
                copyInto(parameters, network.weightOffset(l), reference.values("p" + 2 * l));
                copyInto(parameters, network.biasOffset(l), reference.values("p" + (2 * l + 1)));
            }
        }

        void compareFirst() {
            double mean = meanLossAndGradients();
            assertClose("output", reference.values("output"), workspace.output(), TOLERANCE);
            assertClose("loss", reference.row("loss").number(0), mean, TOLERANCE);
            compareBlocks(network, reference, "grad", gradients);
        }

        double meanLossAndGradients() {
            network.forward(parameters, rows, x, 0, workspace);
            double sum = network.backward(loss, parameters, rows, x, 0, y, 0, gradients, false, workspace);
            network.divide(gradients, rows);
            return sum / rows;
        }
    }

    /** Lines prefix0, prefix1, …: weights and biases of each layer in turn. */
    private static void compareBlocks(Network network, ReferenceFile reference, String prefix, double[] actual) {
        for (int l = 0; l < network.layers().size(); l++) {
            int biases = network.biasOffset(l);
            int end = biases + network.layers().get(l).outputs();
            compareBlock(reference, prefix + 2 * l, actual, network.weightOffset(l), biases);
            compareBlock(reference, prefix + (2 * l + 1), actual, biases, end);
        }
    }

    private static void compareBlock(ReferenceFile reference, String name, double[] actual, int from, int to) {
        assertClose(name, reference.values(name), Arrays.copyOfRange(actual, from, to), TOLERANCE);
    }

    private static void copyInto(double[] target, int offset, double[] values) {
        System.arraycopy(values, 0, target, offset, values.length);
    }

    private static double[] oneHot(double[] labels, int classes) {
        double[] y = new double[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            y[i * classes + (int) labels[i]] = 1;
        }
        return y;
    }
}
