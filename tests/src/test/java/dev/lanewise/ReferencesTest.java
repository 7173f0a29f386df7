package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** No workspace, kernel or parallelism keeps an array of the caller's once a call has returned. */
class ReferencesTest {

    private static final int M = 40;

    private final List<WeakReference<double[]>> given = new ArrayList<>();

    private double[] array(int length) {
        double[] array = new double[length];
        given.add(new WeakReference<>(array));
        return array;
    }

    private void assertNoneIsKept(Object... holders) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        for (int i = 0; i < given.size(); i++) {
            while (given.get(i).get() != null && System.nanoTime() < deadline) {
                System.gc();
                TimeUnit.MILLISECONDS.sleep(1);
            }
            assertTrue(given.get(i).get() == null, "array " + i + " of " + given.size() + " is kept");
        }
        for (Object holder : holders) {
            Reference.reachabilityFence(holder);
        }
    }

    @Test
    void alone() throws InterruptedException {
        Parallelism parallelism = Parallelism.ofThreads(1);
        passes(parallelism);
        products(parallelism);
    }

    @Test
    void onTwoThreads() throws InterruptedException {
        try (Parallelism parallelism = Eager.threads(2)) {
            passes(parallelism);
            products(parallelism);
        }
    }

    private void passes(Parallelism parallelism) throws InterruptedException {
        Network network = Network.of(Arithmetic.FUSED, new DenseLayer(90, 20, Activation.TANH),
                new DenseLayer(20, 10, Activation.SOFTMAX));
        Workspace workspace = network.newWorkspace(M, parallelism);
        train(network, workspace);
        assertNoneIsKept(workspace, network, parallelism);
    }

    private void train(Network network, Workspace workspace) {
        double[] parameters = array(network.parameterCount());
        double[] gradients = array(network.parameterCount());
        double[] x = array(M * network.inputs());
        double[] y = array(M * network.outputs());
        network.forward(parameters, M, x, 0, workspace);
        network.loss(Loss.SOFTMAX_CROSS_ENTROPY, M, y, 0, workspace);
        network.backward(Loss.SOFTMAX_CROSS_ENTROPY, parameters, M, x, 0, y, 0, gradients, false, workspace);
        network.divide(gradients, M, workspace);
        network.sgd(parameters, gradients, 0.1, 0.01, workspace);
    }

    private void products(Parallelism parallelism) throws InterruptedException {
        DenseKernel kernel = DenseKernel.create(Arithmetic.FUSED, parallelism);
        for (String line : KernelCall.METHODS) {
            call(kernel, line);
            assertNoneIsKept(kernel, parallelism);
        }
    }

    private void call(DenseKernel kernel, String line) {
        KernelCall call = new KernelCall(line);
        call.arrays.values().forEach(array -> given.add(new WeakReference<>(array)));
        call.run(kernel);
    }
}
