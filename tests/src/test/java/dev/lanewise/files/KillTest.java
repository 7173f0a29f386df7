package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Model;
import dev.lanewise.StopReason;
import dev.lanewise.Trainer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at any moment while it saves leaves whole files. */
@Tag("once")
@Tag("child-jvm")
class KillTest {

    private static final int KILLS = Integer.getInteger("kills", 8);

    /** From how many kills on chance does not explain that something never happened. */
    private static final int MANY = 200;

    /** Time to save some dozens of models, or of checkpoints, between which it computes. */
    private static final double MODELS_NANOS = 60e6;
    private static final double CHECKPOINTS_NANOS = 200e6;

    /** What a kill left: temporary files, and which model, or how many updates. */
    private record Kill(int temporaries, long found) {
    }

    /** What one kill is, in a folder of its own. */
    private interface Attempt {

        /** The moment is in [0, 1). */
        Kill in(Path folder, double moment) throws IOException, InterruptedException;
    }

    @TempDir
    Path folder;

    @Test
    void oneFile() throws Exception {
        List<Kill> kills = kills(KILLS, KillTest::killModels);
        int temporaries = kills.stream().mapToInt(Kill::temporaries).sum();
        long first = kills.stream().filter(kill -> kill.found == 0).count();
        if (KILLS >= MANY) {
            assertTrue(temporaries > 0, "no kill hit a write");
            assertTrue(first > 0 && first < KILLS, () -> "the first state was found " + first + " times");
        }
        record("KillTest.oneFile", "kill -9 of a process that saves two models of 100 KB by turns to one file",
                KILLS + " kills, each file whole: the first model " + first + " times, the second "
                        + (KILLS - first) + " times; " + temporaries + " temporary files left");
    }

    private static Kill killModels(Path folder, double moment) throws IOException, InterruptedException {
        Path file = folder.resolve("model.safetensors");
        kill("models", file, (long) (moment * MODELS_NANOS));
        Model found = ModelFiles.load(file);
        return new Kill(Samples.temporaries(folder), Samples.indexOf(found, SavingChild.MODELS));
    }

    @Test
    void checkpoints() throws Exception {
        Trainer straight = Samples.training().build();
        straight.fit(Samples.data());
        Map<String, double[]> expected = straight.state().arrays();
        int count = Math.max(2, KILLS / 4);
        List<Kill> kills = kills(count, (folder, moment) -> killCheckpoints(folder, moment, expected));
        int temporaries = kills.stream().mapToInt(Kill::temporaries).sum();
        long least = kills.stream().mapToLong(Kill::found).min().getAsLong();
        long most = kills.stream().mapToLong(Kill::found).max().getAsLong();
        record("KillTest.checkpoints", "kill -9 of a training that saves a checkpoint after each of "
                + straight.updates() + " updates, then resumed",
                count + " kills after " + least + " to " + most
                        + " updates, each training ended with the bits of one that was not killed; " + temporaries
                        + " temporary files left");
    }

    private static Kill killCheckpoints(Path folder, double moment, Map<String, double[]> expected)
            throws IOException, InterruptedException {
        kill("checkpoints", folder, (long) (moment * CHECKPOINTS_NANOS));
        int temporaries = Samples.temporaries(folder);
        Checkpoints checkpoints = Checkpoints.in(folder, 1, 2);
        SavedTraining saved = checkpoints.latest().orElseThrow();
        Trainer resumed = Samples.training().resume(saved.state()).build();
        assertEquals(StopReason.EPOCHS_DONE, resumed.fit(Samples.data()));
        Map<String, double[]> actual = resumed.state().arrays();
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
        checkpoints.save(resumed);
        assertEquals(resumed.updates(), checkpoints.latest().orElseThrow().state().updates());
        return new Kill(temporaries, saved.state().updates());
    }

    /** Starts a child, and kills it some time after it has saved once. */
    private static void kill(String what, Path path, long nanos) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(SavingChild.command(what, path)).redirectErrorStream(true).start();
        try (BufferedReader output = child.inputReader()) {
            List<String> lines = new ArrayList<>();
            while (!lines.contains(SavingChild.STARTED)) {
                String line = output.readLine();
                if (line == null) {
                    throw new IllegalStateException("the child ended: " + lines);
                }
                lines.add(line);
            }
            TimeUnit.NANOSECONDS.sleep(nanos);
            assertTrue(child.isAlive(), "the child ended by itself");
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    /** Two at a time: starting a JVM is most of the work. */
    private List<Kill> kills(int count, Attempt attempt) throws Exception {
        List<Callable<Kill>> tasks = new ArrayList<>();
        Random random = new Random(9);
        for (int i = 0; i < count; i++) {
            Path own = Files.createDirectory(folder.resolve("kill-" + i));
            double moment = random.nextDouble();
            tasks.add(() -> attempt.in(own, moment));
        }
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            List<Kill> kills = new ArrayList<>();
            for (Future<Kill> kill : executor.invokeAll(tasks)) {
                kills.add(kill.get());
            }
            return kills;
        } finally {
            executor.shutdown();
        }
    }

    private static void record(String test, String what, String outcome) {
        if (KILLS >= MANY) {
            Reliability.record(test, what, outcome);
        }
    }
}
