package dev.lanewise;

import static dev.lanewise.Refusals.refuses;
import static dev.lanewise.Refusals.refusesArgument;
import static dev.lanewise.Refusals.refusesNull;
import static dev.lanewise.Refusals.refusesRange;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Calls that make no sense: one clear message each, and a trainer that is as it was. */
class TrainerBadInputTest {

    private static final Network NETWORK = Toys.network();
    private static final int COUNT = NETWORK.parameterCount();
    private static final Dataset DATA = Toys.classes(10, 1);
    private static final Dataset OTHER_INPUTS = Dataset.of(3, new double[6], 3, new double[6]);
    private static final Dataset OTHER_OUTPUTS = Dataset.of(4, new double[8], 2, new double[4]);

    /** Goes through two epochs, so that optimizer, schedule and early stopping have a state to be spoilt. */
    private final Trainer trainer = trained();

    private static Trainer trained() {
        Trainer trainer = Toys.training(NETWORK).epochs(2).earlyStopping(9, 0).build();
        trainer.fit(DATA);
        return trainer;
    }

    private void unchanged(Executable refused) {
        double[] parameters = trainer.parameters();
        Map<String, double[]> state = trainer.state().arrays();
        try {
            refused.execute();
        } catch (Throwable t) {
            throw t instanceof AssertionError e ? e : new AssertionError(t);
        }
        assertArrayEquals(parameters, trainer.parameters());
        Map<String, double[]> after = trainer.state().arrays();
        state.forEach((name, values) -> assertArrayEquals(values, after.get(name), name));
    }

    @Test
    void closedParallelism() {
        Parallelism parallelism = Eager.threads(2);
        Trainer early = Toys.training(NETWORK).parallelism(parallelism).build();
        parallelism.close();
        double[] before = early.parameters();
        refuses(IllegalStateException.class, () -> Toys.training(NETWORK).parallelism(parallelism), "closed");
        refuses(IllegalStateException.class, () -> early.fit(DATA), "closed");
        refuses(IllegalStateException.class, () -> early.step(1, DATA.x(), 0, DATA.y(), 0), "closed");
        assertArrayEquals(before, early.parameters());
    }

    @Test
    void dataThatDoesNotFit() {
        for (Dataset[] parts : new Dataset[][] {{OTHER_INPUTS, DATA}, {DATA, OTHER_INPUTS}}) {
            unchanged(() -> refusesArgument(() -> trainer.fit(parts[0], parts[1]),
                    "3 inputs and 3 outputs", "4 and 3"));
        }
        unchanged(() -> refusesArgument(() -> trainer.fit(OTHER_INPUTS), "3 inputs and 3 outputs", "4 and 3"));
        unchanged(() -> refusesArgument(() -> trainer.fit(OTHER_OUTPUTS), "4 inputs and 2 outputs", "4 and 3"));
        unchanged(() -> refusesArgument(() -> trainer.evaluate(OTHER_OUTPUTS), "4 inputs and 2 outputs", "4 and 3"));
        unchanged(() -> refusesNull(() -> trainer.fit((Dataset) null), "data"));
        unchanged(() -> refusesNull(() -> trainer.fit(DATA, null), "validation"));
        unchanged(() -> refusesNull(() -> trainer.fit((Dataset) null, DATA), "data"));
        unchanged(() -> refusesNull(() -> trainer.fit((BatchSource) null), "source"));
        unchanged(() -> refusesNull(() -> trainer.fit(new OrderedBatches(DATA), null), "validation"));
        unchanged(() -> refusesNull(() -> trainer.evaluate(null), "data"));
    }

    @Test
    void aSingleRowToBeSplit() {
        Trainer sharing = Toys.training(NETWORK).validationShare(0.5).build();
        double[] before = sharing.parameters();
        refusesArgument(() -> sharing.fit(DATA.rows(0, 1)), "single row");
        assertArrayEquals(before, sharing.parameters());
    }

