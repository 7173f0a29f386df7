package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Callers within a task, beside another caller, interrupted, or closing: none waits for ever or gets other numbers. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // a hung pass ignores interrupts
class ParallelismCallersTest {

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
                Latches.await(over);
            }, 2));
            first.start();
            Latches.await(taken);
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
                            Latches.await(over);
                        } else {
                            boolean interrupted = Thread.interrupted();
                            Latches.await(begun);
                            if (interrupted) {
                                Thread.currentThread().interrupt();
                            }
                        }
                        ended.incrementAndGet();
                    }, 2);
                    flag.set(Thread.currentThread().isInterrupted() && ended.get() == 2);
                });
                caller.start();
                Latches.await(begun);
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

    /** Closed from another thread in the middle of a task: the task is finished, by whoever is left. */
    @Test
    void closeDuringATask() throws Exception {
        closeDuringATask(Eager.threads(3));
        closeDuringATask(Eager.executor(neverRun -> {}, 3));
    }

    private static void closeDuringATask(Parallelism parallelism) throws Exception {
        CountedTask counted = new CountedTask(3);
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Thread caller = new Thread(() -> parallelism.run((part, parts) -> {
            taken.countDown();
            Latches.await(over);
            counted.run(part, parts);
        }, 3));
        caller.start();
        Latches.await(taken);
        Thread closer = new Thread(parallelism::close);
        closer.start();
        while (!parallelism.toString().endsWith("closed]")) {
            Thread.onSpinWait();
        }
        over.countDown();
        caller.join();
        closer.join();
        counted.assertEachRanOnce();
    }
}
