package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trainer does beside the arithmetic: order, pieces, stops, listeners, layers that stay. */
class TrainerTest {

    private static final Dataset DATA = Toys.classes(37, 1);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void sameBitsOnThreads(int threads) {
        Trainer alone = Toys.training(Toys.network()).build();
        alone.fit(DATA);
        try (Parallelism parallelism = Eager.threads(threads)) {
            Trainer shared = Toys.training(Toys.network()).parallelism(parallelism).build();
            shared.fit(DATA);
            assertArrayEquals(alone.parameters(), shared.parameters());
        }
    }

    @Test
    void learnsAndRestoresTheBest() {
        History history = new History();
        Dataset validation = Toys.classes(50, 5);
        Trainer trainer = Toys.training(Toys.network()).learningRate(LearningRate.constant(0.1)).epochs(60)
                .earlyStopping(5, 0).listener(history).build();
        StopReason reason = trainer.fit(Toys.classes(200, 4), validation);
        assertEquals(StopReason.EARLY_STOPPING, reason);
        List<Double> losses = history.results().stream().map(EpochResult::watchedLoss).toList();
        double best = losses.stream().mapToDouble(loss -> loss).min().orElseThrow();
        assertEquals(losses.size() - 7, losses.indexOf(best), "six epochs without progress after the best");
        Evaluation evaluation = trainer.evaluate(validation);
        assertEquals(best, evaluation.loss());
        assertEquals(evaluation.loss(), trainer.model().evaluate(validation, Loss.SOFTMAX_CROSS_ENTROPY).loss());
        assertTrue(evaluation.accuracy() > 0.85, () -> "accuracy " + evaluation.accuracy());
    }

    /** Each epoch has all rows once, in another order; the same for the same seed. */
    @Test
    void shuffles() {
        ShuffledBatches batches = new ShuffledBatches(DATA, 8, 1);
        double[] first = epoch(batches, 0);
        double[] second = epoch(batches, 1);
        assertFalse(Arrays.equals(first, second));
        assertArrayEquals(first, epoch(batches, 0));
        assertFalse(Arrays.equals(first, epoch(new ShuffledBatches(DATA, 8, 2), 0)));
        double[] x = DATA.x().clone();
        for (double[] values : List.of(x, first, second)) {
            Arrays.sort(values);
        }
        assertArrayEquals(x, first);
        assertArrayEquals(x, second);
    }

    private static double[] epoch(BatchSource source, long epoch) {
        double[] rows = new double[DATA.rows() * DATA.inputs()];
        Batch batch = new Batch();
        source.rewind(epoch);
        int row = 0;
        while (source.next(8, batch)) {
            System.arraycopy(batch.x, batch.xOffset, rows, row * DATA.inputs(), batch.rows * DATA.inputs());
            row += batch.rows;
        }
        assertEquals(DATA.rows(), row);
        return rows;
    }

    /** A dataset in its own order, a source of the same batches, and steps by hand. */
    @Test
    void sourcesAndStepsAgree() {
        TrainerBuilder description = Toys.training(Toys.network()).learningRate(LearningRate.constant(0.02)).epochs(1)
                .unshuffled();
        Trainer ofData = description.build();
        ofData.fit(DATA);
        Trainer ofSource = description.build();
        ofSource.fit(new OrderedBatches(DATA));
        assertArrayEquals(ofData.parameters(), ofSource.parameters());
        Trainer byHand = description.build();
        for (int i = 0; i < DATA.rows(); i += 8) {
            byHand.step(Math.min(8, DATA.rows() - i), DATA.x(), i * 4, DATA.y(), i * 3);
        }
        assertArrayEquals(ofData.parameters(), byHand.parameters());
        assertEquals(5, byHand.updates());
    }

    /** Gradients of ordered pieces, accumulated and applied, are the step of the batch in one. */
    @Test
    void piecesOfABatch() {
        Network network = Toys.network();
        TrainerBuilder description = Toys.training(network);
        Trainer whole = description.build();
        whole.step(37, DATA.x(), 0, DATA.y(), 0);
        Trainer inPieces = description.build();
        double[] gradients = new double[network.parameterCount()];
        inPieces.gradients(DATA.rows(0, 10), 0, gradients, false);
        inPieces.gradients(DATA.rows(10, 11), 10, gradients, true);
        inPieces.gradients(DATA.rows(11, 37), 11, gradients, true);
        inPieces.apply(gradients, 37, 37);
        assertArrayEquals(whole.parameters(), inPieces.parameters());
    }

