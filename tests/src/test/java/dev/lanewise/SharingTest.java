package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Work far above the threshold asks for threads, work far below it does not; bits cannot tell. */
class SharingTest {

    private int asked;

    /** Nobody comes, so that each piece of shared work asks anew. */
    private final Parallelism parallelism = Parallelism.ofExecutor(task -> {
        asked++;
        throw new RejectedExecutionException();
    }, 2);

    private void asks(int times, Runnable work) {
        asked = 0;
        work.run();
        assertEquals(times, asked);
    }

    /** 64 · 256² multiplications and additions are 8.4 million operations, 4 · 256² half a million. */
    @Test
    void products() {
        products(64, 1);
        products(4, 0);
    }

    private void products(int m, int times) {
        int n = 256;
        DenseLayer layer = new DenseLayer(n, n, Activation.RELU);
        DenseKernel kernel = DenseKernel.create(Arithmetic.FUSED, parallelism);
        double[] x = new double[m * n];
        double[] z = new double[m * n];
        double[] w = new double[layer.parameterCount()];
        double[] dw = new double[layer.parameterCount()];
        asks(times, () -> kernel.forward(m, n, n, x, 0, w, 0, z, 0));
        asks(times, () -> kernel.inputGradient(m, n, n, z, 0, w, 0, x, 0));
        asks(times, () -> kernel.weightGradient(m, n, n, x, 0, z, 0, dw, 0, false));
        asks(times, () -> kernel.denseForward(layer, m, x, 0, w, 0, z, 0, z, 0));
        asks(times, () -> kernel.denseBackward(layer, m, x, 0, w, 0, z, 0, dw, 0, false, null, 0));
    }

    @Test
    void aSingleRowIsNotShared() {
        int n = 2_048;
        DenseKernel kernel = DenseKernel.create(Arithmetic.FUSED, parallelism);
        double[] w = new double[n * n];
        asks(0, () -> kernel.forward(1, n, n, new double[n], 0, w, 0, new double[n], 0));
    }

    /** 525,312 parameters, and 8,320. */
    @Test
    void passes() {
        passes(512, 64, 1);
        passes(64, 8, 0);
    }

    private void passes(int n, int m, int times) {
        Network network = Network.of(Arithmetic.FUSED, new DenseLayer(n, n, Activation.RELU),
                new DenseLayer(n, n, Activation.RELU));
        Workspace workspace = network.newWorkspace(m, parallelism);
        double[] x = new double[m * n];
        double[] y = new double[m * n];
        double[] parameters = new double[network.parameterCount()];
        double[] gradients = new double[network.parameterCount()];
        asks(times, () -> network.forward(parameters, m, x, 0, workspace));
        asks(0, () -> network.loss(Loss.HALF_SQUARED_ERROR, m, y, 0, workspace));
        asks(2 * times, () -> network.backward(Loss.HALF_SQUARED_ERROR, parameters, m, x, 0, y, 0, gradients, false,
                workspace)); // dz of all layers, then the gradients
        asks(times, () -> network.divide(gradients, m, workspace));
        asks(times, () -> network.sgd(parameters, gradients, 0.1, 0, workspace));
    }
}
