package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.kernel.Bits;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.ScalarKernels;
import dev.lanewise.kernel.Scratch;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every public operation, each array at an offset of its own, against the specification at offset 0. */
class DenseKernelTest {

    private static final int M = 7;
    private static final int K = 9;
    private static final int N = 11;
    private static final double GUARD = 99;

    private final Kernels scalar = new ScalarKernels();
    private final Scratch scratch = new Scratch();
    private final Random random = new Random(5);

    private final double[] x = values(M * K);
    private final double[] w = values(K * N);
    private final double[] b = values(N);
    private final double[] z = values(M * N);
    private final double[] a = values(M * N);
    private final double[] da = values(M * N);

    private double[] values(int length) {
        return random.doubles(length, -1, 1).toArray();
    }

    /** A copy at an offset of a longer array of guard cells. */
    private static double[] at(int offset, double[] values) {
        double[] array = new double[offset + values.length + 4];
        Arrays.fill(array, GUARD);
        System.arraycopy(values, 0, array, offset, values.length);
        return array;
    }

    private static double[] room(int offset, int length) {
        double[] nothing = new double[length];
        Arrays.fill(nothing, Double.NaN);
        return at(offset, nothing);
    }

    private static void assertAt(double[] expected, double[] array, int offset) {
        double[] whole = at(offset, expected);
        assertEquals(whole.length, array.length);
        for (int i = 0; i < whole.length; i++) {
            assertTrue(Bits.same(whole[i], array[i]), (i - offset) + ": expected " + whole[i] + ", got " + array[i]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void products(Arithmetic arithmetic) {
        DenseKernel kernel = DenseKernel.create(arithmetic);
        double[] expected = new double[M * N];
        scalar.forward(arithmetic, M, K, N, x, 0, w, 0, expected, 0, scratch);
        double[] actual = room(3, M * N);
        kernel.forward(M, K, N, at(1, x), 1, at(2, w), 2, actual, 3);
        assertAt(expected, actual, 3);

        expected = new double[M * K];
        scalar.inputGradient(arithmetic, M, K, N, z, 0, w, 0, expected, 0, scratch);
        actual = room(6, M * K);
        kernel.inputGradient(M, K, N, at(4, z), 4, at(5, w), 5, actual, 6);
        assertAt(expected, actual, 6);

        expected = w.clone();
        scalar.weightGradient(arithmetic, M, K, N, x, 0, K, z, 0, expected, 0, true, scratch);
        actual = at(3, w);
        kernel.weightGradient(M, K, N, at(1, x), 1, at(2, z), 2, actual, 3, true);
        assertAt(expected, actual, 3);
    }

    @Test
    void bias() {
        DenseKernel kernel = DenseKernel.create(Arithmetic.FUSED);
        double[] expected = z.clone();
        scalar.addBias(M, N, b, 0, expected, 0, scratch);
        double[] actual = at(2, z);
        kernel.addBias(M, N, at(1, b), 1, actual, 2);
        assertAt(expected, actual, 2);

        for (boolean accumulate : new boolean[] {false, true}) {
            expected = b.clone();
            scalar.biasGradient(M, N, z, 0, expected, 0, accumulate, scratch);
            actual = at(4, b);
            kernel.biasGradient(M, N, at(3, z), 3, actual, 4, accumulate);
            assertAt(expected, actual, 4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void activations(Activation f) {
        DenseKernel kernel = DenseKernel.create(Arithmetic.FUSED);
        double[] expected = new double[M * N];
        scalar.activate(f, M, N, z, 0, expected, 0, scratch);
        double[] actual = room(2, M * N);
        kernel.activate(f, M, N, at(1, z), 1, actual, 2);
        assertAt(expected, actual, 2);
        double[] inPlace = at(3, z);
        kernel.activate(f, M, N, inPlace, 3, inPlace, 3);
        assertAt(expected, inPlace, 3);

        scalar.activateBackward(f, M, N, z, 0, a, 0, da, 0, expected, 0, scratch);
        actual = room(4, M * N);
        kernel.activateBackward(f, M, N, at(1, z), 1, at(2, a), 2, at(3, da), 3, actual, 4);
        assertAt(expected, actual, 4);
        double[] overZ = at(1, z);
        kernel.activateBackward(f, M, N, overZ, 1, at(2, a), 2, at(3, da), 3, overZ, 1);
        assertAt(expected, overZ, 1);
        double[] overA = at(2, a);
        kernel.activateBackward(f, M, N, at(1, z), 1, overA, 2, at(3, da), 3, overA, 2);
        assertAt(expected, overA, 2);
    }

    @ParameterizedTest
    @EnumSource
    void layer(Arithmetic arithmetic) {
        DenseKernel kernel = DenseKernel.create(arithmetic);
        DenseLayer layer = new DenseLayer(K, N, Activation.TANH);
        double[] parameters = values(layer.parameterCount());
        double[] z1 = new double[M * N];
        double[] a1 = new double[M * N];
        scalar.forward(arithmetic, M, K, N, x, 0, parameters, 0, z1, 0, scratch);
        scalar.addBias(M, N, parameters, K * N, z1, 0, scratch);
        scalar.activate(Activation.TANH, M, N, z1, 0, a1, 0, scratch);
        double[] actualZ = room(3, M * N);
        double[] actualA = room(4, M * N);
        kernel.denseForward(layer, M, at(1, x), 1, at(2, parameters), 2, actualZ, 3, actualA, 4);
        assertAt(z1, actualZ, 3);
        assertAt(a1, actualA, 4);

        double[] gradients = parameters.clone();
        scalar.weightGradient(arithmetic, M, K, N, x, 0, K, z, 0, gradients, 0, true, scratch);
        scalar.biasGradient(M, N, z, 0, gradients, K * N, true, scratch);
        double[] dx = new double[M * K];
        scalar.inputGradient(arithmetic, M, K, N, z, 0, parameters, 0, dx, 0, scratch);
        double[] actualGradients = at(4, parameters);
        double[] actualDx = room(5, M * K);
        kernel.denseBackward(layer, M, at(1, x), 1, at(2, parameters), 2, at(3, z), 3, actualGradients, 4, true,
                actualDx, 5);
        assertAt(gradients, actualGradients, 4);
        assertAt(dx, actualDx, 5);
        double[] withoutDx = at(4, parameters);
        kernel.denseBackward(layer, M, at(1, x), 1, at(2, parameters), 2, at(3, z), 3, withoutDx, 4, true, null, 0);
        assertAt(gradients, withoutDx, 4);
    }

    @Test
    void losses() {
        DenseKernel kernel = DenseKernel.create(Arithmetic.FUSED);
        double[] loss = new double[M];
        double[] gradient = new double[M * N];
        scalar.halfSquaredError(M, N, a, 0, da, 0, loss, 0, gradient, 0);
        double[] actualLoss = room(3, M);
        double[] actual = room(4, M * N);
        kernel.halfSquaredError(M, N, at(1, a), 1, at(2, da), 2, actualLoss, 3, actual, 4);
        assertAt(loss, actualLoss, 3);
        assertAt(gradient, actual, 4);
        double[] overY = at(2, da);
        kernel.halfSquaredError(M, N, at(1, a), 1, overY, 2, actualLoss, 3, overY, 2);
        assertAt(gradient, overY, 2);

        scalar.softmaxCrossEntropy(M, N, z, 0, a, 0, loss, 0, gradient, 0, scratch);
        double[] overZ = at(5, z);
        kernel.softmaxCrossEntropy(M, N, overZ, 5, at(6, a), 6, actualLoss, 3, overZ, 5);
        assertAt(loss, actualLoss, 3);
        assertAt(gradient, overZ, 5);
    }

    @Test
    void functionsAndUpdates() {
        DenseKernel kernel = DenseKernel.create(Arithmetic.FUSED);
        double[] expected = new double[M * N];
        double[] actual = room(2, M * N);
        for (ElementaryFunction f : ElementaryFunction.values()) {
            scalar.apply(f, M * N, z, 0, expected, 0, scratch);
            kernel.apply(f, M * N, at(1, z), 1, actual, 2);
            assertAt(expected, actual, 2);
        }

        assertTrue(Bits.same(scalar.sum(M * N, z, 0), kernel.sum(M * N, at(3, z), 3)));

        expected = z.clone();
        scalar.divide(M * N, expected, 0, 3);
        actual = at(2, z);
        kernel.divide(M * N, actual, 2, 3);
        assertAt(expected, actual, 2);

        for (double l2 : new double[] {0, 0.01}) {
            expected = z.clone();
            scalar.sgd(M * N, expected, 0, a, 0, 0.1, l2);
            actual = at(1, z);
            kernel.sgd(M * N, actual, 1, at(2, a), 2, 0.1, l2);
            assertAt(expected, actual, 1);
        }
    }
}
