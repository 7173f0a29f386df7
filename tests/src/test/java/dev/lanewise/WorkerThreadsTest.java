package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads come when asked for, work, and end when told or forgotten. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // a hung pass ignores interrupts
class WorkerThreadsTest {

    static Set<Thread> ours() {
        Set<Thread> ours = ConcurrentHashMap.newKeySet();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("lanewise-")) {
                ours.add(thread);
            }
        }
        return ours;
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
                        Latches.await(other);
                    }
                }, 2);
                assertNotSame(Thread.currentThread(), helper.get());
            }
        }
    }
}
