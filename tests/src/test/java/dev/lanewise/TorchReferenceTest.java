package dev.lanewise;

import static dev.lanewise.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Forward, loss, gradients and training against PyTorch in float64; its losses are means over the rows. */
class TorchReferenceTest {

    private static final double TOLERANCE = 1e-12;

    /** What the heads of the files say. */
    private enum Run {
        SIGMOID_CE_SGD(network(5).dense(7, Activation.SIGMOID).dense(3, Activation.IDENTITY),
                Loss.SOFTMAX_CROSS_ENTROPY, Optimizer.sgd(), 0.1),
        TANH_MSE_MOMENTUM(network(4).dense(9, Activation.TANH).dense(6, Activation.TANH)
                .dense(2, Activation.IDENTITY), Loss.HALF_SQUARED_ERROR, Optimizer.momentum(0.9), 0.05),
        LEAKY_CE_NESTEROV(network(7).dense(12, Activation.LEAKY_RELU).dense(5, Activation.IDENTITY),
                Loss.SOFTMAX_CROSS_ENTROPY, Optimizer.nesterov(0.9), 0.05),
        RELU_BCE_ADAM(network(6).dense(10, Activation.RELU).dense(1, Activation.IDENTITY),
                Loss.BINARY_CROSS_ENTROPY, Optimizer.adam(), 0.01),
        ELU_MSE_RMSPROP(network(5).dense(6, Activation.ELU).dense(6, Activation.SOFTPLUS)
                .dense(3, Activation.SIGMOID), Loss.HALF_SQUARED_ERROR, Optimizer.rmsProp(), 0.01),
        GELU_CE_ADAMW(network(3).dense(8, Activation.GELU).dense(8, Activation.SILU)
                .dense(4, Activation.IDENTITY), Loss.SOFTMAX_CROSS_ENTROPY, Optimizer.adamW(0.05), 0.01);

        final NetworkBuilder network;
        final Loss loss;
        final Optimizer optimizer;
        final double rate;

        Run(NetworkBuilder network, Loss loss, Optimizer optimizer, double rate) {
            this.network = network;
            this.loss = loss;
            this.optimizer = optimizer;
            this.rate = rate;
        }

        private static NetworkBuilder network(int inputs) {
            return Network.withInputs(inputs);
        }

        ReferenceFile file() {
            return ReferenceFile.read("torch-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt");
        }
    }

    static Stream<Arguments> runs() {
        return Stream.of(Run.values())
                .flatMap(run -> Stream.of(Arithmetic.values()).map(arithmetic -> Arguments.of(run, arithmetic)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void firstPass(Run run, Arithmetic arithmetic) {
        Network network = run.network.arithmetic(arithmetic).build();
        new Pass(network, run.loss, run.file()).compareFirst();
    }

    /** All steps by a trainer: each loss before its step, and the parameters at the end. */
    @ParameterizedTest
    @MethodSource("runs")
    void training(Run run, Arithmetic arithmetic) {
        ReferenceFile reference = run.file();
        Network network = run.network.arithmetic(arithmetic).build();
        Pass pass = new Pass(network, run.loss, reference);
        double[] losses = reference.values("losses");
        History history = new History();
        Trainer trainer = Trainer.builder(network, run.loss).optimizer(run.optimizer)
                .learningRate(LearningRate.constant(run.rate)).fullBatch().epochs(losses.length)
                .parameters(pass.parameters).listener(history).build();
        assertEquals(StopReason.EPOCHS_DONE,
                trainer.fit(Dataset.of(network.inputs(), pass.x, network.outputs(), pass.y)));
        assertClose("losses", losses, history.trainingLosses(), TOLERANCE);
        compareBlocks(network, reference, "after", trainer.parameters());
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

        Pass(Network network, Loss loss, ReferenceFile reference) {
            this.network = network;
            this.loss = loss;
            this.reference = reference;
            this.x = reference.values("x");
            this.y = loss == Loss.SOFTMAX_CROSS_ENTROPY ? oneHot(reference.values("y"), network.outputs())
                    : reference.values("y");
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
