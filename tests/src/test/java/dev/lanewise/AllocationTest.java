package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Once warm, a pass and a kernel operation allocate nothing. */
@Tag("allocation")
class AllocationTest {

    private static final ElementaryFunction[] FUNCTIONS = ElementaryFunction.values();
    private static final Activation[] ACTIVATIONS = Activation.values();

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
            network.forward(parameters, 37, x, 0, workspace);
            network.sgdStep(Loss.SOFTMAX_CROSS_ENTROPY, parameters, 37, x, 0, y, 0, 37, 1e-3, 1e-3, workspace);
        });
    }

    /** A step each of networks with a gradient longer than wide, single columns, STRICT, full tiles, a single row. */
    @Test
    void otherShapes() {
        List<Runnable> steps = List.of(
                step(64, Network.of(Arithmetic.FUSED, new DenseLayer(784, 20, Activation.RELU),
                        new DenseLayer(20, 1, Activation.SIGMOID))),
                step(7, Network.of(Arithmetic.FUSED, new DenseLayer(1, 19, Activation.RELU),
                        new DenseLayer(19, 1, Activation.IDENTITY), new DenseLayer(1, 5, Activation.IDENTITY))),
                step(13, Network.of(Arithmetic.STRICT, new DenseLayer(23, 31, Activation.RELU),
                        new DenseLayer(31, 10, Activation.SOFTMAX))),
                step(9, Network.of(Arithmetic.FUSED, new DenseLayer(13, 85, Activation.IDENTITY))),
                step(9, Network.of(Arithmetic.STRICT, new DenseLayer(13, 85, Activation.IDENTITY))),
                step(1, Network.of(Arithmetic.FUSED, new DenseLayer(9, 29, Activation.RELU),
                        new DenseLayer(29, 3, Activation.IDENTITY))),
                step(1, Network.of(Arithmetic.STRICT, new DenseLayer(9, 29, Activation.RELU),
                        new DenseLayer(29, 3, Activation.IDENTITY))));
        Allocation.assertNone(() -> {
            for (int i = 0; i < steps.size(); i++) {
                steps.get(i).run();
            }
        });
    }

    private static Runnable step(int m, Network network) {
        Random random = new Random(1);
        double[] parameters = random.doubles(network.parameterCount(), -0.5, 0.5).toArray();
        double[] gradients = new double[parameters.length];
        double[] x = random.doubles((long) m * network.inputs(), -1, 1).toArray();
        double[] y = new double[m * network.outputs()];
        Workspace workspace = network.newWorkspace(m);
        return () -> {
            network.forward(parameters, m, x, 0, workspace);
            network.backward(Loss.HALF_SQUARED_ERROR, parameters, m, x, 0, y, 0, gradients, false, workspace);
            network.divide(gradients, m, workspace);
            network.sgd(parameters, gradients, 1e-6, 1e-3, workspace);
        };
    }

    @Test
    void kernelOperations() {
        kernelOperations(Activation.SIGMOID, DenseKernel.create(Arithmetic.STRICT));
    }

    @Test
    void tanh() {
        kernelOperations(Activation.TANH, DenseKernel.create(Arithmetic.FUSED));
    }

    /** Several blocks and a remainder, and rows of ten. */
    @Test
    void functions() {
        int m = 61;
        int n = 10;
        DenseKernel kernel = DenseKernel.create(Arithmetic.FUSED);
        double[] z = new Random(1).doubles(m * n, 0.1, 3).toArray();
        double[] a = new double[m * n];
        double[] dz = new double[m * n];
        Allocation.assertNone(() -> {
            for (ElementaryFunction f : FUNCTIONS) {
                kernel.apply(f, m * n, z, 0, a, 0);
            }
            for (Activation f : ACTIVATIONS) {
                kernel.activate(f, m, n, z, 0, a, 0);
                kernel.activateBackward(f, m, n, z, 0, a, 0, a, 0, dz, 0);
            }
        });
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
            kernel.apply(ElementaryFunction.EXP, 100, x, 0, dx, 0);
        });
    }

    /** Alone, what a layer or a pass does in one; and several blocks of steps. */
    @Test
    void kernelOperationsOneByOne() {
        int m = 5;
        int k = 1_030;
        int n = 70;
        DenseKernel kernel = DenseKernel.create(Arithmetic.FUSED);
        double[] x = new Random(1).doubles(m * k, -1, 1).toArray();
        double[] w = new Random(2).doubles(k * n, -1, 1).toArray();
        double[] b = new double[n];
        double[] y = new double[m * n];
        double[] z = new double[m * n];
        double[] dz = new double[m * n];
        double[] rowLoss = new double[m];
        double[] dx = new double[m * k];
        double[] dw = new double[k * n];
        double[] total = new double[1];
        Allocation.assertNone(() -> {
            kernel.forward(m, k, n, x, 0, w, 0, z, 0);
            kernel.addBias(m, n, b, 0, z, 0);
            kernel.halfSquaredError(m, n, z, 0, y, 0, rowLoss, 0, dz, 0);
            kernel.softmaxCrossEntropy(m, n, z, 0, y, 0, rowLoss, 0, dz, 0);
            total[0] = kernel.sum(m, rowLoss, 0);
            kernel.inputGradient(m, k, n, dz, 0, w, 0, dx, 0);
            kernel.weightGradient(m, k, n, x, 0, dz, 0, dw, 0, false);
            kernel.biasGradient(m, n, dz, 0, b, 0, false);
            kernel.divide(n, b, 0, m);
            kernel.sgd(k * n, w, 0, dw, 0, 1e-9, 1e-9);
        });
    }

    @Test
    void theMeasurementSeesAnAllocation() {
        Object[] sink = new Object[1];
        long bytes = Allocation.least(Duration.ofMillis(200), () -> sink[0] = new double[8]);
        assertTrue(bytes >= 64 * Allocation.STEPS, "saw " + bytes + " bytes");
    }
}
