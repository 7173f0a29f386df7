package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Bad input gets the exception that the Javadoc promises, with both numbers, before anything is written. */
class BadInputTest {

    private static final int HUGE = 65_536;

    private final DenseKernel kernel = DenseKernel.create(Arithmetic.FUSED);
    private final Network network = Network.of(Arithmetic.FUSED, new DenseLayer(2, 3, Activation.SIGMOID),
            new DenseLayer(3, 2, Activation.TANH));
    private final Workspace workspace = network.newWorkspace(4);

    private final double[] u = filled(12);
    private final double[] v = filled(12);
    private final double[] w = filled(12);
    private final double[] parameters = filled(network.parameterCount());
    private final double[] gradients = filled(network.parameterCount());

    private static double[] filled(int length) {
        double[] values = new double[length];
        Arrays.fill(values, 7);
        return values;
    }

    @AfterEach
    void nothingWasWritten() {
        for (double[] array : List.of(u, v, w, parameters, gradients)) {
            assertArrayEquals(filled(array.length), array, 0);
        }
    }

    private static void refuses(Class<? extends RuntimeException> type, Executable call, String... fragments) {
        RuntimeException thrown = assertThrows(type, call);
        assertEquals(type, thrown.getClass());
        for (String fragment : fragments) {
            assertTrue(thrown.getMessage().contains(fragment), () -> thrown.getMessage() + " lacks " + fragment);
        }
    }

    private static void refusesArgument(Executable call, String... fragments) {
        refuses(IllegalArgumentException.class, call, fragments);
    }

    private static void refusesRange(Executable call, String... fragments) {
        refuses(IndexOutOfBoundsException.class, call, fragments);
    }

    private static void refusesNull(Executable call, String name) {
        assertEquals(name + " is null", assertThrows(NullPointerException.class, call).getMessage());
    }

    @Test
    void products() {
        refusesRange(() -> kernel.forward(3, 5, 1, u, 0, v, 0, w, 0), "x", "offset 0", "length 15", "12");
        refusesRange(() -> kernel.forward(3, 4, 1, u, 1, v, 0, w, 0), "x", "offset 1", "length 12", "12");
        refusesRange(() -> kernel.forward(3, 4, 1, u, 0, v, -1, w, 0), "w", "offset -1", "12");
        refusesRange(() -> kernel.forward(3, 4, 3, u, 0, v, 0, w, Integer.MAX_VALUE), "z", "2147483647", "length 9");
        refusesArgument(() -> kernel.forward(-1, 4, 3, u, 0, v, 0, w, 0), "m × k", "-1 × 4");
        refusesArgument(() -> kernel.forward(HUGE, HUGE, 0, u, 0, v, 0, w, 0), "4294967296", "2147483647");
        refusesArgument(() -> kernel.forward(HUGE, 0, HUGE, u, 0, v, 0, w, 0), "m × n", "4294967296", "2147483647");
        refusesArgument(() -> kernel.forward(2, 2, 2, u, 0, v, 0, u, 3), "z [3, 7) overlaps x [0, 4)");
        refusesArgument(() -> kernel.forward(2, 2, 2, u, 0, v, 0, v, 0), "z [0, 4) overlaps w [0, 4)");
        refusesNull(() -> kernel.forward(2, 2, 2, null, 0, v, 0, w, 0), "x");
        refusesNull(() -> kernel.forward(2, 2, 2, u, 0, v, 0, null, 0), "z");

        refusesRange(() -> kernel.inputGradient(3, 4, 5, u, 0, v, 0, w, 0), "dz", "length 15", "12");
        refusesArgument(() -> kernel.inputGradient(2, 2, 2, u, 0, v, 0, u, 1), "dx [1, 5) overlaps dz [0, 4)");
        refusesArgument(() -> kernel.inputGradient(2, 2, 2, u, 0, v, 0, v, 0), "dx [0, 4) overlaps w [0, 4)");
        refusesNull(() -> kernel.inputGradient(2, 2, 2, u, 0, null, 0, w, 0), "w");

        refusesRange(() -> kernel.weightGradient(1, 4, 4, u, 0, v, 0, w, 0, true), "dw", "length 16", "12");
        refusesArgument(() -> kernel.weightGradient(2, 2, 2, u, 0, v, 0, u, 0, true), "dw [0, 4) overlaps x [0, 4)");
        refusesArgument(() -> kernel.weightGradient(2, 2, 2, u, 0, v, 0, v, 2, false), "dw [2, 6) overlaps dz [0, 4)");
        refusesArgument(() -> kernel.weightGradient(2, -2, 2, u, 0, v, 0, w, 0, false), "2 × -2");
    }

