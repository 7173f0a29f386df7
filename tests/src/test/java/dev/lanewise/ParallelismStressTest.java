package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two callers run many tasks in random numbers of parts, some of which fail, while the instance may be closed: every
 * part runs once, every failure is reported, no thread is left, and what was not closed still works.
 */
@Timeout(60)
class ParallelismStressTest {

    private static final int ROUNDS = 40;
    private static final int TASKS = 400;
    private static final int MOST_THREADS = 6;

    private final Random random = new Random(1);

    @Test
    void threadsOfItsOwn() throws InterruptedException {
        Set<Thread> before = WorkerThreadsTest.ours();
        for (int round = 0; round < ROUNDS; round++) {
            stress(Eager.threads(2 + round % (MOST_THREADS - 1)), round % 2 == 0);
        }
        Set<Thread> left = WorkerThreadsTest.ours();
        left.removeAll(before);
        assertEquals(Set.of(), left);
    }

    @Test
    void anUnreliableExecutor() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Executor unreliable = task -> {
            switch (random.nextInt(6)) {
                case 0 -> throw new RejectedExecutionException();
                case 1 -> {} // dropped
                case 2 -> task.run();
                default -> threads.execute(task);
            }
        };
        for (int round = 0; round < ROUNDS; round++) {
            stress(Eager.executor(unreliable, 2 + round % (MOST_THREADS - 1)), round % 2 == 0);
        }
        threads.shutdown();
        assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
    }

    private void stress(Parallelism parallelism, boolean closeMeanwhile) throws InterruptedException {
        CountDownLatch tasksUntilClose = new CountDownLatch(1 + random.nextInt(TASKS));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread[] callers = new Thread[2];
        for (int caller = 0; caller < callers.length; caller++) {
            Random own = new Random(random.nextLong());
            callers[caller] = new Thread(() -> {
                for (int i = 0; i < TASKS; i++) {
                    tasksUntilClose.countDown();
                    new FailingTask(own).runOn(parallelism);
                }
            });
            callers[caller].setUncaughtExceptionHandler((thread, t) -> thrown.set(t));
            callers[caller].start();
        }
        if (closeMeanwhile) {
            Latches.await(tasksUntilClose);
            parallelism.close();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertNull(thrown.get());
        CountedTask counted = new CountedTask(parallelism.threads());
        parallelism.run(counted, parallelism.threads());
        counted.assertEachRanOnce();
        parallelism.close();
    }

    /** Counts how often each part runs; some parts then fail. */
    private static final class FailingTask implements Task {

        private final AtomicIntegerArray runs = new AtomicIntegerArray(MOST_THREADS);
        private final BitSet failing;
        private final int most;
        private volatile int parts;

        FailingTask(Random random) {
            failing = BitSet.valueOf(new long[] {random.nextLong() & random.nextLong() & random.nextLong()});
            most = 1 + random.nextInt(MOST_THREADS);
        }

        @Override
        public void run(int part, int parts) {
            this.parts = parts;
            runs.incrementAndGet(part);
            if (failing.get(part)) {
                throw new ArithmeticException("part " + part);
            }
        }

        void runOn(Parallelism parallelism) {
            int failures = 0;
            try {
                parallelism.run(this, Math.min(most, parallelism.threads()));
            } catch (ArithmeticException e) {
                failures = 1 + e.getSuppressed().length;
            }
            for (int part = 0; part < runs.length(); part++) {
                assertEquals(part < parts ? 1 : 0, runs.get(part), "runs of part " + part + " of " + parts);
            }
            assertEquals(failing.get(0, parts).cardinality(), failures);
        }
    }
}