    /** Weights of rows are like rows that are there so many times, but for the order of sums. */
    @Test
    void weightsOfRows() {
        Dataset three = DATA.rows(0, 3);
        double[] x = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        double[] y = new double[15];
        int[] copies = {0, 1, 1, 2, 2};
        for (int i = 0; i < copies.length; i++) {
            System.arraycopy(three.x(), copies[i] * 4, x, i * 4, 4);
            System.arraycopy(three.y(), copies[i] * 3, y, i * 3, 3);
        }
        Trainer trainer = Toys.training(Toys.network()).dropout(0, 0).build();
        double[] weighted = new double[trainer.parameters().length];
        double[] repeated = new double[weighted.length];
        double loss = trainer.gradients(three.withWeights(new double[] {1, 2, 2}), 0, weighted, false);
        Close.assertClose("loss", trainer.gradients(Dataset.of(4, x, 3, y), 0, repeated, false), loss, 1e-14);
        Close.assertClose("gradients", repeated, weighted, 1e-14);
        Evaluation evaluation = trainer.evaluate(three.withWeights(new double[] {1, 2, 2}));
        Evaluation ofRepeated = trainer.evaluate(Dataset.of(4, x, 3, y));
        Close.assertClose("loss", ofRepeated.loss(), evaluation.loss(), 1e-14);
        Close.assertClose("log-loss", ofRepeated.logLoss(), evaluation.logLoss(), 1e-14);
        Close.assertClose("R²", ofRepeated.r2(), evaluation.r2(), 1e-14);
        assertEquals(ofRepeated.accuracy(), evaluation.accuracy());
    }

    @Test
    void rowsOfWeight0ChangeNothing() {
        Trainer trainer = Toys.training(Toys.network()).optimizer(Optimizer.sgd()).penalty(Penalty.NONE).build();
        double[] before = trainer.parameters();
        Batch weightless = new Batch();
        weightless.set(1, DATA.x(), 0, DATA.y(), 0, new double[1], 0);
        assertEquals(0, trainer.train(weightless, 0, 0));
        assertArrayEquals(before, trainer.parameters());
    }

    @Test
    void frozenLayersStay() {
        Network network = Toys.network();
        Trainer trainer = Toys.training(network).freeze(1).build();
        double[] before = trainer.parameters();
        trainer.fit(DATA);
        double[] after = trainer.parameters();
        for (int i = 0; i < before.length; i++) {
            boolean frozen = i >= network.weightOffset(1) && i < network.weightOffset(2);
            assertEquals(frozen, before[i] == after[i], "parameter " + i);
        }
    }

    @Test
    void aGradientThatIsNotFinite() {
        double[] x = DATA.x().clone();
        x[4 * 20 + 1] = Double.NaN;
        Dataset data = Dataset.of(4, x, 3, DATA.y());
        Trainer trainer = Toys.training(Toys.network()).unshuffled().build();
        String message = assertThrows(ArithmeticException.class, () -> trainer.fit(data)).getMessage();
        assertEquals("epoch 0, batch 2, layer 0: the gradient of weight 0 is NaN", message);
        assertEquals(2, trainer.updates());
        Trainer two = Toys.training(Toys.network()).unshuffled().epochs(1).build();
        two.fit(DATA.rows(0, 16));
        assertArrayEquals(two.parameters(), trainer.parameters(), "those of the last whole step");
    }

    @Test
    void aNormThatOverflows() {
        Network network = Toys.network();
        Trainer trainer = Toys.training(network).build();
        double[] huge = new double[network.parameterCount()];
        Arrays.fill(huge, 1e200);
        double[] before = trainer.parameters();
        assertEquals("epoch 0, batch 0: the norm of the gradients overflows",
                assertThrows(ArithmeticException.class, () -> trainer.apply(huge, 1, 1)).getMessage());
        assertArrayEquals(before, trainer.parameters());
    }

    @Test
    void clipping() {
        Network network = Network.withInputs(1).dense(1, Activation.IDENTITY).build();
        double[] start = {0, 0};
        TrainerBuilder description = Trainer.builder(network, Loss.HALF_SQUARED_ERROR).optimizer(Optimizer.sgd())
                .learningRate(LearningRate.constant(1)).parameters(start);
        // z = 0, so dz = −y: gradients −30 and −10
        assertArrayEquals(new double[] {30, 10}, stepped(description));
        assertArrayEquals(new double[] {12, 10}, stepped(description.clipByValue(12)));
        double factor = 2 / (Math.sqrt(12 * 12 + 10 * 10) + 1e-6);
        assertArrayEquals(new double[] {12 * factor, 10 * factor}, stepped(description.clipByNorm(2)));
    }

    private static double[] stepped(TrainerBuilder description) {
        Trainer trainer = description.build();
        trainer.step(1, new double[] {3}, 0, new double[] {10}, 0);
        return trainer.parameters();
    }

    @Test
    void interrupted() {
        Trainer trainer = Toys.training(Toys.network()).listener(new TrainingListener() {
            @Override
            public void epochEnded(EpochResult result) {
            }

            @Override
            public void batchEnded(Trainer trainer, long row, double loss) {
                if (trainer.epoch() == 1 && row == 16) {
                    Thread.currentThread().interrupt();
                }
            }
        }).build();
        assertEquals(StopReason.INTERRUPTED, trainer.fit(DATA));
        assertTrue(Thread.interrupted(), "the flag stays");
        assertEquals(7, trainer.updates());
        assertEquals(StopReason.EPOCHS_DONE, trainer.fit(DATA));
        Trainer straight = Toys.training(Toys.network()).build();
        straight.fit(DATA);
        assertArrayEquals(straight.parameters(), trainer.parameters());
    }