    @Test
    void rowsOfAStep() {
        double[] x = DATA.x();
        double[] y = DATA.y();
        unchanged(() -> refusesArgument(() -> trainer.step(0, x, 0, y, 0), "a batch of 0 rows"));
        unchanged(() -> refusesArgument(() -> trainer.step(-1, x, 0, y, 0), "a batch of -1 rows"));
        unchanged(() -> refusesRange(() -> trainer.step(2, x, 33, y, 0), "x: offset 33 and length 8", "40"));
        unchanged(() -> refusesRange(() -> trainer.step(2, x, -1, y, 0), "x: offset -1"));
        unchanged(() -> refusesRange(() -> trainer.step(2, x, 0, y, 25), "y: offset 25 and length 6", "30"));
        unchanged(() -> refusesRange(() -> trainer.step(2, x, 0, y, -1), "y: offset -1"));
        unchanged(() -> refusesArgument(() -> trainer.step(1 << 30, x, 0, y, 0), "1073741824 × 4 = 4294967296"));
        unchanged(() -> refusesNull(() -> trainer.step(2, null, 0, y, 0), "x"));
        unchanged(() -> refusesNull(() -> trainer.step(2, x, 0, null, 0), "y"));
    }

    @Test
    void gradientsThatDoNotFit() {
        double[] gradients = new double[COUNT];
        unchanged(() -> refusesArgument(() -> trainer.gradients(OTHER_INPUTS, 0, gradients, false),
                "3 inputs", "4 and 3"));
        unchanged(() -> refusesArgument(() -> trainer.gradients(DATA, -1, gradients, false), "firstRow is -1", "0"));
        unchanged(() -> refusesArgument(() -> trainer.gradients(DATA, 0, new double[5], false),
                "gradients has length 5", "" + COUNT));
        unchanged(() -> refusesNull(() -> trainer.gradients(DATA, 0, null, false), "gradients"));
        unchanged(() -> refusesNull(() -> trainer.gradients(null, 0, gradients, false), "data"));
        assertArrayEquals(new double[COUNT], gradients);
        trainer.gradients(DATA, 0, gradients, false);
        assertTrue(Arrays.stream(gradients).anyMatch(g -> g != 0));
    }

