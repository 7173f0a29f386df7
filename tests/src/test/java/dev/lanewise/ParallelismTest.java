package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads come when asked for, end when told, and whatever happens in a part reaches the caller. */
@Timeout(60)
class ParallelismTest {

    private static Set<Thread> ours() {
        Set<Thread> ours = ConcurrentHashMap.newKeySet();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("lanewise-")) {
                ours.add(thread);
            }
        }
        return ours;
    }

    /** Counts how often each part runs. */
    private static final class Counted implements Task {
        final AtomicIntegerArray runs;

        Counted(int parts) {
            runs = new AtomicIntegerArray(parts);
        }

        @Override
        public void run(int part, int parts) {
            assertEquals(runs.length(), parts);
            runs.incrementAndGet(part);
        }

        void assertEachRan(int times) {
            for (int part = 0; part < runs.length(); part++) {
                assertEquals(times, runs.get(part), "runs of part " + part + " of " + runs.length());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void startsWhatItWasAskedForAndEndsIt(int threads) {
        Set<Thread> before = ours();
        Parallelism parallelism = Parallelism.ofThreads(threads);
        Set<Thread> started = ours();
        started.removeAll(before);
        assertEquals(threads - 1, started.size());
        for (Thread thread : started) {
            assertTrue(thread.isDaemon());
        }
        assertEquals(threads, parallelism.threads());
        parallelism.close();
        parallelism.close();
        for (Thread thread : started) {
            assertFalse(thread.isAlive());
        }
    }

    @Test
    void startsNothingUnasked() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Network network = Network.of(Arithmetic.FUSED, new DenseLayer(300, 300, Activation.TANH));
        double[] parameters = new double[network.parameterCount()];
        network.forward(parameters, 100, new double[30_000], 0, network.newWorkspace(100));
        DenseKernel.create(Arithmetic.FUSED).forward(100, 300, 300, new double[30_000], 0, parameters, 0,
                new double[30_000], 0);
        Parallelism.ofThreads(1).close();
        Parallelism.ofExecutor(Runnable::run, 4).close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            boolean ofTheJvm = thread.isDaemon() && !thread.getName().startsWith("lanewise");
            assertTrue(ofTheJvm || before.contains(thread), thread.getName());
        }
    }

    @Test
    void aForgottenPoolEnds() throws InterruptedException {
        Set<Thread> before = ours();
        WeakReference<Parallelism> forgotten = new WeakReference<>(Parallelism.ofThreads(3));
        Set<Thread> started = ours();
        started.removeAll(before);
        assertEquals(2, started.size());
        while (forgotten.get() != null) {
            System.gc();
        }
        for (Thread thread : started) {
            thread.join();
        }
    }

    @Test
    void refusesWhatItCannotDo() {
        assertEquals("threads is 0, below 1",
                assertThrows(IllegalArgumentException.class, () -> Parallelism.ofThreads(0)).getMessage());
        assertEquals("threads is -1, below 1", assertThrows(IllegalArgumentException.class,
                () -> Parallelism.ofExecutor(Runnable::run, -1)).getMessage());
        assertEquals("executor is null",
                assertThrows(NullPointerException.class, () -> Parallelism.ofExecutor(null, 2)).getMessage());
        Network network = Network.of(Arithmetic.FUSED, new DenseLayer(2, 3, Activation.TANH));
        assertEquals("parallelism is null",
                assertThrows(NullPointerException.class, () -> network.newWorkspace(1, null)).getMessage());
        assertEquals("parallelism is null", assertThrows(NullPointerException.class,
                () -> DenseKernel.create(Arithmetic.FUSED, null)).getMessage());
    }

    @Test
    void refusesUseAfterClose() {
        for (Parallelism parallelism : List.of(Parallelism.ofThreads(2), Parallelism.ofExecutor(Runnable::run, 2))) {
            Network network = Network.of(Arithmetic.FUSED, new DenseLayer(2, 3, Activation.TANH));
            double[] p = new double[9];
            double[] g = new double[9];
            Workspace workspace = network.newWorkspace(1, parallelism);
            DenseKernel kernel = DenseKernel.create(Arithmetic.FUSED, parallelism);
            network.forward(p, 1, new double[2], 0, workspace);
            assertEquals("Parallelism[2 threads]", parallelism.toString());
            parallelism.close();
            assertEquals("Parallelism[2 threads, closed]", parallelism.toString());
            for (Runnable use : List.<Runnable>of(
                    () -> network.newWorkspace(1, parallelism),
                    () -> DenseKernel.create(Arithmetic.FUSED, parallelism),
                    () -> network.forward(p, 1, new double[2], 0, workspace),
                    () -> network.loss(Loss.HALF_SQUARED_ERROR, 1, new double[3], 0, workspace),
                    () -> network.backward(Loss.HALF_SQUARED_ERROR, p, 1, new double[2], 0, new double[3], 0, g, false,
                            workspace),
                    () -> network.sgd(p, g, 0.1, 0, workspace),
                    () -> network.divide(g, 2, workspace),
                    () -> kernel.forward(1, 1, 1, p, 0, p, 1, g, 0))) {
                IllegalStateException thrown = assertThrows(IllegalStateException.class, use::run);
                assertTrue(thrown.getMessage().contains("closed"), thrown.getMessage());
            }
        }
    }

    /** Part 0 does not end before part 1 has run: it can only have run elsewhere. */
    @Test
    void partsRunOnOtherThreads() {
        try (Parallelism parallelism = Eager.threads(2)) {
            for (int i = 0; i < 1_000; i++) {
                CountDownLatch other = new CountDownLatch(1);
                AtomicReference<Thread> helper = new AtomicReference<>();
                parallelism.run((part, parts) -> {
                    if (part == 1) {
                        helper.set(Thread.currentThread());
                        other.countDown();
                    } else {
                        await(other);
                    }
                }, 2);
                assertNotSame(Thread.currentThread(), helper.get());
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS), "nobody came");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asleep and awake: pauses around the time that threads spin for. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void eachPartRunsOnce(int threads) throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(3);
        try (Parallelism own = Eager.threads(threads); Parallelism foreign = Eager.executor(executor, threads)) {
            for (Parallelism parallelism : List.of(own, foreign)) {
                for (int i = 0; i < 3_000; i++) {
                    Counted counted = new Counted(threads);
                    parallelism.run(counted, threads);
                    counted.assertEachRan(1);
                    if (i % 100 == 0) {
                        TimeUnit.MICROSECONDS.sleep(i);
                    }
                }
            }
        } finally {
            executor.shutdown();
        }
        assertTrue(executor.awaitTermination(30, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatAPartThrowsReachesTheCaller(int failing) {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try (Parallelism own = Eager.threads(3); Parallelism foreign = Eager.executor(executor, 3)) {
            for (Parallelism parallelism : List.of(own, foreign, Eager.elsewhere(3))) {
                for (Throwable t : List.of(new ArithmeticException("part"), new StackOverflowError("part"))) {
                    Counted counted = new Counted(3);
                    Throwable caught = assertThrows(t.getClass(), () -> parallelism.run((part, parts) -> {
                        counted.run(part, parts);
                        if (part == failing) {
                            Eager.<RuntimeException>sneak(t);
                        }
                    }, 3));
                    assertSame(t, caught);
                    assertEquals(0, caught.getSuppressed().length);
                    counted.assertEachRan(1);
                }
                Counted next = new Counted(3);
                parallelism.run(next, 3);
                next.assertEachRan(1);
            }
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void allFailuresAreKept() {
        try (Parallelism parallelism = Eager.threads(4)) {
            RuntimeException caught = assertThrows(RuntimeException.class, () -> parallelism.run((part, parts) -> {
                throw new ArithmeticException("part " + part);
            }, 4));
            Set<String> messages = ConcurrentHashMap.newKeySet();
            messages.add(caught.getMessage());
            for (Throwable suppressed : caught.getSuppressed()) {
                messages.add(suppressed.getMessage());
            }
            assertEquals(Set.of("part 0", "part 1", "part 2", "part 3"), messages);

            ArithmeticException same = new ArithmeticException();
            assertSame(same, assertThrows(ArithmeticException.class, () -> parallelism.run((part, parts) -> {
                throw same;
            }, 4)));
        }
    }

    /** The caller occupies the only thread of the executor that it shares its work with. */
    @Test
    void aCallerInsideItsOwnExecutor() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Parallelism parallelism = Eager.executor(executor, 4)) {
            executor.submit(() -> {
                for (int i = 0; i < 100; i++) {
                    Counted counted = new Counted(4);
                    parallelism.run(counted, 4);
                    counted.assertEachRan(1);
                }
            }).get(30, TimeUnit.SECONDS);
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void anExecutorThatNeverStartsAnythingIsNotFlooded() {
        List<Runnable> queue = new ArrayList<>();
        try (Parallelism parallelism = Eager.executor(queue::add, 4)) {
            for (int i = 0; i < 100; i++) {
                Counted counted = new Counted(4);
                parallelism.run(counted, 4);
                counted.assertEachRan(1);
            }
            assertEquals(3, queue.size());
            queue.forEach(Runnable::run);
            queue.clear();
            parallelism.run(new Counted(4), 4);
            assertEquals(3, queue.size());
        }
    }

    @Test
    void aRejectionCostsNothingAndAnotherFailureIsReported() {
        Executor rejecting = task -> {
            throw new RejectedExecutionException();
        };
        try (Parallelism parallelism = Eager.executor(rejecting, 3)) {
            for (int i = 0; i < 3; i++) {
                Counted counted = new Counted(3);
                parallelism.run(counted, 3);
                counted.assertEachRan(1);
            }
        }
        AtomicInteger submissions = new AtomicInteger();
        Executor broken = task -> {
            submissions.incrementAndGet();
            throw new UnsupportedOperationException();
        };
        try (Parallelism parallelism = Eager.executor(broken, 3)) {
            for (int i = 1; i <= 3; i++) {
                Counted counted = new Counted(3);
                assertThrows(UnsupportedOperationException.class, () -> parallelism.run(counted, 3));
                counted.assertEachRan(1);
                assertEquals(i, submissions.get());
            }
        }
    }

    @Test
    void aTaskWithinATask() {
        try (Parallelism parallelism = Eager.threads(3)) {
            AtomicInteger inner = new AtomicInteger();
            parallelism.run((part, parts) -> parallelism.run((innerPart, innerParts) -> {
                assertEquals(1, innerParts);
                inner.incrementAndGet();
            }, 3), 3);
            assertEquals(3, inner.get());
        }
    }

    @Test
    void aTakenPoolLeavesTheSecondCallerToItself() throws Exception {
        try (Parallelism parallelism = Eager.threads(2)) {
            CountDownLatch taken = new CountDownLatch(1);
            CountDownLatch over = new CountDownLatch(1);
            Thread first = new Thread(() -> parallelism.run((part, parts) -> {
                taken.countDown();
                await(over);
            }, 2));
            first.start();
            await(taken);
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            parallelism.run((part, parts) -> {
                assertEquals(1, parts);
                threads.add(Thread.currentThread());
            }, 2);
            assertEquals(Set.of(Thread.currentThread()), threads);
            over.countDown();
            first.join();
        }
    }

    /** Two callers at once, each with arrays of its own, get what each gets alone. */
    @Test
    void twoCallersAtOnce() throws Exception {
        Network network = Network.of(Arithmetic.FUSED, new DenseLayer(13, 29, Activation.TANH),
                new DenseLayer(29, 10, Activation.SOFTMAX));
        double[] expected = train(network, network.newWorkspace(37));
        try (Parallelism parallelism = Eager.threads(3)) {
            ExecutorService callers = Executors.newFixedThreadPool(2);
            List<Future<double[]>> results = new ArrayList<>();
            for (int caller = 0; caller < 2; caller++) {
                Workspace workspace = network.newWorkspace(37, parallelism);
                results.add(callers.submit(() -> train(network, workspace)));
            }
            for (Future<double[]> result : results) {
                assertTrue(Arrays.equals(expected, result.get(30, TimeUnit.SECONDS)));
            }
            callers.shutdown();
        }
    }

    private static double[] train(Network network, Workspace workspace) {
        Random random = new Random(1);
        double[] parameters = random.doubles(network.parameterCount(), -1, 1).toArray();
        double[] gradients = new double[parameters.length];
        double[] x = random.doubles(37L * network.inputs(), -1, 1).toArray();
        double[] y = random.doubles(37L * network.outputs(), 0, 1).toArray();
        for (int step = 0; step < 300; step++) {
            network.forward(parameters, 37, x, 0, workspace);
            network.backward(Loss.HALF_SQUARED_ERROR, parameters, 37, x, 0, y, 0, gradients, false, workspace);
            network.sgd(parameters, gradients, 0.01, 0.001, workspace);
        }
        assertNotEquals(0, parameters[0]);
        return parameters;
    }

    /** Interrupted before and while it waits for a slow part: all parts end first, and the flag is kept. */
    @Test
    void anInterruptDoesNotEndATask() throws Exception {
        try (Parallelism parallelism = Eager.threads(2)) {
            for (boolean early : new boolean[] {true, false}) {
                AtomicInteger ended = new AtomicInteger();
                CountDownLatch begun = new CountDownLatch(1);
                CountDownLatch over = new CountDownLatch(1);
                AtomicReference<Boolean> flag = new AtomicReference<>();
                Thread caller = new Thread(() -> {
                    if (early) {
                        Thread.currentThread().interrupt();
                    }
                    parallelism.run((part, parts) -> {
                        if (part == 1) {
                            begun.countDown();
                            await(over);
                        } else {
                            boolean interrupted = Thread.interrupted();
                            await(begun);
                            if (interrupted) {
                                Thread.currentThread().interrupt();
                            }
                        }
                        ended.incrementAndGet();
                    }, 2);
                    flag.set(Thread.currentThread().isInterrupted() && ended.get() == 2);
                });
                caller.start();
                await(begun);
                while (caller.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                caller.interrupt();
                TimeUnit.MILLISECONDS.sleep(5);
                assertTrue(caller.isAlive());
                over.countDown();
                caller.join();
                assertEquals(true, flag.get());
            }
        }
    }

    /** Closed from another thread in the middle of a task: the task is finished. */
    @Test
    void closeDuringATask() throws Exception {
        Parallelism parallelism = Eager.threads(3);
        Counted counted = new Counted(3);
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Thread caller = new Thread(() -> parallelism.run((part, parts) -> {
            taken.countDown();
            await(over);
            counted.run(part, parts);
        }, 3));
        caller.start();
        await(taken);
        Thread closer = new Thread(parallelism::close);
        closer.start();
        over.countDown();
        caller.join();
        closer.join();
        counted.assertEachRan(1);
    }
}