    @Test
    void bias() {
        refusesRange(() -> kernel.addBias(2, 4, u, 9, v, 0), "b", "offset 9", "length 4", "12");
        refusesArgument(() -> kernel.addBias(2, 4, u, 7, u, 0), "z [0, 8) overlaps b [7, 11)");
        refusesArgument(() -> kernel.addBias(2, -4, u, 0, v, 0), "2 × -4");
        refusesNull(() -> kernel.addBias(2, 4, null, 0, v, 0), "b");
        refusesRange(() -> kernel.biasGradient(4, 4, u, 0, v, 0, false), "dz", "length 16", "12");
        refusesArgument(() -> kernel.biasGradient(2, 4, u, 0, u, 7, false), "db [7, 11) overlaps dz [0, 8)");
    }

    @Test
    void elementwise() {
        refusesRange(() -> kernel.exp(13, u, 0, v, 0), "x", "length 13", "12");
        refusesArgument(() -> kernel.exp(-1, u, 0, v, 0), "length is -1, below 0");
        refusesArgument(() -> kernel.exp(4, u, 0, u, 1), "y [1, 5) overlaps x [0, 4)");
        for (Activation f : Activation.values()) {
            refusesArgument(() -> kernel.activate(f, 2, 2, u, 0, u, 2), "a [2, 6) overlaps z [0, 4)");
            refusesRange(() -> kernel.activate(f, 2, 2, u, 0, v, 9), "a", "offset 9", "length 4", "12");
            refusesArgument(() -> kernel.activateBackward(f, 2, 2, u, 0, u, 4, v, 0, v, 1),
                    "dz [1, 5) overlaps da [0, 4)");
            refusesArgument(() -> kernel.activateBackward(f, 2, 2, u, 0, u, 4, v, 0, u, 1),
                    "dz [1, 5) overlaps z [0, 4)");
            refusesArgument(() -> kernel.activateBackward(f, 2, 2, w, 0, u, 4, v, 0, u, 1),
                    "dz [1, 5) overlaps a [4, 8)");
            refusesNull(() -> kernel.activateBackward(f, 2, 2, u, 0, v, 0, null, 0, w, 0), "da");
        }
        refusesNull(() -> kernel.activate(null, 2, 2, u, 0, v, 0), "f");
        refusesRange(() -> kernel.divide(4, u, 10, 2), "offset 10", "length 4", "12");
        refusesRange(() -> kernel.sum(4, u, 10), "offset 10", "length 4", "12");
        refusesRange(() -> kernel.sgd(4, u, 0, v, 10, 0.1, 0), "g", "offset 10", "12");
        refusesArgument(() -> kernel.sgd(4, u, 0, u, 1, 0.1, 0), "v [0, 4) overlaps g [1, 5)");
        refusesNull(() -> kernel.sgd(4, u, 0, null, 1, 0.1, 0), "g");
    }

    @Test
    void losses() {
        refusesRange(() -> kernel.halfSquaredError(3, 4, u, 0, v, 0, w, 10, w, 0), "rowLoss", "offset 10", "length 3");
        refusesArgument(() -> kernel.halfSquaredError(2, 2, u, 0, v, 0, w, 3, w, 0),
                "rowLoss [3, 5) overlaps da [0, 4)");
        refusesArgument(() -> kernel.halfSquaredError(2, 2, u, 0, v, 0, w, 0, u, 1), "da [1, 5) overlaps a [0, 4)");
        refusesArgument(() -> kernel.halfSquaredError(2, 2, u, 0, v, 0, u, 3, w, 0),
                "rowLoss [3, 5) overlaps a [0, 4)");
        refusesArgument(() -> kernel.halfSquaredError(2, 2, u, 0, v, 0, v, 3, w, 0),
                "rowLoss [3, 5) overlaps y [0, 4)");
        refusesArgument(() -> kernel.softmaxCrossEntropy(2, 2, u, 0, v, 0, w, 0, v, 0), "dz [0, 4) overlaps y [0, 4)");
        refusesNull(() -> kernel.softmaxCrossEntropy(2, 2, u, 0, null, 0, w, 0, w, 4), "y");
    }

