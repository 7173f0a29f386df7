package dev.lanewise;

import static dev.lanewise.Refusals.refusesArgument;
import static dev.lanewise.Refusals.refusesNull;
import static dev.lanewise.Refusals.refusesRange;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows, ranges and models that do not fit: one clear message each, and nothing is written. */
class ModelBadInputTest {

    private static final int ROWS = 130;
    private static final int K = 5;
    private static final int N = 3;
    private static final double[] X = new Random(1).doubles(ROWS * K, -2, 2).toArray();
    private static final Model MODEL = model();

    private static Model model() {
        Network network = Network.withInputs(K).dense(9, Activation.TANH).dense(N, Activation.SOFTMAX).build();
        return Model.of(network, network.initialParameters(5), Optional.empty());
    }

    private interface Flat {

        void call(int m, double[] x, int xOffset, double[] output, int outputOffset);
    }

    @Test
    void badRows() {
        double[] output = new double[N];
        refusesArgument(() -> MODEL.predict(new double[4]), "row has length 4", "5");
        refusesArgument(() -> MODEL.probabilities(new double[6]), "row has length 6", "5");
        refusesArgument(() -> MODEL.classify(new double[0]), "row has length 0", "5");
        refusesArgument(() -> MODEL.predict(new double[0][]), "rows has no rows");
        refusesArgument(() -> MODEL.predict(new double[2][4]), "row 0 has length 4", "5");
        refusesArgument(() -> MODEL.predict(new double[][] {row(0), {1}}), "row 1 of rows has length 1", "5");
        refusesNull(() -> MODEL.predict((double[]) null), "row");
        refusesNull(() -> MODEL.predict((double[][]) null), "rows");
        refusesNull(() -> MODEL.classify((double[]) null), "row");
        refusesNull(() -> MODEL.predict(new double[][] {row(0), null}), "row 1 of rows");
        assertArrayEquals(new double[N], output);
    }

    @Test
    void badRanges() {
        double[] output = new double[2 * N];
        for (Flat method : List.<Flat>of(MODEL::predict, MODEL::predictRaw, MODEL::probabilities)) {
            refusesArgument(() -> method.call(-1, X, 0, output, 0), "-1 × 5");
            refusesRange(() -> method.call(2, X, X.length - 9, output, 0), "x: offset 641 and length 10", "650");
            refusesRange(() -> method.call(2, X, -1, output, 0), "x: offset -1");
            refusesRange(() -> method.call(2, X, 0, output, 1), "output: offset 1 and length 6", "6");
            refusesRange(() -> method.call(2, X, 0, output, -1), "output: offset -1");
            refusesArgument(() -> method.call(1 << 30, X, 0, output, 0), "1073741824 × 5 = 5368709120");
            refusesNull(() -> method.call(1, null, 0, output, 0), "x");
            refusesNull(() -> method.call(1, X, 0, null, 0), "output");
            double[] both = X.clone();
            refusesArgument(() -> method.call(1, both, 0, both, 4), "output [4, 7) overlaps x [0, 5)");
            assertArrayEquals(X, both);
        }
        assertArrayEquals(new double[2 * N], output);
    }

    @Test
    void badRangesOfClasses() {
        int[] classes = {7, 7};
        refusesArgument(() -> MODEL.classify(-1, X, 0, classes, 0), "-1 × 5");
        refusesRange(() -> MODEL.classify(2, X, X.length - 9, classes, 0), "x: offset 641 and length 10", "650");
        refusesRange(() -> MODEL.classify(2, X, 0, classes, 1), "classes: offset 1 and length 2", "2");
        refusesRange(() -> MODEL.classify(2, X, 0, classes, -1), "classes: offset -1");
        refusesNull(() -> MODEL.classify(1, X, 0, null, 0), "classes");
        refusesNull(() -> MODEL.classify(1, null, 0, classes, 0), "x");
        assertArrayEquals(new int[] {7, 7}, classes);
    }

    @Test
    void badModels() {
        Network network = Toys.network();
        double[] parameters = new double[network.parameterCount()];
        refusesNull(() -> Model.of(null, parameters, Optional.empty()), "network");
        refusesNull(() -> Model.of(network, null, Optional.empty()), "parameters");
        refusesNull(() -> Model.of(network, parameters, null), "standardization");
        refusesArgument(() -> Model.of(network, new double[3], Optional.empty()), "parameters has length 3",
                "" + parameters.length);
        Standardization five = Standardization.of(new double[5], new double[] {1, 1, 1, 1, 1});
        refusesArgument(() -> Model.of(network, parameters, Optional.of(five)), "5 columns", "4 inputs");
        Model model = Model.of(network, parameters, Optional.empty());
        Loss loss = Loss.SOFTMAX_CROSS_ENTROPY;
        refusesNull(() -> model.evaluate(null, loss), "data");
        refusesNull(() -> model.evaluate(Toys.classes(3, 1), null), "loss");
        refusesArgument(() -> model.evaluate(Dataset.of(3, new double[3], 3, new double[3]), loss),
                "3 inputs and 3 outputs", "4 and 3");
        refusesArgument(() -> model.evaluate(Dataset.of(4, new double[4], 2, new double[2]), loss),
                "4 inputs and 2 outputs", "4 and 3");
    }

    private static double[] row(int i) {
        return Arrays.copyOfRange(X, i * K, (i + 1) * K);
    }
}
