package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.kernel.Bits;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.ScalarKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Training steps on 1, 2, 3 and 7 threads give the bits of the scalar specification on one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameBitsOnThreadsTest {

    static final int[] THREADS = {1, 2, 3, 7};

    private static final int[] BATCHES = {0, 1, 2, 3, 5, 37, 64};

    private final ExecutorService executor = Executors.newFixedThreadPool(3);
    private final List<Parallelism> all = new ArrayList<>();

    SameBitsOnThreadsTest() {
        for (int threads : THREADS) {
            all.add(Eager.threads(threads));
            all.add(Eager.executor(executor, threads));
            all.add(Eager.elsewhere(threads));
        }
    }

    @AfterAll
    void close() {
        all.forEach(Parallelism::close);
        executor.shutdown();
    }

    static List<Network> networks() {
        List<Network> networks = new ArrayList<>();
        for (Arithmetic arithmetic : Arithmetic.values()) {
            for (Activation f : Activation.values()) {
                networks.add(Network.of(arithmetic, new DenseLayer(19, 23, f), new DenseLayer(23, 17, f),
                        new DenseLayer(17, 1, f), new DenseLayer(1, 10, f)));
                networks.add(Network.of(arithmetic, new DenseLayer(2, 53, f),
                        new DenseLayer(53, 10, Activation.SOFTMAX)));
            }
            networks.add(Network.of(arithmetic, new DenseLayer(31, 7, Activation.IDENTITY)));
        }
        return networks;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void trainingSteps(Network network) {
        Kernels scalar = new ScalarKernels();
        for (int m : BATCHES) {
            Workspace one = new Workspace(network, scalar, Math.max(1, m), Parallelism.CALLING_THREAD);
            double[][] expected = train(network, m, one);
            for (Parallelism parallelism : all) {
                double[][] actual = train(network, m, network.newWorkspace(Math.max(1, m), parallelism));
                for (int i = 0; i < expected.length; i++) {
                    assertSame(expected[i], actual[i], "array " + i + " of " + m + " rows, " + parallelism);
                }
            }
        }
    }

    private static void assertSame(double[] expected, double[] actual, String what) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            if (!Bits.same(expected[i], actual[i])) {
                throw new AssertionError(what + ", element " + i + ": expected " + expected[i] + ", got " + actual[i]);
            }
        }
    }

    /** Outputs, losses, gradients and parameters of some steps with both losses, accumulating at times. */
    private static double[][] train(Network network, int m, Workspace workspace) {
        Random random = new Random(m);
        double[] parameters = random.doubles(network.parameterCount(), -0.7, 0.7).toArray();
        double[] gradients = new double[parameters.length];
        double[] x = random.doubles(3 + (long) m * network.inputs(), -2, 2).toArray();
        double[] y = random.doubles(2 + (long) m * network.outputs(), 0, 1).toArray();
        Activation last = network.layers().get(network.layers().size() - 1).activation();
        boolean logits = last == Activation.SOFTMAX || last == Activation.LOG_SOFTMAX || last == Activation.IDENTITY;
        List<double[]> seen = new ArrayList<>();
        for (int step = 0; step < 4; step++) {
            Loss loss = logits && step % 2 == 1 ? Loss.SOFTMAX_CROSS_ENTROPY : Loss.HALF_SQUARED_ERROR;
            network.forward(parameters, m, x, 3, workspace);
            double total = network.backward(loss, parameters, m, x, 3, y, 2, gradients, step > 1, workspace);
            assertTrue(Bits.same(total, network.loss(loss, m, y, 2, workspace)));
            network.divide(gradients, 3, workspace);
            network.sgd(parameters, gradients, 0.1, step == 3 ? 0 : 0.01, workspace);
            seen.add(new double[] {total});
            seen.add(workspace.output().clone());
            seen.add(gradients.clone());
        }
        network.forward(parameters, m, x, 3, workspace);
        double total = network.sgdStep(Loss.HALF_SQUARED_ERROR, parameters, m, x, 3, y, 2, 3, 0.1, 0.01, workspace);
        seen.add(new double[] {total});
        seen.add(parameters);
        return seen.toArray(double[][]::new);
    }

    /** The middle layer has more weights than are updated at a time. */
    @ParameterizedTest
    @EnumSource
    void aStepInOneIsTheStepsApart(Arithmetic arithmetic) {
        Network network = Network.of(arithmetic, new DenseLayer(3, 401, Activation.TANH),
                new DenseLayer(401, 409, Activation.SIGMOID), new DenseLayer(409, 5, Activation.SOFTMAX));
        for (int m : new int[] {1, 2, 9}) {
            Random random = new Random(m);
            double[] x = random.doubles(m * 3L, -2, 2).toArray();
            double[] y = random.doubles(m * 5L, 0, 1).toArray();
            double[] gradients = new double[network.parameterCount()];
            double[] start = random.doubles(gradients.length, -0.7, 0.7).toArray();
            for (double divisor : new double[] {1, m + 2}) {
                for (double l2 : new double[] {0, 0.01}) {
                    Workspace workspace = network.newWorkspace(m);
                    double[] apart = start.clone();
                    network.forward(apart, m, x, 0, workspace);
                    double loss = network.backward(Loss.SOFTMAX_CROSS_ENTROPY, apart, m, x, 0, y, 0, gradients, false,
                            workspace);
                    network.divide(gradients, divisor);
                    network.sgd(apart, gradients, 0.1, l2);
                    for (Parallelism parallelism : all) {
                        Workspace shared = network.newWorkspace(m, parallelism);
                        double[] inOne = start.clone();
                        network.forward(inOne, m, x, 0, shared);
                        double sameLoss = network.sgdStep(Loss.SOFTMAX_CROSS_ENTROPY, inOne, m, x, 0, y, 0, divisor,
                                0.1, l2, shared);
                        assertTrue(Bits.same(loss, sameLoss));
                        assertSame(apart, inOne, m + " rows, " + parallelism);
                    }
                }
            }
        }
    }

    /** One batch of 64 rows on two threads submits a part of each region, so this test does compare shared passes. */
    @Test
    void theseStepsAreShared() {
        AtomicInteger submissions = new AtomicInteger();
        Network network = networks().get(0);
        Parallelism counting = Eager.executor(task -> {
            submissions.incrementAndGet();
            task.run();
        }, 2);
        train(network, 64, network.newWorkspace(64, counting));
        assertEquals(4 * (1 + 2 + 1 + 1) + 1 + 2, submissions.get(),
                "4 steps: forward, two of backward, divide, sgd; one: forward, two of the step");
        submissions.set(0);
        Parallelism coarse = Parallelism.ofExecutor(task -> submissions.incrementAndGet(), 2);
        train(network, 64, network.newWorkspace(64, coarse));
        assertEquals(0, submissions.get(), "small work stays on the calling thread");
    }
}
