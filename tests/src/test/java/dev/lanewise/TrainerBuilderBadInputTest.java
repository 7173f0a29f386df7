package dev.lanewise;

import static dev.lanewise.Refusals.refusesArgument;
import static dev.lanewise.Refusals.refusesNull;
import static dev.lanewise.Refusals.refusesRange;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Descriptions of networks and trainings that make no sense: one clear message each, and nothing is set. */
class TrainerBuilderBadInputTest {

    private static final Network NETWORK = Toys.network();
    private static final int COUNT = NETWORK.parameterCount();
    private static final Dataset DATA = Toys.classes(10, 1);
    private static final Dataset OTHER_OUTPUTS = Dataset.of(4, new double[8], 2, new double[4]);

    @Test
    void sizes() {
        refusedSetting(b -> b.batchSize(0), "batchSize is 0", "1");
        refusedSetting(b -> b.batchSize(-8), "batchSize is -8", "1");
        refusedSetting(b -> b.epochs(0), "epochs is 0", "1");
        refusedSetting(b -> b.earlyStopping(-1, 0), "patience is -1", "0");
        for (double bad : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refusedSetting(b -> b.earlyStopping(1, bad), "leastProgress is " + bad);
        }
        for (double bad : new double[] {0, 1, -0.1, Double.NaN}) {
            refusedSetting(b -> b.validationShare(bad), "share is " + bad);
        }
    }

    @Test
    void limits() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refusedSetting(b -> b.clipByValue(bad), "limit is " + bad);
            refusedSetting(b -> b.clipByNorm(bad), "limit is " + bad);
        }
    }

    @Test
    void dropoutRates() {
        refusedSetting(b -> b.dropout(0.1), "rates has length 1", "2");
        refusedSetting(b -> b.dropout(0.1, 0.1, 0.1), "rates has length 3", "2");
        for (double bad : new double[] {-0.1, 1, 1.5, Double.NaN}) {
            refusedSetting(b -> b.dropout(0.5, bad), "dropout rate of layer 1 is " + bad, "[0, 1)");
        }
    }

    @Test
    void lengths() {
        refusedSetting(b -> b.parameters(new double[3]), "parameters has length 3", "" + COUNT);
        refusedSetting(b -> b.initializers(), "0 initializers for 3 layers");
        refusedSetting(b -> b.initializers(Initializer.heNormal(), Initializer.heNormal()),
                "2 initializers", "3 layers");
        refusedSetting(b -> b.standardization(Standardization.of(new double[] {1}, new double[] {1})), "1 columns",
                "4 inputs");
        Trainer other = Trainer.builder(Network.withInputs(1).dense(1, Activation.RELU).build(),
                Loss.HALF_SQUARED_ERROR).build();
        refusedSetting(b -> b.resume(other.state()), "parameters of the state has length 2", "" + COUNT);
        refusesArgument(() -> Toys.training(NETWORK).initializers(Initializer.of(new double[36], new double[8]))
                .build(), "biases has length 8", "9");
    }

    @Test
    void frozenLayers() {
        refusedSetting(b -> b.freeze(0, 1, 2), "all 3 layers are frozen");
        TrainerBuilder description = Toys.training(NETWORK);
        refusesRange(() -> description.freeze(3), "3", "length 3");
        refusesRange(() -> description.freeze(0, -1), "-1", "length 3");
    }

    @Test
    void missing() {
        TrainerBuilder b = Toys.training(NETWORK);
        refusesNull(() -> b.optimizer(null), "optimizer");
        refusesNull(() -> b.learningRate(null), "learningRate");
        refusesNull(() -> b.reduction(null), "reduction");
        refusesNull(() -> b.penalty(null), "penalty");
        refusesNull(() -> b.parameters(null), "parameters");
        refusesNull(() -> b.initializers((Initializer[]) null), "initializers");
        refusesNull(() -> b.initializers((Initializer) null), "initializer 0");
        refusesNull(() -> b.dropout((double[]) null), "rates");
        refusesNull(() -> b.freeze((int[]) null), "layers");
        refusesNull(() -> b.standardization(null), "standardization");
        refusesNull(() -> b.parallelism(null), "parallelism");
        refusesNull(() -> b.listener(null), "listener");
        refusesNull(() -> b.resume(null), "state");
    }

    /** A setting that is refused leaves the description as it was. */
    private static void refusedSetting(UnaryOperator<TrainerBuilder> setting, String... fragments) {
        TrainerBuilder description = Toys.training(NETWORK);
        refusesArgument(() -> setting.apply(description), fragments);
        Trainer afterwards = description.epochs(1).build();
        afterwards.fit(DATA);
        Trainer untouched = Toys.training(NETWORK).epochs(1).build();
        untouched.fit(DATA);
        assertArrayEquals(untouched.parameters(), afterwards.parameters());
    }

    @Test
    void networks() {
        refusesArgument(() -> Network.withInputs(0), "inputs is 0", "1");
        refusesArgument(() -> Network.withInputs(-3), "inputs is -3", "1");
        refusesArgument(() -> Network.withInputs(3).build(), "0 layers");
        NetworkBuilder description = Network.withInputs(3).dense(4, Activation.RELU);
        refusesArgument(() -> description.dense(0, Activation.RELU), "outputs is 0", "1");
        refusesNull(() -> description.dense(1, null), "activation");
        refusesNull(() -> description.arithmetic(null), "arithmetic");
        refusesArgument(() -> description.dense(1 << 30, Activation.RELU), "5 × 1073741824 = 5368709120");
        assertEquals("Network[FUSED, 3-4 RELU-2 TANH]", description.dense(2, Activation.TANH).build().toString(),
                "refused layers are not there");
        refusesArgument(() -> NETWORK.initialParameters(1, Initializer.heNormal(), Initializer.heNormal()),
                "2 initializers for 3 layers");
        refusesNull(() -> NETWORK.initialParameters(1, (Initializer[]) null), "initializers");
        refusesNull(() -> NETWORK.initialParameters(1, (Initializer) null), "initializer 0");
    }

    @Test
    void gradientChecks() {
        double[] parameters = new double[COUNT];
        Loss loss = Loss.SOFTMAX_CROSS_ENTROPY;
        refusesNull(() -> GradientCheck.run(null, loss, parameters, DATA), "network");
        refusesNull(() -> GradientCheck.run(NETWORK, null, parameters, DATA), "loss");
        refusesNull(() -> GradientCheck.run(NETWORK, loss, null, DATA), "parameters");
        refusesNull(() -> GradientCheck.run(NETWORK, loss, parameters, null), "data");
        refusesArgument(() -> GradientCheck.run(NETWORK, loss, new double[4], DATA),
                "parameters has length 4", "" + COUNT);
        refusesArgument(() -> GradientCheck.run(NETWORK, loss, parameters, OTHER_OUTPUTS), "4 inputs and 2 outputs");
    }
}
