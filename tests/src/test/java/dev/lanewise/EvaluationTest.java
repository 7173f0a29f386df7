package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics against figures computed by hand, through layers whose pre-activations are their inputs. */
class EvaluationTest {

    private static final double LN2 = Math.log(2);

    /** Logits whose softmax is (½, ¼, ¼) and its permutations. */
    private static final double[] LOGITS = {LN2, 0, 0, 0, LN2, 0, 0, 0, LN2, LN2, 0, 0};

    /** Right, wrong (a 0 taken for a 1), right, wrong (a 2 taken for a 0). */
    private static final Dataset CLASSES = Dataset.ofLabels(3, LOGITS, new int[] {0, 0, 2, 2}, 3);

    @ParameterizedTest
    @EnumSource(names = {"SOFTMAX", "LOG_SOFTMAX", "IDENTITY"})
    void classes(Activation last) {
        Evaluation e = evaluate(3, last, Loss.SOFTMAX_CROSS_ENTROPY, CLASSES);
        assertEquals((LN2 + 2 * LN2 + LN2 + 2 * LN2) / 4, e.loss(), 1e-15);
        assertEquals(e.loss(), e.logLoss());
        assertEquals(0.5, e.accuracy());
        assertConfusion(e, new long[][] {{1, 1, 0}, {0, 0, 0}, {1, 0, 1}});
        assertEquals(0.5, e.confusion().orElseThrow().accuracy());
    }

    @Test
    void classesWithWeights() {
        Evaluation e = evaluate(3, Activation.SOFTMAX, Loss.SOFTMAX_CROSS_ENTROPY,
                CLASSES.withWeights(new double[] {3, 1, 0, 4}));
        assertEquals((3 * LN2 + 2 * LN2 + 4 * 2 * LN2) / 8, e.loss(), 1e-15);
        assertEquals(e.loss(), e.logLoss());
        assertEquals(3.0 / 8, e.accuracy());
        assertConfusion(e, new long[][] {{1, 1, 0}, {0, 0, 0}, {1, 0, 1}});
    }

    /** Another loss than the cross-entropy, of classes nevertheless. */
    @Test
    void classesBySquares() {
        Evaluation e = evaluate(3, Activation.SOFTMAX, Loss.HALF_SQUARED_ERROR, CLASSES);
        double right = (0.25 + 2 * 0.0625) / 2;
        double wrong = (0.25 + 0.5625 + 0.0625) / 2;
        assertEquals((right + wrong) / 2, e.loss(), 1e-15);
        assertEquals(1.5 * LN2, e.logLoss(), 1e-15);
        assertEquals(0.5, e.accuracy());
    }

    @Test
    void sumOverRows() {
        Network network = network(3, Activation.SOFTMAX);
        Trainer trainer = Trainer.builder(network, Loss.SOFTMAX_CROSS_ENTROPY).parameters(identity(3))
                .reduction(Reduction.SUM).build();
        Evaluation e = trainer.evaluate(CLASSES);
        assertEquals(6 * LN2, e.loss(), 1e-14);
        assertEquals(1.5 * LN2, e.logLoss(), 1e-15, "a mean in any case");
    }

    /** Ties go to the first. */
    @Test
    void equalOutputs() {
        Evaluation e = evaluate(3, Activation.IDENTITY, Loss.SOFTMAX_CROSS_ENTROPY,
                Dataset.ofLabels(3, new double[6], new int[] {0, 1}, 3));
        assertConfusion(e, new long[][] {{1, 0, 0}, {1, 0, 0}, {0, 0, 0}});
        assertEquals(Math.log(3), e.logLoss(), 1e-15);
    }

