package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What threads of its own and an executor have in common: refusals, and that each part runs once. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // a hung pass ignores interrupts
class ParallelismTest {

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
            DenseLayer layer = new DenseLayer(1, 1, Activation.TANH);
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
                    () -> kernel.forward(1, 1, 1, p, 0, p, 1, g, 0),
                    () -> kernel.inputGradient(1, 1, 1, p, 0, p, 1, g, 0),
                    () -> kernel.weightGradient(1, 1, 1, p, 0, p, 1, g, 0, false),
                    () -> kernel.denseForward(layer, 1, p, 0, p, 1, g, 0, g, 0),
                    () -> kernel.denseBackward(layer, 1, p, 0, p, 1, p, 3, g, 0, false, null, 0))) {
                IllegalStateException thrown = assertThrows(IllegalStateException.class, use::run);
                assertTrue(thrown.getMessage().contains("closed"), thrown.getMessage());
            }
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
                    CountedTask counted = new CountedTask(threads);
                    parallelism.run(counted, threads);
                    counted.assertEachRanOnce();
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
}
