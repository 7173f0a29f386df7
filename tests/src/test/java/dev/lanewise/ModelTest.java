package dev.lanewise;

import static dev.lanewise.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Predictions: the same bits however rows come, in every thread; classes, probabilities, standardization. */
class ModelTest {

    private static final int ROWS = 130;
    private static final int K = 5;
    private static final int N = 3;
    private static final double[] X = new Random(1).doubles(ROWS * K, -2, 2).toArray();

    @ParameterizedTest
    @EnumSource
    void sameBitsInAnyBatch(Arithmetic arithmetic) {
        Model model = model(arithmetic, Activation.SOFTMAX, Optional.of(standardization()));
        double[] activations = new double[ROWS * N];
        double[] raw = new double[ROWS * N];
        double[] probabilities = new double[ROWS * N];
        int[] classes = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            double[] row = row(i);
            System.arraycopy(model.predict(row), 0, activations, i * N, N);
            System.arraycopy(model.probabilities(row), 0, probabilities, i * N, N);
            model.predictRaw(1, row, 0, raw, i * N);
            classes[i] = model.classify(row);
        }
        assertArrayEquals(activations, probabilities);
        for (int m = 1; m <= ROWS; m++) {
            int first = (ROWS - m) / 2;
            assertBatch(model::predict, activations, first, m);
            assertBatch(model::predictRaw, raw, first, m);
            assertBatch(model::probabilities, probabilities, first, m);
            int[] some = new int[m + 2];
            model.classify(m, X, first * K, some, 1);
            assertArrayEquals(Arrays.copyOfRange(classes, first, first + m), Arrays.copyOfRange(some, 1, m + 1));
            assertEquals(0, some[0] + some[m + 1], "beside the classes");
        }
    }

    private interface Flat {

        void call(int m, double[] x, int xOffset, double[] output, int outputOffset);
    }

    private static void assertBatch(Flat method, double[] expected, int first, int m) {
        double[] output = new double[m * N + 5];
        Arrays.fill(output, 9);
        method.call(m, X, first * K, output, 3);
        double[] whole = output.clone();
        System.arraycopy(expected, first * N, whole, 3, m * N);
        assertArrayEquals(whole, output, m + " rows");
        assertEquals(27, output[0] + output[1] + output[2], "beside the outputs");
        assertEquals(18, output[m * N + 3] + output[m * N + 4], "beside the outputs");
    }

    @Test
    void arraysOfRows() {
        Model model = model(Arithmetic.FUSED, Activation.TANH, Optional.empty());
        double[][] rows = new double[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            rows[i] = row(i);
        }
        double[][] outputs = model.predict(rows);
        assertEquals(ROWS, outputs.length);
        for (int i = 0; i < ROWS; i++) {
            assertArrayEquals(model.predict(rows[i]), outputs[i], "row " + i);
        }
    }

    /** Of so wide a layer fewer rows are taken at a time. */
    @Test
    void aWideLayer() {
        Network network = Network.withInputs(2).dense(5_000, Activation.RELU).dense(2, Activation.IDENTITY).build();
        Model model = Model.of(network, network.initialParameters(1), Optional.empty());
        double[] x = new Random(1).doubles(140, -1, 1).toArray();
        double[] outputs = new double[140];
        int[] classes = new int[70];
        model.predict(70, x, 0, outputs, 0);
        model.classify(70, x, 0, classes, 0);
        for (int i = 0; i < 70; i++) {
            double[] row = {x[2 * i], x[2 * i + 1]};
            assertArrayEquals(model.predict(row), Arrays.copyOfRange(outputs, 2 * i, 2 * i + 2), "row " + i);
            assertEquals(model.classify(row), classes[i]);
        }
    }

    @Test
    void noRows() {
        Model model = model(Arithmetic.FUSED, Activation.SOFTMAX, Optional.empty());
        model.predict(0, X, X.length, new double[0], 0);
        model.classify(0, X, 0, new int[0], 0);
    }

    /** As the passes of the network have them. */
    @Test
    void outputsAndPreActivations() {
        Model model = model(Arithmetic.STRICT, Activation.SIGMOID, Optional.empty());
        Workspace workspace = model.network().newWorkspace(ROWS);
        model.network().forward(model.parameters(), ROWS, X, 0, workspace);
        double[] outputs = new double[ROWS * N];
        model.predict(ROWS, X, 0, outputs, 0);
        assertArrayEquals(Arrays.copyOf(workspace.output(), ROWS * N), outputs);
        model.predictRaw(ROWS, X, 0, outputs, 0);
        assertArrayEquals(Arrays.copyOf(workspace.preActivation(), ROWS * N), outputs);
    }

    @Test
    void probabilitiesOfSoftmaxes() {
        double[] softmax = probabilities(N, Activation.SOFTMAX);
        assertArrayEquals(softmax, probabilities(N, Activation.LOG_SOFTMAX));
        assertArrayEquals(softmax, probabilities(N, Activation.IDENTITY), "logits of a softmax");
        for (int i = 0; i < ROWS; i++) {
            assertEquals(1, softmax[i * N] + softmax[i * N + 1] + softmax[i * N + 2], 1e-15);
        }
    }

    @Test
    void probabilitiesOfSigmoids() {
        double[] one = probabilities(1, Activation.SIGMOID);
        assertArrayEquals(one, probabilities(1, Activation.IDENTITY), "logits of a sigmoid");
        Model model = model(N, Activation.SIGMOID);
        double[] outputs = new double[ROWS * N];
        model.predict(ROWS, X, 0, outputs, 0);
        assertArrayEquals(outputs, probabilities(N, Activation.SIGMOID));
    }

    private static double[] probabilities(int n, Activation last) {
        double[] output = new double[ROWS * n];
        model(n, last).probabilities(ROWS, X, 0, output, 0);
        return output;
    }

    @ParameterizedTest
    @EnumSource(names = {"SOFTMAX", "LOG_SOFTMAX", "SIGMOID", "IDENTITY"})
    void classesAreTheLargestProbabilities(Activation last) {
        Model several = model(N, last);
        Model single = model(1, last);
        boolean hasTwoClasses = last == Activation.SIGMOID || last == Activation.IDENTITY;
        for (int i = 0; i < ROWS; i++) {
            assertEquals(RowArrays.argMax(N, several.probabilities(row(i)), 0), several.classify(row(i)));
            if (hasTwoClasses) {
                assertEquals(single.probabilities(row(i))[0] >= 0.5 ? 1 : 0, single.classify(row(i)));
            }
        }
    }

    @Test
    void equalLogits() {
        Network network = Network.withInputs(1).dense(3, Activation.SOFTMAX).build();
        assertEquals(0, Model.of(network, new double[6], Optional.empty()).classify(new double[] {1}));
        Network binary = Network.withInputs(1).dense(1, Activation.SIGMOID).build();
        assertEquals(1, Model.of(binary, new double[2], Optional.empty()).classify(new double[] {1}), "½ is enough");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"SOFTMAX", "LOG_SOFTMAX", "SIGMOID", "IDENTITY"})
    void noClasses(Activation last) {
        Model model = model(N, last);
        double[] output = new double[N];
        refuses(IllegalStateException.class, () -> model.probabilities(row(0)), last.toString());
        refuses(IllegalStateException.class, () -> model.probabilities(1, X, 0, output, 0), last.toString());
        refuses(IllegalStateException.class, () -> model.classify(row(0)), last.toString());
        refuses(IllegalStateException.class, () -> model.classify(1, X, 0, new int[1], 0), last.toString());
        assertArrayEquals(new double[N], output);
    }

    @Test
    void standardizesWhatItIsGiven() {
        Standardization standardization = standardization();
        double[] mean = standardization.mean();
        double[] deviation = standardization.deviation();
        double[] byHand = new double[X.length];
        for (int i = 0; i < X.length; i++) {
            byHand[i] = (X[i] - mean[i % K]) / deviation[i % K];
        }
        double[] x = X.clone();
        double[] expected = new double[ROWS * N];
        double[] actual = new double[ROWS * N];
        model(Arithmetic.FUSED, Activation.SOFTMAX, Optional.empty()).predict(ROWS, byHand, 0, expected, 0);
        model(Arithmetic.FUSED, Activation.SOFTMAX, Optional.of(standardization)).predict(ROWS, x, 0, actual, 0);
        assertArrayEquals(expected, actual);
        assertArrayEquals(X, x, "inputs are only read");
    }

    @Test
    void trainsOnStandardizedInputs() {
        Dataset raw = Toys.classes(40, 1);
        Standardization standardization = Standardization.ofInputs(raw);
        double[] byHand = raw.x().clone();
        for (int i = 0; i < byHand.length; i++) {
            byHand[i] = (byHand[i] - standardization.mean()[i % 4]) / standardization.deviation()[i % 4];
        }
        Dataset standardized = Dataset.of(4, byHand, 3, raw.y());
        Trainer trainer = Toys.training(Toys.network()).standardization(standardization).build();
        trainer.fit(raw);
        Trainer other = Toys.training(Toys.network()).build();
        other.fit(standardized);
        assertArrayEquals(other.parameters(), trainer.parameters());
        assertEquals(other.evaluate(standardized).toString(), trainer.evaluate(raw).toString());
        Model model = trainer.model();
        assertSame(standardization, model.standardization().orElseThrow());
        assertEquals(trainer.evaluate(raw).loss(), model.evaluate(raw, Loss.SOFTMAX_CROSS_ENTROPY).loss());
    }

    @Test
    void isImmutable() {
        Network network = Toys.network();
        double[] parameters = network.initialParameters(1);
        double[] mean = {1, 2, 3, 4};
        double[] deviation = {1, 2, 3, 4};
        Standardization standardization = Standardization.of(mean, deviation);
        Model model = Model.of(network, parameters, Optional.of(standardization));
        double[] row = {1, 2, 3, 5};
        double[] before = model.predict(row);
        Arrays.fill(parameters, 9);
        Arrays.fill(mean, 9);
        Arrays.fill(deviation, 9);
        Arrays.fill(model.parameters(), 9);
        Arrays.fill(standardization.mean(), 9);
        Arrays.fill(standardization.deviation(), 9);
        Arrays.fill(model.predict(row), 9);
        assertArrayEquals(before, model.predict(row));
    }

    @Test
    void trainingOnDoesNotChangeIt() {
        Trainer trainer = Toys.training(Toys.network()).earlyStopping(3, 0).build();
        trainer.fit(Toys.classes(20, 1));
        Model model = trainer.model();
        double[] parameters = model.parameters();
        double[] row = {1, 2, 3, 5};
        double[] before = model.predict(row);
        trainer.step(20, Toys.classes(20, 2).x(), 0, Toys.classes(20, 2).y(), 0);
        assertFalse(Arrays.equals(parameters, trainer.parameters()));
        assertArrayEquals(parameters, model.parameters());
        assertArrayEquals(before, model.predict(row));
    }

    @Test
    void sameBitsForManyThreads() throws Exception {
        Model model = model(Arithmetic.FUSED, Activation.SOFTMAX, Optional.of(standardization()));
        double[] expected = new double[ROWS * N];
        model.predict(ROWS, X, 0, expected, 0);
        int threads = 32;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> results = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int m = 1 + 4 * t;
                results.add(executor.submit((Callable<Void>) () -> {
                    start.await();
                    double[] output = new double[ROWS * N];
                    for (int round = 0; round < 20; round++) {
                        Arrays.fill(output, Double.NaN);
                        for (int i = 0; i < ROWS; i += m) {
                            model.predict(Math.min(m, ROWS - i), X, i * K, output, i * N);
                        }
                        assertArrayEquals(expected, output);
                        assertEquals(RowArrays.argMax(N, expected, 0), model.classify(row(0)));
                    }
                    return null;
                }));
            }
            for (Future<Void> result : results) {
                result.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void describesItself() {
        assertEquals("Model[STRICT, 5-9 TANH-3 SOFTMAX]",
                model(Arithmetic.STRICT, Activation.SOFTMAX, Optional.empty()).toString());
    }

    private static double[] row(int i) {
        return Arrays.copyOfRange(X, i * K, (i + 1) * K);
    }

    private static Standardization standardization() {
        return Standardization.ofInputs(Dataset.of(K, X, 1, new double[ROWS]));
    }

    private static Model model(int n, Activation last) {
        return model(Arithmetic.FUSED, n, last, Optional.empty());
    }

    private static Model model(Arithmetic arithmetic, Activation last, Optional<Standardization> standardization) {
        return model(arithmetic, N, last, standardization);
    }

    private static Model model(Arithmetic arithmetic, int n, Activation last,
            Optional<Standardization> standardization) {
        Network network = Network.withInputs(K).dense(9, Activation.TANH).dense(n, last).arithmetic(arithmetic).build();
        return Model.of(network, network.initialParameters(5), standardization);
    }
}