    @ParameterizedTest
    @EnumSource(names = {"IDENTITY", "SIGMOID"})
    void oneOutputForTwoClasses(Activation last) {
        double ln3 = Math.log(3);
        Dataset data = Dataset.of(1, new double[] {ln3, -ln3, 0, ln3, -ln3}, 1, new double[] {1, 0, 1, 0, 1});
        Evaluation e = evaluate(1, last, Loss.BINARY_CROSS_ENTROPY, data);
        double hit = -Math.log(0.75);
        double miss = -Math.log(0.25);
        assertEquals((2 * hit + LN2 + 2 * miss) / 5, e.loss(), 1e-15);
        assertEquals(e.loss(), e.logLoss());
        assertEquals(0.6, e.accuracy());
        assertConfusion(e, new long[][] {{1, 1}, {1, 2}});
        Evaluation weighted = evaluate(1, last, Loss.BINARY_CROSS_ENTROPY,
                data.withWeights(new double[] {1, 0, 0, 2, 5}));
        assertEquals(1.0 / 8, weighted.accuracy());
        assertEquals((hit + 7 * miss) / 8, weighted.logLoss(), 1e-15);
        assertConfusion(weighted, new long[][] {{1, 1}, {1, 2}});
    }

    @ParameterizedTest
    @EnumSource(names = {"IDENTITY", "SIGMOID"})
    void severalDecisionsPerRow(Activation last) {
        Dataset data = Dataset.of(2, new double[] {1, -1, 1, 1, -1, 1, -1, -1},
                2, new double[] {1, 0, 1, 0, 0, 1, 0, 0});
        Evaluation e = evaluate(2, last, Loss.BINARY_CROSS_ENTROPY, data);
        assertEquals(0.75, e.accuracy(), "a row is right if both are");
        assertEquals(Optional.empty(), e.confusion());
        double softplus = Math.log1p(Math.exp(-1));
        assertEquals((8 * softplus + 1) / 4, e.loss(), 1e-15);
    }

    @Test
    void regression() {
        Dataset data = Dataset.of(2, new double[] {1, 5, 2, 6, 4, 7}, 2, new double[] {1, 6, 3, 6, 5, 9});
        Evaluation e = evaluate(2, Activation.IDENTITY, Loss.MEAN_SQUARED_ERROR, data);
        assertEquals((1 + 1 + 1 + 0 + 0 + 4) / 6.0, e.loss(), 1e-15);
        assertEquals(Double.NaN, e.accuracy());
        assertEquals(Double.NaN, e.logLoss());
        assertEquals(Optional.empty(), e.confusion());
        // residuals 2 of 8 about the mean 3, and 5 of 6 about the mean 7
        assertEquals((0.75 + 1 / 6.0) / 2, e.r2(), 1e-15);
    }

    @Test
    void regressionWithWeights() {
        Dataset data = Dataset.of(1, new double[] {1, 2, 4, 100}, 1, new double[] {1, 3, 6, 0})
                .withWeights(new double[] {3, 2, 1, 0});
        Evaluation e = evaluate(1, Activation.IDENTITY, Loss.HALF_SQUARED_ERROR, data);
        assertEquals((0 + 2 * 0.5 + 2) / 6, e.loss(), 1e-15);
        // the mean is 15/6; residuals 2·1 + 4 of 3·2.25 + 2·0.25 + 12.25
        assertEquals(1 - 6 / 19.5, e.r2(), 1e-15);
    }

    @Test
    void targetsThatAreAllTheSame() {
        double[] y = {2, 2, 2, 2};
        assertEquals(1, r2(new double[] {2, 2, 2, 2}, y));
        assertEquals(0, r2(new double[] {2, 2, 2, 3}, y));
        assertEquals(0, r2(new double[] {0.2, 0.2, 0.2}, new double[] {0.1, 0.1, 0.1}), "whose mean is rounded");
        assertEquals(0, r2(new double[] {7}, new double[] {3}), "a single row");
        assertEquals(1, r2(new double[] {3}, new double[] {3}), "a single row");
    }

    private static double r2(double[] outputs, double[] y) {
        return evaluate(1, Activation.IDENTITY, Loss.HALF_SQUARED_ERROR, Dataset.of(1, outputs, 1, y)).r2();
    }

