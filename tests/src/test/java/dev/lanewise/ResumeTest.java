package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A training that is stopped after any step and resumed by another trainer has the bits of one that was not. */
class ResumeTest {

    private static final Dataset DATA = Toys.classes(37, 1);
    private static final Dataset VALIDATION = Toys.classes(11, 2);

    /** Ends fit after some batches of it, and keeps the epochs' figures. */
    private static final class StopAfter implements TrainingListener {

        final List<String> figures = new ArrayList<>();
        private int left;

        StopAfter(int batches) {
            left = batches;
        }

        @Override
        public void batchEnded(Trainer trainer, long row, double loss) {
            if (--left == 0) {
                trainer.cancel();
            }
        }

        @Override
        public void epochEnded(EpochResult r) {
            figures.add(r.epoch() + " " + r.updates() + " " + r.trainingLoss() + " " + r.watchedLoss() + " "
                    + r.learningRate());
        }
    }

    @Test
    void atAnyStep() {
        StopAfter whole = new StopAfter(Integer.MAX_VALUE);
        Trainer straight = description().listener(whole).build();
        assertEquals(StopReason.EPOCHS_DONE, straight.fit(DATA, VALIDATION));
        int steps = (int) straight.updates();
        assertEquals(4 * 5, steps);
        for (int stop = 1; stop < steps; stop++) {
            StopAfter first = new StopAfter(stop);
            Trainer stopped = description().listener(first).build();
            assertEquals(StopReason.CANCELLED, stopped.fit(DATA, VALIDATION), "stop after " + stop);
            assertEquals(stop, stopped.updates());
            TrainingState state = TrainingState.of(copied(stopped.state().arrays()));
            StopAfter second = new StopAfter(Integer.MAX_VALUE);
            Trainer resumed = description().listener(second).resume(state).build();
            assertEquals(StopReason.EPOCHS_DONE, resumed.fit(DATA, VALIDATION));
            assertSame(straight.state(), resumed.state(), stop);
            assertArrayEquals(straight.parameters(), resumed.parameters());
            first.figures.addAll(second.figures);
            assertEquals(whole.figures, first.figures);
        }
    }

    /** More epochs than were first asked for, although early stopping shows the best parameters in between. */
    @Test
    void withMoreEpochs() {
        Trainer straight = description().epochs(6).build();
        straight.fit(DATA, VALIDATION);
        Trainer shorter = description().epochs(3).build();
        shorter.fit(DATA, VALIDATION);
        Trainer resumed = description().epochs(6).resume(shorter.state()).build();
        resumed.fit(DATA, VALIDATION);
        assertSame(straight.state(), resumed.state(), 3);
        assertArrayEquals(straight.parameters(), resumed.parameters());
    }

    @Test
    void ofAnotherOptimizer() {
        TrainingState state = Toys.training(Toys.network()).build().state();
        TrainerBuilder other = Toys.training(Toys.network()).optimizer(Optimizer.sgd()).resume(state);
        String message = assertThrows(IllegalArgumentException.class, other::build).getMessage();
        assertEquals("a state of optimizer kind 3 for one of kind 0 (0 SGD, 1 momentum, 2 RMSProp, 3 Adam)", message);
        TrainingState momentum = Toys.training(Toys.network()).optimizer(Optimizer.momentum(0.9)).build().state();
        TrainerBuilder rmsProp = Toys.training(Toys.network()).optimizer(Optimizer.rmsProp()).resume(momentum);
        assertThrows(IllegalArgumentException.class, rmsProp::build);
    }

    /** Another batch size would skip rows, or train some twice. */
    @Test
    void withAnotherBatchSize() {
        StopAfter listener = new StopAfter(2);
        Trainer stopped = description().listener(listener).build();
        stopped.fit(DATA);
        Trainer resumed = description().batchSize(5).resume(stopped.state()).build();
        double[] before = resumed.parameters();
        assertEquals("epoch 0 is to go on after 16 rows, but 20 rows end a batch: another batch size, or other data",
                assertThrows(IllegalArgumentException.class, () -> resumed.fit(DATA)).getMessage());
        assertArrayEquals(before, resumed.parameters());
    }

    /** A state that is taken when the last epoch has ended still goes back to the best parameters. */
    @Test
    void fromTheLastEpoch() {
        TrainerBuilder description = description().learningRate(LearningRate.constant(0.5)).epochs(8);
        Trainer straight = description.build();
        straight.fit(DATA, VALIDATION);
        List<TrainingState> states = new ArrayList<>();
        Trainer[] watched = new Trainer[1];
        watched[0] = description().learningRate(LearningRate.constant(0.5)).epochs(8)
                .listener(result -> states.add(watched[0].state())).build();
        watched[0].fit(DATA, VALIDATION);
        Trainer resumed = description.resume(states.get(7)).build();
        assertEquals(StopReason.EPOCHS_DONE, resumed.fit(DATA, VALIDATION));
        assertArrayEquals(straight.parameters(), resumed.parameters());
        assertSame(straight.state(), resumed.state(), 8);
    }

    /** What early stopping put in place shows after resuming, too, and is what online steps go on from. */
    @Test
    void theBestParametersStay() {
        TrainerBuilder description = description().learningRate(LearningRate.constant(0.5)).epochs(8);
        Trainer trainer = description.build();
        trainer.fit(DATA, VALIDATION);
        assertNotEquals(7, trainer.bestEpoch(), "the best epoch is not the last one");
        Trainer resumed = description.resume(trainer.state()).build();
        assertArrayEquals(trainer.parameters(), resumed.parameters());
        double[] gradients = new double[trainer.parameters().length];
        double loss = resumed.gradients(DATA, 0, gradients, false);
        assertEquals(trainer.gradients(DATA, 0, gradients, false), loss);
        trainer.step(DATA);
        resumed.step(DATA);
        assertArrayEquals(trainer.parameters(), resumed.parameters());
        double[] online = trainer.parameters();
        trainer.fit(DATA, VALIDATION);
        assertArrayEquals(online, trainer.parameters(), "no epoch is left, so nothing is restored");
    }

    @Test
    void fromIncompleteArrays() {
        Map<String, double[]> arrays = new HashMap<>(Toys.training(Toys.network()).build().state().arrays());
        for (String name : List.copyOf(arrays.keySet())) {
            Map<String, double[]> without = new HashMap<>(arrays);
            without.remove(name);
            assertEquals("a training state without " + name,
                    assertThrows(IllegalArgumentException.class, () -> TrainingState.of(without)).getMessage());
        }
        arrays.put("optimizer.first", new double[3]);
        assertThrows(IllegalArgumentException.class, () -> TrainingState.of(arrays));
    }

    private static TrainerBuilder description() {
        return Toys.training(Toys.network()).earlyStopping(100, 0);
    }

    private static Map<String, double[]> copied(Map<String, double[]> arrays) {
        Map<String, double[]> copies = new HashMap<>();
        arrays.forEach((name, values) -> copies.put(name, values.clone()));
        return copies;
    }

    private static void assertSame(TrainingState expected, TrainingState actual, int stop) {
        Map<String, double[]> arrays = actual.arrays();
        expected.arrays().forEach(
                (name, values) -> assertArrayEquals(values, arrays.get(name), name + ", stopped after " + stop));
    }
}
