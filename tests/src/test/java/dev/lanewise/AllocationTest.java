package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Once warm, a pass and a kernel operation allocate nothing. */
@Tag("allocation")
class AllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private static final int STEPS = 100;

    /** On two and seven threads: those that the library started are measured too. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void trainingStep(int threads) {
        try (Parallelism parallelism = Eager.threads(threads)) {
            trainingStep(parallelism);
        }
    }

    private static void trainingStep(Parallelism parallelism) {
        Network network = Network.of(Arithmetic.FUSED, new DenseLayer(23, 31, Activation.SIGMOID),
                new DenseLayer(31, 17, Activation.TANH), new DenseLayer(17, 13, Activation.RELU),
                new DenseLayer(13, 10, Activation.SOFTMAX));
        Random random = new Random(1);
        double[] parameters = random.doubles(network.parameterCount(), -0.5, 0.5).toArray();
        double[] gradients = new double[parameters.length];
        double[] x = random.doubles(37L * 23, -1, 1).toArray();
        double[] y = new double[37 * 10];
        Workspace workspace = network.newWorkspace(37, parallelism);
        assertAllocatesNothing(() -> {
            network.forward(parameters, 37, x, 0, workspace);
            network.backward(Loss.SOFTMAX_CROSS_ENTROPY, parameters, 37, x, 0, y, 0, gradients, false, workspace);
            network.backward(Loss.HALF_SQUARED_ERROR, parameters, 37, x, 0, y, 0, gradients, true, workspace);
            network.divide(gradients, 37, workspace);
            network.sgd(parameters, gradients, 1e-3, 1e-3, workspace);
        });
    }

    @Test
    void strictSingleRow() {
        Network network = Network.of(Arithmetic.STRICT, new DenseLayer(9, 19, Activation.RELU),
                new DenseLayer(19, 3, Activation.IDENTITY));
        double[] parameters = new Random(1).doubles(network.parameterCount(), -0.5, 0.5).toArray();
        double[] x = new double[9];
        Workspace workspace = network.newWorkspace(1);
        assertAllocatesNothing(() -> network.forward(parameters, 1, x, 0, workspace));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void kernelOperations(int threads) {
        try (Parallelism parallelism = Eager.threads(threads)) {
            kernelOperations(DenseKernel.create(Arithmetic.STRICT, parallelism));
        }
    }

    private static void kernelOperations(DenseKernel kernel) {
        DenseLayer layer = new DenseLayer(19, 21, Activation.TANH);
        double[] parameters = new Random(1).doubles(layer.parameterCount(), -0.5, 0.5).toArray();
        double[] gradients = new double[parameters.length];
        double[] x = new Random(2).doubles(7 * 19, -1, 1).toArray();
        double[] z = new double[7 * 21];
        double[] a = new double[7 * 21];
        double[] dx = new double[7 * 19];
        assertAllocatesNothing(() -> {
            kernel.denseForward(layer, 7, x, 0, parameters, 0, z, 0, a, 0);
            kernel.activateBackward(Activation.TANH, 7, 21, z, 0, a, 0, a, 0, z, 0);
            kernel.denseBackward(layer, 7, x, 0, parameters, 0, z, 0, gradients, 0, false, dx, 0);
            kernel.exp(100, x, 0, dx, 0);
        });
    }

    @Test
    void theMeasurementSeesAnAllocation() {
        Object[] sink = new Object[1];
        long bytes = least(Duration.ofMillis(200), () -> sink[0] = new double[8]);
        assertTrue(bytes >= 64 * STEPS, "saw " + bytes + " bytes");
    }

    @Test
    void theMeasurementSeesAnAllocationOfAWorker() {
        Object[] sink = new Object[2];
        try (Parallelism parallelism = Eager.threads(2)) {
            CyclicMeeting meeting = new CyclicMeeting();
            long bytes = least(Duration.ofMillis(200), () -> parallelism.run((part, parts) -> {
                meeting.await(); // so that the caller does not take both parts
                sink[part] = part == 0 ? null : new double[8];
            }, 2));
            assertTrue(bytes >= 64 * STEPS, "saw " + bytes + " bytes");
        }
    }

    /** Two threads wait for each other, without allocating. */
    private static final class CyclicMeeting {
        private final AtomicInteger arrivals = new AtomicInteger();

        void await() {
            int round = arrivals.getAndIncrement() / 2;
            while (arrivals.get() < 2 * round + 2) {
                Thread.onSpinWait();
            }
        }
    }

    private static void assertAllocatesNothing(Runnable step) {
        assertEquals(0, least(WARM_UP, step), "bytes in " + STEPS + " steps");
    }

    /** Bytes of a round of steps, in the best of many rounds: compilation may still be going on in the first ones. */
    private static long least(Duration warmUp, Runnable step) {
        long[] measured = measuredThreads();
        long least = Long.MAX_VALUE;
        long deadline = System.nanoTime() + warmUp.toNanos();
        while (least > 0 && System.nanoTime() < deadline) {
            long before = allocatedBytes(measured);
            for (int i = 0; i < STEPS; i++) {
                step.run();
            }
            least = Math.min(least, allocatedBytes(measured) - before);
        }
        return least;
    }

    private static long[] measuredThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread == Thread.currentThread() || thread.getName().startsWith("lanewise-"))
                .mapToLong(Thread::getId)
                .toArray();
    }

    private static long allocatedBytes(long[] ids) {
        long sum = 0;
        for (long id : ids) {
            sum += THREADS.getThreadAllocatedBytes(id);
        }
        return sum;
    }
}
