package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Whatever an executor does with its tasks, the caller ends with every part run once. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // a hung pass ignores interrupts
class ExecutorHelpersTest {

    /** The caller occupies the only thread of the executor that it shares its work with. */
    @Test
    void aCallerInsideItsOwnExecutor() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Parallelism parallelism = Eager.executor(executor, 4)) {
            executor.submit(() -> {
                for (int i = 0; i < 100; i++) {
                    CountedTask counted = new CountedTask(4);
                    parallelism.run(counted, 4);
                    counted.assertEachRanOnce();
                }
            }).get(30, TimeUnit.SECONDS);
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void anExecutorThatNeverStartsAnythingIsNotFlooded() {
        List<Runnable> queue = new ArrayList<>();
        Region region = new Region(0);
        Helpers helpers = new ExecutorHelpers(region, queue::add, Long.MAX_VALUE);
        for (int i = 0; i < 100; i++) {
            runCounted(region, helpers);
        }
        assertEquals(3, queue.size());
        queue.forEach(Runnable::run);
        queue.clear();
        runCounted(region, helpers);
        assertEquals(3, queue.size());
    }

    /** What was dropped is submitted again after a while; what then begins late does no harm. */
    @Test
    void anExecutorThatDropsTasksIsAskedAgain() {
        List<Runnable> dropped = new ArrayList<>();
        Region region = new Region(0);
        Helpers helpers = new ExecutorHelpers(region, dropped::add, TimeUnit.MILLISECONDS.toNanos(1));
        while (dropped.size() < 9) {
            runCounted(region, helpers);
        }
        assertEquals(9, dropped.size());
        List.copyOf(dropped).forEach(Runnable::run);
        dropped.clear();
        runCounted(region, helpers);
        assertEquals(3, dropped.size());
    }

    private static void runCounted(Region region, Helpers helpers) {
        CountedTask counted = new CountedTask(4);
        region.run(counted, 4, helpers);
        counted.assertEachRanOnce();
    }

    @Test
    void aRejectionCostsNothingAndAnotherFailureIsReported() {
        Executor rejecting = task -> {
            throw new RejectedExecutionException();
        };
        try (Parallelism parallelism = Eager.executor(rejecting, 3)) {
            for (int i = 0; i < 3; i++) {
                CountedTask counted = new CountedTask(3);
                parallelism.run(counted, 3);
                counted.assertEachRanOnce();
            }
        }
        AtomicInteger submissions = new AtomicInteger();
        Executor broken = task -> {
            submissions.incrementAndGet();
            throw new UnsupportedOperationException();
        };
        try (Parallelism parallelism = Eager.executor(broken, 3)) {
            for (int i = 1; i <= 3; i++) {
                CountedTask counted = new CountedTask(3);
                assertThrows(UnsupportedOperationException.class, () -> parallelism.run(counted, 3));
                counted.assertEachRanOnce();
                assertEquals(i, submissions.get());
            }
        }
    }
}
