package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.StopReason;
import dev.lanewise.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints come every n updates, the oldest go, and the newest whole one is found. */
@Tag("once")
class CheckpointsTest {

    @TempDir
    Path parent;

    private Path folder() {
        return parent.resolve("a/b");
    }

    private Trainer fit(Checkpoints checkpoints, int epochs) {
        Trainer trainer = Trainings.description(Trainings.network()).epochs(epochs).listener(checkpoints).build();
        assertEquals(StopReason.EPOCHS_DONE, trainer.fit(Trainings.DATA, Trainings.VALIDATION));
        return trainer;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
        }
    }

    private Path file(long updates) {
        return folder().resolve(String.format(Locale.ROOT, "checkpoint-%012d.safetensors", updates));
    }

    @Test
    void everyThirdUpdateAndTheNewestFour() throws IOException {
        Checkpoints checkpoints = Checkpoints.in(folder(), 3, 4);
        assertEquals(Optional.empty(), checkpoints.latest());
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("checkpoint-1.safetensors"), "not ours");
        Files.writeString(folder().resolve("checkpoint-000000000001.txt"), "not ours");
        Files.writeString(folder().resolve(".checkpoint-000000000002.safetensors.5c-2.tmp"), "of a process that died");
        fit(checkpoints, 4);
        assertEquals(List.of("checkpoint-000000000001.txt", "checkpoint-000000000009.safetensors",
                "checkpoint-000000000012.safetensors", "checkpoint-000000000015.safetensors",
                "checkpoint-000000000018.safetensors", "checkpoint-1.safetensors"), files());
        assertEquals(18, checkpoints.latest().get().state().updates());
    }

    /** Where digits are others, names have the same ones. */
    @Test
    void inAnotherLanguage() throws IOException {
        Locale locale = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            Checkpoints checkpoints = Checkpoints.in(folder(), 10, 1);
            fit(checkpoints, 4);
            assertEquals(20, checkpoints.latest().get().state().updates());
        } finally {
            Locale.setDefault(locale);
        }
        assertEquals(List.of("checkpoint-000000000020.safetensors"), files());
    }

    /** Whoever waits for models of a training finds one at any time. */
    @Test
    void askedForMeanwhile() throws Exception {
        Checkpoints checkpoints = Checkpoints.in(folder(), 1, 1);
        Trainer trainer = Trainings.description(Trainings.network()).build();
        checkpoints.save(trainer);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<Void> saves = executor.submit(() -> {
                for (int i = 0; i < 300; i++) {
                    trainer.step(Trainings.DATA);
                    checkpoints.saveIfDue(trainer);
                }
                return null;
            });
            long updates = 0;
            while (!saves.isDone()) {
                long found = checkpoints.latest().orElseThrow().state().updates();
                assertTrue(found >= updates, found + " after " + updates);
                updates = found;
            }
            saves.get();
        } finally {
            executor.shutdown();
        }
        assertEquals(300, checkpoints.latest().get().state().updates());
    }

    /** The best model, say, may be saved beside the checkpoints; what cannot be deleted does not stop a training. */
    @Test
    void othersInTheFolder() throws IOException {
        Path stubborn = Files.createDirectories(folder().resolve("checkpoint-000000000000.safetensors/full"));
        Path leftover = Files.createDirectories(folder().resolve(".checkpoint-000000000001.safetensors.1.tmp/full"));
        Path best = folder().resolve(".best.safetensors.1.tmp");
        Files.writeString(best, "being saved");
        Files.createSymbolicLink(folder().resolve("checkpoint-999999999999.safetensors"), Path.of("nothing"));
        Checkpoints checkpoints = Checkpoints.in(folder(), 7, 1);
        fit(checkpoints, 4);
        assertTrue(Files.exists(stubborn) && Files.exists(leftover) && Files.exists(best));
        assertEquals(14, checkpoints.latest().get().state().updates());
        Files.delete(file(14));
        assertEquals(Optional.empty(), checkpoints.latest());
    }

    @Test
    void interrupted() throws IOException {
        Checkpoints checkpoints = Checkpoints.in(folder(), 5, 2);
        Trainer trainer = fit(checkpoints, 4);
        Files.write(file(99), new byte[9]);
        Thread.currentThread().interrupt();
        assertEquals(20, checkpoints.latest().get().state().updates());
        assertEquals(file(20), checkpoints.save(trainer));
        assertTrue(Thread.interrupted(), "the flag stays");
    }

    @Test
    void goesOnToTheBit() throws IOException {
        Trainer straight = Trainings.description(Trainings.network()).build();
        straight.fit(Trainings.DATA, Trainings.VALIDATION);
        Checkpoints checkpoints = Checkpoints.in(folder(), 7, 1);
        fit(checkpoints, 3);
        Trainer resumed = Trainings.description(Trainings.network()).resume(checkpoints.latest().get().state())
                .listener(checkpoints).build();
        assertEquals(14, resumed.updates());
        resumed.fit(Trainings.DATA, Trainings.VALIDATION);
        SameBits.assertSame(straight.state(), resumed.state());
    }

    /** A newest one that is damaged is passed over, does not stand in the way, and no whole one goes for it. */
    @Test
    void damagedOnes() throws IOException {
        Checkpoints checkpoints = Checkpoints.in(folder(), 5, 3);
        Trainer trainer = fit(checkpoints, 4);
        byte[] bytes = Files.readAllBytes(file(20));
        bytes[bytes.length - 1] ^= 1;
        Files.write(file(20), bytes);
        Files.write(file(15), new byte[] {1, 2, 3});
        SavedTraining saved = checkpoints.latest().get();
        assertEquals(10, saved.state().updates());
        Checkpoints one = Checkpoints.in(folder(), 100, 1);
        Trainer resumed = Trainings.description(Trainings.network()).resume(saved.state()).listener(one).build();
        resumed.step(1, Trainings.DATA.x(), 0, Trainings.DATA.y(), 0);
        assertEquals(file(11), one.save(resumed));
        assertEquals(List.of(file(11), file(15), file(20)).stream().map(f -> f.getFileName().toString())
                .collect(Collectors.toList()), files());
        assertEquals(11, one.latest().get().state().updates());
        assertEquals(file(20), checkpoints.save(trainer), "a damaged file of the same number is replaced");
        assertEquals(20, checkpoints.latest().get().state().updates());
    }

    /** Another training in the same folder would be lost among the checkpoints of the first one. */
    @Test
    void aTrainingThatDidNotGoOn() throws IOException {
        Checkpoints checkpoints = Checkpoints.in(folder(), 5, 3);
        fit(checkpoints, 4);
        List<String> before = files();
        Trainer fresh = Trainings.description(Trainings.network()).listener(checkpoints).build();
        String message = assertThrows(UncheckedIOException.class,
                () -> fresh.fit(Trainings.DATA, Trainings.VALIDATION)).getCause().getMessage();
        assertTrue(message.endsWith("checkpoint-000000000020.safetensors is of a training that got further than 5 "
                + "updates: go on from it, or take another folder"), message);
        assertEquals(before, files());
        assertEquals(5, fresh.updates());
        Trainer resumed = Trainings.description(Trainings.network()).resume(fresh.state()).build();
        assertEquals(StopReason.EPOCHS_DONE, resumed.fit(Trainings.DATA, Trainings.VALIDATION));
    }

    @Test
    void afterStepsOutsideOfFit() throws IOException {
        Checkpoints checkpoints = Checkpoints.in(folder(), 2, 2);
        Trainer trainer = Trainings.description(Trainings.network()).build();
        for (int i = 0; i < 7; i++) {
            trainer.step(1, Trainings.DATA.x(), 4 * i, Trainings.DATA.y(), 3 * i);
            checkpoints.saveIfDue(trainer);
        }
        assertEquals(List.of("checkpoint-000000000004.safetensors", "checkpoint-000000000006.safetensors"), files());
    }

    @Test
    void aFolderThatIsNone() throws IOException {
        Files.writeString(parent.resolve("a"), "a file");
        Trainer trainer = Trainings.description(Trainings.network()).build();
        assertThrows(IOException.class, () -> Checkpoints.in(folder(), 1, 1).save(trainer));
        assertThrows(IOException.class, () -> Checkpoints.in(parent.resolve("a"), 1, 1).latest());
        assertEquals("a file", Files.readString(parent.resolve("a")));
    }

    @Test
    void numbersBelowOne() {
        for (long[] numbers : new long[][] {{0, 1}, {1, 0}, {-1, 1}}) {
            assertThrows(IllegalArgumentException.class,
                    () -> Checkpoints.in(folder(), numbers[0], (int) numbers[1]));
        }
    }
}
