package dev.lanewise;

import static dev.lanewise.Refusals.refusesArgument;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each schedule at points computed by hand, and the plateau's rule against a simulation of PyTorch's. */
@Tag("once")
class LearningRateTest {

    private static final double[] NOT_POSITIVE = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY};

    @Test
    void constant() {
        assertRates(LearningRate.constant(0.25), new long[][] {{0, 0}, {7, 1_000}, {1_000_000, 1L << 40}},
                0.25, 0.25, 0.25);
    }

    @Test
    void step() {
        LearningRate rate = LearningRate.step(0.8, 0.5, 3);
        assertRates(rate, new long[][] {{0, 9}, {2, 0}, {3, 0}, {5, 0}, {6, 0}, {9, 0}},
                0.8, 0.8, 0.4, 0.4, 0.2, 0.1);
        assertEquals(0.8 / 1024, rate.rate(32, 5, 3));
    }

    @Test
    void exponential() {
        assertRates(LearningRate.exponential(8, 0.25), new long[][] {{0, 0}, {1, 99}, {2, 0}, {3, 0}},
                8, 2, 0.5, 0.125);
        assertRates(LearningRate.exponential(0.1, 0.9), new long[][] {{2, 0}}, 0.1 * StrictMath.pow(0.9, 2));
    }

    @Test
    void cosineDownToNothing() {
        LearningRate rate = LearningRate.cosine(2, 0, 6);
        double[] expected = {2, 1 + Math.sqrt(3) / 2, 1.5, 1, 0.5, 1 - Math.sqrt(3) / 2, 0, 0};
        for (int step = 0; step < expected.length; step++) {
            assertEquals(expected[step], rate.rate(9, step, 9), 1e-15, "step " + step);
        }
        assertEquals(0, rate.rate(0, Long.MAX_VALUE, 0));
    }

    @Test
    void cosineAfterAWarmUp() {
        LearningRate rate = new LearningRate.Cosine(1, 4, 10, 0.2);
        double[] expected = {0.25, 0.5, 0.75, 1, 1, 0.6 + 0.2 * Math.sqrt(3), 0.8, 0.6, 0.4, 0.6 - 0.2 * Math.sqrt(3),
            0.2, 0.2};
        for (int step = 0; step < expected.length; step++) {
            assertEquals(expected[step], rate.rate(0, step, 0), 1e-15, "step " + step);
        }
        assertEquals(1, rate.rate(0, 3, 0), "the end of the way up");
        assertEquals(1, rate.rate(0, 4, 0), "the beginning of the way down");
        assertEquals(0.2, rate.rate(0, 10, 0), "the floor");
    }

    @Test
    void plateauToAFloor() {
        LearningRate rate = new LearningRate.OnPlateau(1, 0.5, 2, 0.2);
        assertEquals(1, rate.rate(50, 900, 0));
        assertEquals(0.5, rate.rate(50, 900, 1));
        assertEquals(0.25, rate.rate(50, 900, 2));
        assertEquals(0.2, rate.rate(50, 900, 3));
        assertEquals(0.2, rate.rate(50, 900, 1_000));
    }

    /** torch.optim.lr_scheduler.ReduceLROnPlateau(mode='min', threshold=1e-4, threshold_mode='rel'), written out. */
    @Test
    void plateauByPyTorchsRule() {
        double[] losses = {1, 0.9, 0.9, 0.89995, 0.8999, 0.8, 0.8, 0.81, 0.79999, 0.79993, 0.7, 0.9, 0.9, 0.9, 0.9, 0.9,
            0.9, 0.69, Double.NaN, 0.69, 0.68994, 0.5, -0.1, -0.1, -0.10001, -0.2, -0.2, -0.2, -0.2};
        for (int patience = 0; patience <= 3; patience++) {
            List<Double> expected = new ArrayList<>();
            List<Double> actual = new ArrayList<>();
            LearningRate.OnPlateau plateau = new LearningRate.OnPlateau(1, 0.5, patience, 0.01);
            Progress progress = new Progress();
            double rate = 1;
            double best = Double.POSITIVE_INFINITY;
            int badEpochs = 0;
            for (int epoch = 0; epoch < losses.length; epoch++) {
                if (losses[epoch] < best * (1 - 1e-4)) {
                    best = losses[epoch];
                    badEpochs = 0;
                } else {
                    badEpochs++;
                }
                if (badEpochs > patience) {
                    rate = Math.max(rate * 0.5, 0.01);
                    badEpochs = 0;
                }
                expected.add(rate);
                progress.watchPlateau(plateau, losses[epoch]);
                actual.add(plateau.rate(epoch + 1, 0, progress.reductions));
            }
            assertEquals(expected, actual, "patience " + patience);
        }
    }

    /** A loss that nothing can improve on: the targets have no pattern, and the step is too small to matter. */
    @Test
    void aTrainerReduces() {
        Network network = Network.withInputs(1).dense(1, Activation.IDENTITY).build();
        Dataset data = Dataset.of(1, new double[] {0, 0}, 1, new double[] {1, -1});
        History history = new History();
        Trainer trainer = Trainer.builder(network, Loss.HALF_SQUARED_ERROR).optimizer(Optimizer.sgd()).fullBatch()
                .learningRate(LearningRate.reduceOnPlateau(1, 0.5, 1)).epochs(7).listener(history).build();
        trainer.fit(data);
        assertEquals(List.of(1.0, 1.0, 1.0, 0.5, 0.5, 0.25, 0.25),
                history.results().stream().map(EpochResult::learningRate).toList());
        assertEquals(0.125, trainer.rate());
    }

    @Test
    void aTrainerGoesByEpochsOrUpdates() {
        assertEquals(List.of(0.4, 0.4, 0.2), rates(LearningRate.step(0.4, 0.5, 2)));
        assertEquals(List.of(0.5, 1.0, 0.5), rates(LearningRate.cosine(1, 4, 6)), "two updates per epoch");
    }

    private static List<Double> rates(LearningRate learningRate) {
        History history = new History();
        Toys.training(Toys.network()).learningRate(learningRate).batchSize(5).epochs(3).listener(history).build()
                .fit(Toys.classes(10, 1));
        return history.results().stream().map(result -> Math.round(result.learningRate() * 1e12) / 1e12).toList();
    }

    @Test
    void badRates() {
        for (double bad : NOT_POSITIVE) {
            refusesArgument(() -> LearningRate.constant(bad), "rate is " + bad, "above 0");
            refusesArgument(() -> LearningRate.step(bad, 0.5, 1), "initial is " + bad);
            refusesArgument(() -> LearningRate.exponential(bad, 0.5), "initial is " + bad);
            refusesArgument(() -> LearningRate.cosine(bad, 0, 10), "peak is " + bad);
            refusesArgument(() -> LearningRate.reduceOnPlateau(bad, 0.5, 1), "initial is " + bad);
        }
    }

    @Test
    void badFactors() {
        for (double bad : new double[] {0, -0.5, 1.000_000_1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refusesArgument(() -> LearningRate.step(1, bad, 1), "factor is " + bad, "(0, 1]");
            refusesArgument(() -> LearningRate.exponential(1, bad), "factor is " + bad);
            refusesArgument(() -> LearningRate.reduceOnPlateau(1, bad, 1), "factor is " + bad);
        }
        assertEquals(1, LearningRate.exponential(1, 1).rate(9, 9, 9));
    }

    @Test
    void badCounts() {
        refusesArgument(() -> LearningRate.step(1, 0.5, 0), "every is 0", "1");
        refusesArgument(() -> LearningRate.step(1, 0.5, -3), "every is -3", "1");
        refusesArgument(() -> LearningRate.reduceOnPlateau(1, 0.5, -1), "patience is -1", "0");
        refusesArgument(() -> LearningRate.cosine(1, -1, 10), "warmUp is -1 of 10");
        refusesArgument(() -> LearningRate.cosine(1, 10, 10), "warmUp is 10 of 10");
        refusesArgument(() -> LearningRate.cosine(1, 0, 0), "warmUp is 0 of 0");
    }

    @Test
    void badFloors() {
        for (double bad : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refusesArgument(() -> new LearningRate.Cosine(1, 0, 10, bad), "floor is " + bad);
            refusesArgument(() -> new LearningRate.OnPlateau(1, 0.5, 1, bad), "floor is " + bad);
        }
        refusesArgument(() -> new LearningRate.Cosine(1, 0, 10, 1.5), "floor is 1.5", "peak 1.0");
        refusesArgument(() -> new LearningRate.OnPlateau(1, 0.5, 1, 1.5), "floor is 1.5", "initial 1.0");
        assertTrue(new LearningRate.Cosine(1, 0, 10, 1).rate(0, 5, 0) == 1);
    }

    private static void assertRates(LearningRate learningRate, long[][] epochsAndSteps, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], learningRate.rate(epochsAndSteps[i][0], epochsAndSteps[i][1], 0), "point " + i);
        }
    }
}
