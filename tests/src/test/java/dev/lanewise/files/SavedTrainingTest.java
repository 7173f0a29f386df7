package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.EpochResult;
import dev.lanewise.Network;
import dev.lanewise.Optimizer;
import dev.lanewise.StopReason;
import dev.lanewise.Trainer;
import dev.lanewise.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that is saved after any step, loaded and resumed has the bits of one that never stopped. */
@Tag("once")
class SavedTrainingTest {

    @TempDir
    Path folder;

    private Path file(int updates) {
        return folder.resolve(updates + ".safetensors");
    }

    @Test
    void afterAnyStep() throws IOException {
        Trainer straight = Trainings.description(Trainings.network()).listener(saving()).build();
        assertEquals(StopReason.EPOCHS_DONE, straight.fit(Trainings.DATA, Trainings.VALIDATION));
        assertEquals(20, straight.updates());
        for (int updates = 1; updates <= 20; updates++) {
            SavedTraining saved = ModelFiles.loadTraining(file(updates));
            assertEquals(updates, saved.state().updates());
            Network network = saved.model().network();
            Trainer resumed = Trainings.description(network).resume(saved.state()).build();
            SameBits.assertSame(saved.model(), resumed.model());
            assertEquals(StopReason.EPOCHS_DONE, resumed.fit(Trainings.DATA, Trainings.VALIDATION));
            SameBits.assertSame(straight.state(), resumed.state());
            SameBits.assertSame(straight.model(), resumed.model());
        }
    }

    /** The best parameters are in their place, and a training with more epochs goes on from the last ones. */
    @Test
    void betweenTwoFits() throws IOException {
        Trainer straight = Trainings.description(Trainings.network()).epochs(7).build();
        straight.fit(Trainings.DATA, Trainings.VALIDATION);
        Trainer shorter = Trainings.description(Trainings.network()).build();
        shorter.fit(Trainings.DATA, Trainings.VALIDATION);
        ModelFiles.save(file(0), shorter);
        Trainer resumed = Trainings.description(Trainings.network()).epochs(7)
                .resume(ModelFiles.loadTraining(file(0)).state()).build();
        resumed.fit(Trainings.DATA, Trainings.VALIDATION);
        SameBits.assertSame(straight.state(), resumed.state());
    }

    @Test
    void everyOptimizerOnline() throws IOException {
        for (Optimizer optimizer : List.of(Optimizer.sgd(), Optimizer.momentum(0.9), Optimizer.nesterov(0.9),
                Optimizer.rmsProp(), Optimizer.adam(), Optimizer.adamW(0.1))) {
            Trainer straight = Trainings.description(Trainings.network()).optimizer(optimizer).build();
            steps(straight, 0, 9);
            ModelFiles.save(file(9), straight);
            steps(straight, 9, 20);
            Trainer resumed = Trainings.description(Trainings.network()).optimizer(optimizer)
                    .resume(ModelFiles.loadTraining(file(9)).state()).build();
            steps(resumed, 9, 20);
            SameBits.assertSame(straight.state(), resumed.state());
        }
    }

    private static void steps(Trainer trainer, int from, int to) {
        for (int i = from; i < to; i++) {
            trainer.step(1, Trainings.DATA.x(), 4 * i, Trainings.DATA.y(), 3 * i);
        }
    }

    private TrainingListener saving() {
        return new TrainingListener() {
            @Override
            public void epochEnded(EpochResult result) {
            }

            @Override
            public void batchEnded(Trainer trainer, long row, double loss) {
                try {
                    ModelFiles.save(file((int) trainer.updates()), trainer);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