    @Test
    void layers() {
        DenseLayer layer = new DenseLayer(2, 3, Activation.RELU);
        refusesRange(() -> kernel.denseForward(layer, 2, u, 0, v, 4, w, 0, w, 6), "parameters", "length 9", "12");
        refusesArgument(() -> kernel.denseForward(layer, 2, u, 0, v, 0, w, 0, w, 3), "a [3, 9) overlaps z [0, 6)");
        refusesArgument(() -> kernel.denseForward(layer, 2, u, 0, v, 0, u, 3, w, 0), "z [3, 9) overlaps x [0, 4)");
        refusesArgument(() -> kernel.denseForward(layer, 2, u, 0, v, 0, w, 0, u, 3), "a [3, 9) overlaps x [0, 4)");
        refusesArgument(() -> kernel.denseForward(layer, 2, u, 0, v, 0, w, 0, v, 4),
                "a [4, 10) overlaps parameters [0, 9)");
        refusesArgument(() -> kernel.denseForward(layer, 2, u, 0, v, 0, v, 4, w, 0),
                "z [4, 10) overlaps parameters [0, 9)");
        refusesArgument(() -> kernel.denseBackward(layer, 1, u, 0, v, 0, u, 4, u, 1, false, null, 0),
                "gradients [1, 10) overlaps x [0, 2)");
        refusesArgument(() -> kernel.denseBackward(layer, 1, u, 9, v, 0, w, 3, w, 0, false, null, 0),
                "gradients [0, 9) overlaps dz [3, 6)");
        refusesArgument(() -> kernel.denseBackward(layer, 1, u, 9, v, 0, w, 9, w, 0, false, w, 10),
                "dx [10, 12) overlaps dz [9, 12)");
        refusesArgument(() -> kernel.denseBackward(layer, 1, u, 9, v, 0, w, 9, w, 0, false, v, 8),
                "dx [8, 10) overlaps parameters [0, 9)");
        refusesArgument(() -> kernel.denseBackward(layer, 1, u, 9, v, 0, w, 9, w, 0, false, w, 7),
                "dx [7, 9) overlaps gradients [0, 9)");
        refusesNull(() -> kernel.denseForward(null, 2, u, 0, v, 0, u, 3, w, 0), "layer");
        refusesArgument(() -> kernel.denseBackward(layer, 1, u, 0, v, 0, u, 4, v, 3, false, null, 0),
                "gradients [3, 12) overlaps parameters [0, 9)");
        refusesArgument(() -> kernel.denseBackward(layer, 1, u, 0, v, 0, u, 4, w, 0, false, u, 1),
                "dx [1, 3) overlaps x [0, 2)");
        refusesArgument(() -> new DenseLayer(0, 3, Activation.RELU), "inputs is 0", "1");
        refusesArgument(() -> new DenseLayer(3, -2, Activation.RELU), "outputs is -2", "1");
        refusesArgument(() -> new DenseLayer(HUGE, HUGE, Activation.RELU), "65537 × 65536", "2147483647");
        refusesNull(() -> new DenseLayer(1, 1, null), "activation");
        refusesNull(() -> DenseKernel.create(null), "arithmetic");
    }

    @Test
    void networks() {
        refusesArgument(() -> Network.of(Arithmetic.FUSED), "0 layers");
        refusesArgument(() -> Network.of(Arithmetic.FUSED, new DenseLayer(2, 3, Activation.RELU),
                new DenseLayer(4, 2, Activation.RELU)), "layer 1 has 4 inputs", "3 outputs");
        DenseLayer big = new DenseLayer(30_000, 30_000, Activation.RELU);
        refusesArgument(() -> Network.of(Arithmetic.FUSED, big, big, big), "2700090000", "2147483647");
        refusesNull(() -> Network.of(null, big), "arithmetic");
        refusesNull(() -> Network.of(Arithmetic.FUSED, big, null), "layer 1");
        refusesNull(() -> Network.of(Arithmetic.FUSED, (DenseLayer[]) null), "layers");
        refusesRange(() -> network.weightOffset(2), "2");
        refusesRange(() -> network.biasOffset(-1), "-1");
        refusesArgument(() -> network.newWorkspace(0), "maxRows is 0");
        refusesArgument(() -> network.newWorkspace(Integer.MAX_VALUE), "2147483647 × 3");
    }