    @Test
    void aListenerThatThrows() {
        IllegalStateException thrown = new IllegalStateException("full");
        List<Long> epochs = new ArrayList<>();
        Trainer trainer = Toys.training(Toys.network()).listener(result -> {
            epochs.add(result.epoch());
            if (epochs.size() == 2) {
                throw thrown;
            }
        }).build();
        assertSame(thrown, assertThrows(IllegalStateException.class, () -> trainer.fit(DATA)));
        assertEquals(StopReason.EPOCHS_DONE, trainer.fit(DATA));
        assertEquals(List.of(0L, 1L, 2L, 3L), epochs);
        Trainer straight = Toys.training(Toys.network()).build();
        straight.fit(DATA);
        assertArrayEquals(straight.parameters(), trainer.parameters());
    }

    /** A step that is refused leaves fit's place in its epoch. */
    @Test
    void aRefusedStepBetweenFits() {
        List<Long> rows = new ArrayList<>();
        Trainer trainer = Toys.training(Toys.network()).epochs(1).listener(new TrainingListener() {
            @Override
            public void epochEnded(EpochResult result) {
            }

            @Override
            public void batchEnded(Trainer trainer, long row, double loss) {
                rows.add(row);
                if (row == 16) {
                    trainer.cancel();
                }
            }
        }).build();
        assertEquals(StopReason.CANCELLED, trainer.fit(DATA));
        double[] nan = new double[trainer.parameters().length];
        nan[3] = Double.NaN;
        assertThrows(ArithmeticException.class, () -> trainer.apply(nan, 1, 1));
        double[] x = {Double.NaN, 0, 0, 0};
        assertThrows(ArithmeticException.class, () -> trainer.step(1, x, 0, DATA.y(), 0));
        assertEquals(StopReason.EPOCHS_DONE, trainer.fit(DATA));
        assertEquals(List.of(8L, 16L, 24L, 32L, 37L), rows);
    }

    @Test
    void aListenerMustNotTrain() {
        Trainer[] trainer = new Trainer[1];
        trainer[0] = Toys.training(Toys.network()).listener(result -> trainer[0].step(DATA)).build();
        String message = assertThrows(IllegalStateException.class, () -> trainer[0].fit(DATA)).getMessage();
        assertEquals("the trainer is in fit; a listener must not train", message);
    }

    /** What is set after a trainer was built is for the next one. */
    @Test
    void aDescriptionIsTakenAsItIs() {
        TrainerBuilder description = Toys.training(Toys.network());
        Trainer first = description.build();
        description.epochs(1).batchSize(3).reduction(Reduction.SUM).learningRate(LearningRate.constant(1e-9));
        first.fit(DATA);
        Trainer same = Toys.training(Toys.network()).build();
        same.fit(DATA);
        assertArrayEquals(same.parameters(), first.parameters());
    }

    /** A watched loss that is NaN is no progress, and not what is gone back to. */
    @Test
    void aLossThatIsNaN() {
        double[] x = DATA.x().clone();
        x[0] = Double.NaN;
        Trainer trainer = Toys.training(Toys.network()).earlyStopping(1, 0).build();
        assertEquals(StopReason.EARLY_STOPPING, trainer.fit(DATA, Dataset.of(4, x, 3, DATA.y())));
        assertEquals(-1, trainer.bestEpoch());
        assertEquals(2, trainer.epoch());
    }

    /** Online steps do not count as a part of an epoch. */
    @Test
    void fitAfterSteps() {
        Trainer trainer = Toys.training(Toys.network()).epochs(1).build();
        trainer.step(3, DATA.x(), 0, DATA.y(), 0);
        assertEquals(StopReason.EPOCHS_DONE, trainer.fit(DATA));
        assertEquals(1 + 5, trainer.updates());
        assertEquals(1, trainer.epoch());
    }

    @Test
    void dropoutThinsAndIsNotThereInPredictions() {
        Network network = Network.withInputs(1).dense(2000, Activation.IDENTITY).dense(1, Activation.IDENTITY).build();
        double[] parameters = new double[network.parameterCount()];
        Arrays.fill(parameters, 0, 2000, 1);
        Trainer trainer = Trainer.builder(network, Loss.HALF_SQUARED_ERROR).parameters(parameters).dropout(0.25)
                .build();
        Dataset data = Dataset.of(1, new double[] {1, 1}, 1, new double[] {1, 1});
        double[] gradients = new double[parameters.length];
        trainer.gradients(data.rows(0, 1), 0, gradients, false);
        int kept = 0;
        for (int i = network.weightOffset(1); i < network.biasOffset(1); i++) {
            assertTrue(gradients[i] == 0 || gradients[i] == -1 / 0.75, () -> "neither dropped nor scaled");
            kept += gradients[i] != 0 ? 1 : 0;
        }
        assertEquals(1500, kept, 100);
        double[] both = new double[parameters.length];
        trainer.gradients(data, 0, both, false);
        assertNotEquals(2 * kept, Arrays.stream(both).filter(g -> g == -2 / 0.75).count(), "rows have masks apart");
        assertArrayEquals(new double[] {0}, trainer.model().predict(new double[] {1}));
    }
}