    @Test
    void worseThanTheMean() {
        assertEquals(-3, r2(new double[] {1, -1}, new double[] {-1, 1}));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 700})
    void manyRows(int rows) {
        Dataset data = Toys.classes(rows, 3);
        Network network = Toys.network();
        double[] parameters = network.initialParameters(1);
        Model model = Model.of(network, parameters, Optional.empty());
        Evaluation e = model.evaluate(data, Loss.SOFTMAX_CROSS_ENTROPY);
        double sum = 0;
        int right = 0;
        for (int i = 0; i < rows; i++) {
            double[] row = Arrays.copyOfRange(data.x(), 4 * i, 4 * i + 4);
            int label = RowArrays.argMax(3, data.y(), 3 * i);
            sum -= Math.log(model.predict(row)[label]);
            right += model.classify(row) == label ? 1 : 0;
        }
        assertEquals(sum / rows, e.loss(), 1e-14);
        assertEquals((double) right / rows, e.accuracy());
        try (Parallelism parallelism = Eager.threads(3)) {
            assertEquals(e.loss(), Trainer.builder(network, Loss.SOFTMAX_CROSS_ENTROPY).parameters(parameters)
                    .parallelism(parallelism).build().evaluate(data).loss(), "on threads");
        }
    }

    @Test
    void notANumber() {
        Evaluation e = evaluate(1, Activation.IDENTITY, Loss.HALF_SQUARED_ERROR,
                Dataset.of(1, new double[] {Double.NaN, 1}, 1, new double[] {0, 1}));
        assertEquals(Double.NaN, e.loss());
        assertEquals(Double.NaN, e.r2());
    }

    @Test
    void confusionMatrixAsText() {
        ConfusionMatrix matrix = new ConfusionMatrix(3);
        for (int i = 0; i < 120; i++) {
            matrix.add(1, 2);
        }
        matrix.add(0, 0);
        String text = String.join(System.lineSeparator(),
                "actual \\ predicted",
                "       0   1   2",
                "   0   1   0   0",
                "   1   0   0 120",
                "   2   0   0   0");
        assertEquals(text, matrix.toString());
        assertEquals(3, matrix.classes());
        assertEquals(1.0 / 121, matrix.accuracy());
    }

    @Test
    void confusionMatrixOfOtherClasses() {
        ConfusionMatrix matrix = new ConfusionMatrix(2);
        for (int[] bad : new int[][] {{-1, 0}, {2, 0}, {0, -1}, {0, 2}}) {
            Refusals.refusesRange(() -> matrix.count(bad[0], bad[1]), "classes " + bad[0] + " and " + bad[1], "2");
        }
    }

    @Test
    void watchedLoss() {
        Evaluation validation = evaluate(3, Activation.SOFTMAX, Loss.SOFTMAX_CROSS_ENTROPY, CLASSES);
        assertEquals(9, new EpochResult(0, 1, 9, Optional.empty(), 0.1, 1).watchedLoss());
        assertEquals(validation.loss(), new EpochResult(0, 1, 9, Optional.of(validation), 0.1, 1).watchedLoss());
    }

    @Test
    void historyKeepsWhatItHeard() {
        History history = new History();
        assertTrue(history.results().isEmpty());
        for (int epoch = 0; epoch < 3; epoch++) {
            history.epochEnded(new EpochResult(epoch, epoch, 10 - epoch, Optional.empty(), 0.1, 1));
        }
        assertEquals(3, history.results().size());
        assertEquals(8, history.trainingLosses()[2]);
    }

    private static void assertConfusion(Evaluation e, long[][] expected) {
        ConfusionMatrix matrix = e.confusion().orElseThrow();
        assertEquals(expected.length, matrix.classes());
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected.length; j++) {
                assertEquals(expected[i][j], matrix.count(i, j), i + " taken for " + j);
            }
        }
    }

    private static Evaluation evaluate(int n, Activation last, Loss loss, Dataset data) {
        return Model.of(network(n, last), identity(n), Optional.empty()).evaluate(data, loss);
    }

    private static Network network(int n, Activation last) {
        return Network.withInputs(n).dense(n, last).build();
    }

    private static double[] identity(int n) {
        double[] parameters = new double[n * n + n];
        for (int j = 0; j < n; j++) {
            parameters[j * n + j] = 1;
        }
        return parameters;
    }
}
