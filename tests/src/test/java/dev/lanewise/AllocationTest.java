package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Once warm, a pass and a kernel operation allocate nothing. */
class AllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Duration WARM_UP = Duration.ofSeconds(10);

    @Test
    void trainingStep() {
        Network network = Network.of(Arithmetic.FUSED, new DenseLayer(23, 31, Activation.SIGMOID),
                new DenseLayer(31, 17, Activation.TANH), new DenseLayer(17, 13, Activation.RELU),
                new DenseLayer(13, 10, Activation.SOFTMAX));
        Random random = new Random(1);
        double[] parameters = random.doubles(network.parameterCount(), -0.5, 0.5).toArray();
        double[] gradients = new double[parameters.length];
        double[] x = random.doubles(37L * 23, -1, 1).toArray();
        double[] y = new double[37 * 10];
        Workspace workspace = network.newWorkspace(37);
        assertAllocatesNothing(() -> {
            network.forward(parameters, 37, x, 0, workspace);
            network.backward(Loss.SOFTMAX_CROSS_ENTROPY, parameters, 37, x, 0, y, 0, gradients, false, workspace);
            network.backward(Loss.HALF_SQUARED_ERROR, parameters, 37, x, 0, y, 0, gradients, true, workspace);
            network.divide(gradients, 37);
            network.sgd(parameters, gradients, 1e-3, 1e-3);
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

    @Test
    void theMeasurementSeesAnAllocation() {
        Object[] sink = new Object[1];
        long before = THREADS.getCurrentThreadAllocatedBytes();
        sink[0] = new double[8];
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes >= 64, "saw " + bytes + " bytes");
    }

    private static void assertAllocatesNothing(Runnable step) {
        assertEquals(0, least(step), "bytes per step");
    }

    /** Bytes per step in the best of many rounds: compilation may still be going on in the first ones. */
    private static long least(Runnable step) {
        long least = Long.MAX_VALUE;
        long deadline = System.nanoTime() + WARM_UP.toNanos();
        while (least > 0 && System.nanoTime() < deadline) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                step.run();
            }
            least = Math.min(least, (THREADS.getCurrentThreadAllocatedBytes() - before) / 100);
        }
        return least;
    }
}
