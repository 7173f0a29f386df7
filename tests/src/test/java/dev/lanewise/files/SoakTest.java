package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Dataset;
import dev.lanewise.Model;
import dev.lanewise.Parallelism;
import dev.lanewise.Trainer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads predict with a model that training replaces through a file: no wrong bit, no growth of memory. */
@Tag("once")
class SoakTest {

    private static final int READERS = 32;
    private static final int PARTS = 6;

    private static final long SECONDS = Long.getLong("soak.seconds", 2);

    /** Bytes; what is in use at a moment varies by less. */
    private static final long MOST_GROWTH = 4 << 20;

    private static final Dataset DATA = Samples.data().rows(0, 24);
    private static final int ROWS = DATA.rows();
    private static final int OUTPUTS = DATA.outputs();

    /**
     * A model that is in use.
     *
     * @param model the model, loaded from a file
     * @param expected what the trainer's own model says of each row by itself
     */
    private record Published(Model model, double[] expected) {

        static Published of(Trainer trainer, Path file) throws IOException {
            Model trained = trainer.model();
            double[] expected = new double[ROWS * OUTPUTS];
            for (int i = 0; i < ROWS; i++) {
                trained.predict(1, DATA.x(), i * DATA.inputs(), expected, i * OUTPUTS);
            }
            ModelFiles.save(file, trained);
            return new Published(ModelFiles.load(file), expected);
        }

        /** Some rows in a batch. */
        void check(int from, int to, double[] output) {
            model.predict(to - from, DATA.x(), from * DATA.inputs(), output, 0);
            int length = (to - from) * OUTPUTS;
            if (!Arrays.equals(output, 0, length, expected, from * OUTPUTS, from * OUTPUTS + length)) {
                throw new AssertionError("wrong bits in rows " + from + " to " + to);
            }
        }
    }

    @TempDir
    Path folder;

    private final AtomicReference<Published> current = new AtomicReference<>();
    private final AtomicLong predictions = new AtomicLong();
    private volatile boolean isOver;

    @Test
    void predictionsDuringTraining() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        List<Long> heap = new ArrayList<>();
        int swaps;
        ExecutorService executor = Executors.newFixedThreadPool(READERS + 1);
        try (Parallelism parallelism = Parallelism.ofThreads(2)) {
            Path file = folder.resolve("model.safetensors");
            Trainer trainer = Samples.training().parallelism(parallelism).build();
            current.set(Published.of(trainer, file));
            Future<Integer> swapping = executor.submit(() -> trainAndSwap(trainer, file));
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                Random random = new Random(i);
                readers.add(executor.submit(() -> read(random)));
            }
            for (int i = 0; i < PARTS; i++) {
                TimeUnit.MILLISECONDS.sleep(SECONDS * 1_000 / PARTS);
                heap.add(usedHeap());
            }
            isOver = true;
            swaps = swapping.get();
            for (Future<?> reader : readers) {
                reader.get();
            }
        } finally {
            isOver = true;
            executor.shutdown();
        }
        assertNoneLeft(before);
        assertTrue(heap.get(PARTS - 1) - heap.get(0) < MOST_GROWTH, () -> "used heap grew: " + heap);
        assertTrue(swaps > 0, "nothing was swapped in");
        if (Long.getLong("soak.seconds") != null) {
            record(swaps, heap);
        }
    }

    private int trainAndSwap(Trainer trainer, Path file) throws IOException {
        int swaps = 0;
        while (!isOver) {
            trainer.step(DATA);
            current.set(Published.of(trainer, file));
            swaps++;
        }
        return swaps;
    }

    /** Pauses leave the trainer some of the processors, as in a server. */
    private Void read(Random random) throws InterruptedException {
        double[] output = new double[ROWS * OUTPUTS];
        while (!isOver) {
            Published published = current.get();
            int row = random.nextInt(ROWS);
            published.check(row, row + 1, output);
            published.check(row / 2, ROWS - random.nextInt(ROWS / 2), output);
            published.check(0, ROWS, output);
            predictions.addAndGet(3);
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return null;
    }

    /** {@return bytes that the most thorough of some collections left} */
    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            long used = 0;
            for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
                used += pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage().getUsed() : 0;
            }
            least = Math.min(least, used);
        }
        return least;
    }

    /** Threads whose work has ended are there for a moment still. */
    private static void assertNoneLeft(Set<Thread> before) throws InterruptedException {
        long start = System.nanoTime();
        Set<Thread> left;
        do {
            TimeUnit.MILLISECONDS.sleep(10);
            left = new HashSet<>(Thread.getAllStackTraces().keySet());
            left.removeAll(before);
        } while (!left.isEmpty() && System.nanoTime() - start < 10_000_000_000L);
        assertEquals(Set.of(), left, "threads left");
    }

    private void record(int swaps, List<Long> heap) {
        Reliability.record("SoakTest", READERS + " threads predict rows and batches while a model is trained, saved, "
                + "loaded and swapped in, for " + SECONDS + " s",
                String.format(Locale.ROOT,
                        "%,d predictions, %,d swaps, no wrong bit; used heap after collections %.1f MB at the "
                                + "beginning, %.1f MB at the end, %.1f MB at most; no thread left",
                        predictions.get(), swaps, heap.get(0) / 1e6, heap.get(PARTS - 1) / 1e6,
                        Collections.max(heap) / 1e6));
    }
}
