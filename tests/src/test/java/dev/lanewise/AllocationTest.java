package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Once warm, a pass and a kernel operation allocate nothing. */
@Tag("allocation")
class AllocationTest {

    @Test
    void trainingStep() {
        trainingStep(Activation.SIGMOID, Parallelism.CALLING_THREAD);
    }

    static void trainingStep(Activation f, Parallelism parallelism) {
        Network network = Network.of(Arithmetic.FUSED, new DenseLayer(23, 31, Activation.SIGMOID),
                new DenseLayer(31, 17, f), new DenseLayer(17, 13, Activation.RELU),
                new DenseLayer(13, 10, Activation.SOFTMAX));
        Random random = new Random(1);
        double[] parameters = random.doubles(network.parameterCount(), -0.5, 0.5).toArray();
        double[] gradients = new double[parameters.length];
        double[] x = random.doubles(37L * 23, -1, 1).toArray();
        double[] y = new double[37 * 10];
        Workspace workspace = network.newWorkspace(37, parallelism);
        Allocation.assertNone(() -> {
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
        Allocation.assertNone(() -> network.forward(parameters, 1, x, 0, workspace));
    }

    @Test
    void kernelOperations() {
        kernelOperations(Activation.SIGMOID, DenseKernel.create(Arithmetic.STRICT));
    }

    @Test
    void tanh() {
        kernelOperations(Activation.TANH, DenseKernel.create(Arithmetic.FUSED));
    }

    static void kernelOperations(Activation f, DenseKernel kernel) {
        DenseLayer layer = new DenseLayer(19, 21, f);
        double[] parameters = new Random(1).doubles(layer.parameterCount(), -0.5, 0.5).toArray();
        double[] gradients = new double[parameters.length];
        double[] x = new Random(2).doubles(7 * 19, -1, 1).toArray();
        double[] z = new double[7 * 21];
        double[] a = new double[7 * 21];
        double[] dx = new double[7 * 19];
        Allocation.assertNone(() -> {
            kernel.denseForward(layer, 7, x, 0, parameters, 0, z, 0, a, 0);
            kernel.activateBackward(f, 7, 21, z, 0, a, 0, a, 0, z, 0);
            kernel.denseBackward(layer, 7, x, 0, parameters, 0, z, 0, gradients, 0, false, dx, 0);
            kernel.exp(100, x, 0, dx, 0);
        });
    }

    @Test
    void theMeasurementSeesAnAllocation() {
        Object[] sink = new Object[1];
        long bytes = Allocation.least(Duration.ofMillis(200), () -> sink[0] = new double[8]);
        assertTrue(bytes >= 64 * Allocation.STEPS, "saw " + bytes + " bytes");
    }
}