    @Test
    void passes() {
        refusesArgument(() -> network.forward(u, 2, v, 0, workspace), "parameters has length 12", "17");
        refusesArgument(() -> network.forward(parameters, 5, v, 0, workspace), "m is 5", "4 rows");
        refusesArgument(() -> network.forward(parameters, -1, v, 0, workspace), "-1 × 2");
        refusesRange(() -> network.forward(parameters, 4, v, 5, workspace), "x", "offset 5", "length 8", "12");
        refusesArgument(() -> network.forward(parameters, 2, workspace.output(), 0, workspace),
                "x", "workspace itself");
        refusesNull(() -> network.forward(null, 2, v, 0, workspace), "parameters");
        refusesNull(() -> network.forward(parameters, 2, v, 0, null), "workspace");
        Network other = Network.of(Arithmetic.FUSED, new DenseLayer(2, 2, Activation.RELU));
        refusesArgument(() -> network.forward(parameters, 2, v, 0, other.newWorkspace(4)),
                "Network[FUSED, 2-2 RELU]", "Network[FUSED, 2-3 SIGMOID-2 TANH]");

        refusesArgument(() -> network.loss(Loss.HALF_SQUARED_ERROR, 2, v, 0, workspace), "no forward pass yet");
        network.forward(parameters, 2, v, 0, workspace);
        refusesArgument(() -> network.loss(Loss.HALF_SQUARED_ERROR, 3, v, 0, workspace), "m is 3", "had 2 rows");
        refusesArgument(() -> network.loss(Loss.SOFTMAX_CROSS_ENTROPY, 2, v, 0, workspace), "not TANH");
        refusesArgument(() -> backward(v, parameters), "gradients [0, 17) overlaps parameters [0, 17)");
        refusesArgument(() -> backward(v, u), "gradients has length 12", "17");
        refusesNull(() -> backward(null, gradients), "y");
        refusesArgument(() -> backward(workspace.output(), gradients), "y", "workspace itself");
        double[] all = new double[network.parameterCount()];
        refusesArgument(() -> network.backward(Loss.HALF_SQUARED_ERROR, parameters, 2, all, 0, v, 0, all, false,
                workspace), "gradients [0, 17) overlaps x [0, 4)");
        refusesArgument(() -> network.backward(Loss.HALF_SQUARED_ERROR, parameters, 2, v, 0, all, 3, all, false,
                workspace), "gradients [0, 17) overlaps y [3, 7)");
        refusesNull(() -> network.loss(null, 2, v, 0, workspace), "loss");
    }

    private void backward(double[] y, double[] into) {
        network.backward(Loss.HALF_SQUARED_ERROR, parameters, 2, v, 0, y, 0, into, false, workspace);
    }

    @Test
    void updates() {
        refusesArgument(() -> network.sgd(u, gradients, 0.1, 0), "parameters has length 12", "17");
        refusesArgument(() -> network.divide(u, 2), "gradients has length 12", "17");
        refusesNull(() -> network.sgd(parameters, null, 0.1, 0), "gradients");
        refusesArgument(() -> network.sgd(u, gradients, 0.1, 0, workspace), "parameters has length 12", "17");
        refusesArgument(() -> network.divide(u, 2, workspace), "gradients has length 12", "17");
        refusesNull(() -> network.sgd(parameters, gradients, 0.1, 0, null), "workspace");
        Network other = Network.of(Arithmetic.FUSED, new DenseLayer(2, 3, Activation.RELU));
        refusesArgument(() -> network.divide(gradients, 2, other.newWorkspace(4)), "Network[FUSED, 2-3 RELU]");
    }

    /** What must not be refused: the same range elementwise, neighbours, empty sizes at the end of an array. */
    @Test
    void allowsWhatItShould() {
        double[] z = {1, 2, 3, 4, 5, 6};
        kernel.activate(Activation.RELU, 1, 3, z, 0, z, 0);
        kernel.activate(Activation.RELU, 1, 3, z, 0, z, 3);
        assertArrayEquals(new double[] {1, 2, 3, 1, 2, 3}, z, 0);
        kernel.forward(1, 1, 1, z, 0, z, 1, z, 2);
        assertEquals(2, z[2]);
        kernel.forward(0, 0, 0, z, 6, z, 6, z, 6);
        kernel.forward(2, 0, 1, z, 6, z, 6, z, 0);
        assertArrayEquals(new double[] {0, 0, 2, 1, 2, 3}, z, 0);
    }
}