    @Test
    void gradientsThatCannotBeApplied() {
        double[] gradients = new double[COUNT];
        unchanged(() -> refusesArgument(() -> trainer.apply(new double[5], 1, 1),
                "gradients has length 5", "" + COUNT));
        unchanged(() -> refusesNull(() -> trainer.apply(null, 1, 1), "gradients"));
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            unchanged(() -> refusesArgument(() -> trainer.apply(gradients, bad, 1), "divisor is " + bad));
        }
        unchanged(() -> refusesArgument(() -> trainer.apply(gradients, 1, 0), "rows is 0", "1"));
        trainer.apply(gradients, 1, 1);
        for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
            gradients[NETWORK.biasOffset(1) + 2] = bad;
            unchanged(() -> refuses(ArithmeticException.class, () -> trainer.apply(gradients, 1, 1),
                    "epoch 2, batch 1, layer 1", "bias 2 is " + bad));
        }
    }

    /** A source of two batches that a test points wherever it likes. */
    private static BatchSource source(Consumer<Batch> batches) {
        return new BatchSource() {
            private int left;

            @Override
            public void rewind(long epoch) {
                left = 2;
            }

            @Override
            public boolean next(int maxRows, Batch batch) {
                batches.accept(batch);
                return left-- > 0;
            }
        };
    }

    @Test
    void batchesThatDoNotFit() {
        double[] x = DATA.x();
        double[] y = DATA.y();
        Trainer fresh = Toys.training(NETWORK).batchSize(2).build();
        double[] before = fresh.parameters();
        refusesArgument(() -> fresh.fit(source(b -> b.set(0, x, 0, y, 0))), "0 rows", "1 to 2");
        refusesArgument(() -> fresh.fit(source(b -> b.set(3, x, 0, y, 0))), "3 rows", "1 to 2");
        refusesArgument(() -> fresh.fit(source(b -> {})), "0 rows", "1 to 2");
        refusesRange(() -> fresh.fit(source(b -> b.set(2, x, 33, y, 0))), "x: offset 33 and length 8", "40");
        refusesRange(() -> fresh.fit(source(b -> b.set(2, x, 0, y, 25))), "y: offset 25 and length 6", "30");
        refusesRange(() -> fresh.fit(source(b -> b.set(2, x, 0, y, 0, new double[3], 2))),
                "weights: offset 2 and length 2", "3");
        refusesNull(() -> fresh.fit(source(b -> b.set(2, null, 0, y, 0))), "x");
        refusesNull(() -> fresh.fit(source(b -> b.set(2, x, 0, null, 0))), "y");
        assertArrayEquals(before, fresh.parameters());
        assertEquals(0, fresh.updates());
    }

    @Test
    void sourcesWithoutEnd() {
        Trainer whole = Toys.training(NETWORK).fullBatch().build();
        refusesArgument(() -> whole.fit(new OrderedBatches(DATA)), "needs a batch size");
        refusesArgument(() -> whole.fit(new OrderedBatches(DATA), DATA), "needs a batch size");
    }

    @Test
    void sourcesWithTooFewRows() {
        BatchSource empty = new BatchSource() {
            @Override
            public void rewind(long epoch) {
            }

            @Override
            public boolean next(int maxRows, Batch batch) {
                return false;
            }
        };
        Trainer fresh = Toys.training(NETWORK).build();
        refusesArgument(() -> fresh.fit(empty), "epoch 0 has no rows");
        Trainer stopped = Toys.training(NETWORK).batchSize(4).unshuffled().listener(new TrainingListener() {
            @Override
            public void epochEnded(EpochResult result) {
            }

            @Override
            public void batchEnded(Trainer trainer, long row, double loss) {
                trainer.cancel();
            }
        }).build();
        assertEquals(StopReason.CANCELLED, stopped.fit(DATA));
        double[] before = stopped.parameters();
        refusesArgument(() -> stopped.fit(empty), "epoch 0 is to go on after 4 rows, but 0 rows end a batch", "4");
        assertArrayEquals(before, stopped.parameters());
    }

    @Test
    void sourcesThatThrow() {
        Trainer fresh = Toys.training(NETWORK).build();
        double[] before = fresh.parameters();
        refuses(IllegalStateException.class, () -> fresh.fit(source(b -> {
            throw new IllegalStateException("unreadable");
        })), "unreadable");
        assertArrayEquals(before, fresh.parameters());
        fresh.fit(DATA);
        Trainer untouched = Toys.training(NETWORK).build();
        untouched.fit(DATA);
        assertArrayEquals(untouched.parameters(), fresh.parameters());
    }

    @Test
    void statesThatDoNotFit() {
        Map<String, double[]> arrays = new HashMap<>(trainer.state().arrays());
        for (String name : new String[] {"optimizer.first", "optimizer.second", "best.parameters"}) {
            Map<String, double[]> bad = new HashMap<>(arrays);
            bad.put(name, new double[5]);
            refusesArgument(() -> TrainingState.of(bad), name + " has length 5", "" + COUNT);
        }
        Map<String, double[]> bad = new HashMap<>(arrays);
        bad.put("position", new double[2]);
        refusesArgument(() -> TrainingState.of(bad), "position has length 2", "16");
        double[] position = arrays.get("position");
        for (int i = 0; i < position.length; i++) {
            double[] changed = position.clone();
            changed[i] = Double.NaN;
            bad.put("position", changed);
            boolean isFigure = i == 7 || i == 10 || i == 13;    // losses, which may be NaN
            if (!isFigure) {
                refusesArgument(() -> TrainingState.of(bad), "a position whose ", "NaN");
            }
        }
        refusesNull(() -> TrainingState.of(null), "arrays");
    }
}
