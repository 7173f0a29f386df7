package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Once warm, neither a step of training nor a prediction into an array allocates anything. */
@Tag("allocation")
class TrainerAllocationTest {

    private static final int ROWS = 37;

    private static final Dataset DATA = Toys.classes(ROWS, 1);

    @Test
    void stepsOfAllOptimizers() {
        Trainer[] trainers = Stream.of(Optimizer.sgd(), Optimizer.nesterov(0.9), Optimizer.rmsProp(),
                Optimizer.adamW(0.01)).map(optimizer -> description().optimizer(optimizer).build())
                .toArray(Trainer[]::new);
        Allocation.assertNone(() -> {
            for (Trainer trainer : trainers) {
                trainer.step(ROWS, DATA.x(), 0, DATA.y(), 0);
                trainer.step(1, DATA.x(), 4, DATA.y(), 3);
            }
        });
    }

    @Test
    void stepOnThreads() {
        try (Parallelism parallelism = Eager.threads(2)) {
            Trainer trainer = description().parallelism(parallelism).build();
            Allocation.assertNone(() -> trainer.step(ROWS, DATA.x(), 0, DATA.y(), 0));
        }
    }

    @Test
    void stepsOfAllLosses() {
        Network network = Network.withInputs(4).dense(5, Activation.TANH).dense(3, Activation.IDENTITY).build();
        Trainer[] trainers = Stream.of(Loss.HALF_SQUARED_ERROR, Loss.MEAN_SQUARED_ERROR, Loss.MEAN_ABSOLUTE_ERROR,
                Loss.huber(0.1), Loss.BINARY_CROSS_ENTROPY, Loss.SOFTMAX_CROSS_ENTROPY)
                .map(loss -> Trainer.builder(network, loss).clipByValue(1)
                        .learningRate(LearningRate.cosine(0.01, 10, 1_000)).build())
                .toArray(Trainer[]::new);
        Allocation.assertNone(() -> {
            for (Trainer trainer : trainers) {
                trainer.step(ROWS, DATA.x(), 0, DATA.y(), 0);
            }
        });
    }

    @Test
    void gradientsAndApply() {
        Trainer trainer = description().build();
        double[] gradients = new double[trainer.parameters().length];
        Dataset weighted = DATA.withWeights(weights());
        Allocation.assertNone(() -> {
            trainer.gradients(weighted, 0, gradients, false);
            trainer.gradients(weighted, ROWS, gradients, true);
            trainer.apply(gradients, 2 * ROWS, 2 * ROWS);
        });
    }

    /** From the first batch of an epoch to its last, of a source that fills the same arrays again and again. */
    @Test
    void fitOverASource() {
        Meter meter = new Meter();
        Trainer trainer = description().epochs(Integer.MAX_VALUE).batchSize(ROWS).listener(meter).build();
        meter.trainer = trainer;
        trainer.fit(new Refilled());
        assertEquals(0, meter.least, "bytes in " + Allocation.STEPS + " batches");
    }

    /** Batches with weights in arrays that are always the same. */
    private static final class Refilled implements BatchSource {

        private final double[] x = new double[DATA.x().length];
        private final double[] y = DATA.y().clone();
        private final double[] weights = weights();
        private int batches;

        @Override
        public void rewind(long epoch) {
            batches = 0;
        }

        @Override
        public boolean next(int maxRows, Batch batch) {
            System.arraycopy(DATA.x(), 0, x, 0, x.length);
            batch.set(ROWS, x, 0, y, 0, weights, 0);
            return batches++ <= Allocation.STEPS;
        }
    }

    /** The fewest bytes that an epoch's batches but the first have allocated; ends the training when it is none. */
    private static final class Meter implements TrainingListener {

        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private final long deadline = System.nanoTime() + Allocation.WARM_UP.toNanos();
        private final long thread = Thread.currentThread().getId();

        Trainer trainer;
        long least = Long.MAX_VALUE;

        private long before;

        @Override
        public void batchEnded(Trainer trainer, long row, double loss) {
            if (row == ROWS) {
                before = THREADS.getThreadAllocatedBytes(thread);
            } else if (row == (Allocation.STEPS + 1) * ROWS) {
                least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
            }
        }

        @Override
        public void epochEnded(EpochResult result) {
            if (least == 0 || System.nanoTime() > deadline) {
                trainer.cancel();
            }
        }
    }

    @Test
    void predictions() {
        Standardization standardization = Standardization.ofInputs(DATA);
        Network network = Toys.network();
        Model model = Model.of(network, network.initialParameters(1), Optional.of(standardization));
        double[] output = new double[ROWS * 3];
        int[] classes = new int[ROWS];
        Allocation.assertNone(() -> {
            for (int m = 1; m <= ROWS; m += 36) {
                model.predict(m, DATA.x(), 0, output, 0);
                model.predictRaw(m, DATA.x(), 0, output, 0);
                model.probabilities(m, DATA.x(), 0, output, 0);
                model.classify(m, DATA.x(), 0, classes, 0);
            }
        });
    }

    @Test
    void probabilitiesOfLogits() {
        Network network = Network.withInputs(4).dense(3, Activation.IDENTITY).build();
        Network single = Network.withInputs(4).dense(1, Activation.IDENTITY).build();
        Model softmax = Model.of(network, network.initialParameters(1), Optional.empty());
        Model sigmoid = Model.of(single, single.initialParameters(1), Optional.empty());
        double[] output = new double[ROWS * 3];
        Allocation.assertNone(() -> {
            softmax.probabilities(ROWS, DATA.x(), 0, output, 0);
            sigmoid.probabilities(ROWS, DATA.x(), 0, output, 0);
        });
    }

    private static TrainerBuilder description() {
        return Toys.training(Toys.network()).standardization(Standardization.ofInputs(DATA))
                .penalty(new Penalty(1e-4, 1e-4, true));
    }

    private static double[] weights() {
        return new Random(1).doubles(ROWS, 0.5, 2).toArray();
    }
}
