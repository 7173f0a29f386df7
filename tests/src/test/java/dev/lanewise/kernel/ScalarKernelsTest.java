package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The specification itself, against the words of the contract: values worked out by hand or by the plain formula. */
class ScalarKernelsTest {

    private final Kernels kernels = new ScalarKernels();
    private final Scratch scratch = new Scratch();

    private static void assertBits(double[] expected, double[] actual) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertTrue(Bits.same(expected[i], actual[i]), i + ": expected " + expected[i] + ", got " + actual[i]);
        }
    }

    private double dot(Arithmetic arithmetic, double[] x, double[] w) {
        double[] z = {Double.NaN};
        kernels.forward(arithmetic, 1, x.length, 1, x, 0, w, 0, z, 0, scratch);
        return z[0];
    }

    @Test
    void chainsStartFromPositiveZero() {
        for (Arithmetic arithmetic : Arithmetic.values()) {
            assertTrue(Bits.same(0.0, dot(arithmetic, new double[] {-0.0}, new double[] {1})));
            assertTrue(Bits.same(0.0, dot(arithmetic, new double[0], new double[0])));
        }
    }

    @Test
    void fusedRoundsOnceStrictTwice() {
        double[] x = {1, 1 + 0x1p-27};
        double[] w = {-1, 1 + 0x1p-27};
        assertEquals(0x1p-26, dot(Arithmetic.STRICT, x, w));
        assertEquals(0x1p-26 + 0x1p-54, dot(Arithmetic.FUSED, x, w));
    }

    @Test
    void sumsInIndexOrder() {
        assertEquals(0.0, dot(Arithmetic.STRICT, new double[] {1, 1e17, -1e17}, new double[] {1, 1, 1}));
        assertEquals(1.0, dot(Arithmetic.STRICT, new double[] {1e17, -1e17, 1}, new double[] {1, 1, 1}));
        assertTrue(Double.isNaN(dot(Arithmetic.FUSED, new double[] {0}, new double[] {Double.POSITIVE_INFINITY})));
    }

    @Test
    void relu() {
        double[] z = {-1, -0.0, 0, 2, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] a = new double[7];
        kernels.activateElements(Activation.RELU, 7, z, 0, a, 0, scratch);
        assertBits(new double[] {0, 0, 0, 2, Double.NaN, 0, Double.POSITIVE_INFINITY}, a);
        double[] da = {1, 2, Double.NaN, 4, 5, -0.0, -7};
        kernels.activateElementsBackward(Activation.RELU, 7, z, 0, a, 0, da, 0, a, 0, scratch);
        assertBits(new double[] {0, 0, 0, 4, 5, 0, -7}, a);
        kernels.activateElementsBackward(Activation.LEAKY_RELU, 7, z, 0, a, 0, da, 0, a, 0, scratch);
        assertBits(new double[] {0.01, 0.02, Double.NaN, 4, 5, -0.0, -7}, a);
    }

    @Test
    void backwardFormulas() {
        double[] a = {0.3, 0.9};
        double[] da = {0.7, -1.1};
        double[] dz = new double[2];
        double[] z = {-0.4, 1.3};
        backward(Activation.SIGMOID, z, a, da, dz);
        assertBits(new double[] {0.7 * (0.3 * (1 - 0.3)), -1.1 * (0.9 * (1 - 0.9))}, dz);
        backward(Activation.TANH, z, a, da, dz);
        assertBits(new double[] {0.7 * (1 - 0.3 * 0.3), -1.1 * (1 - 0.9 * 0.9)}, dz);
        backward(Activation.ELU, z, new double[] {-0.25, 1.3}, da, dz);
        assertBits(new double[] {0.7 * 0.75, -1.1}, dz);
        backward(Activation.SOFTPLUS, z, a, da, dz);
        double s = 1 / (1 + ScalarExp.exp(0.4));
        double t = 1 / (1 + ScalarExp.exp(-1.3));
        assertBits(new double[] {0.7 * s, -1.1 * t}, dz);
        backward(Activation.SILU, z, a, da, dz);
        assertBits(new double[] {0.7 * (s * (1 + -0.4 * (1 - s))), -1.1 * (t * (1 + 1.3 * (1 - t)))}, dz);
        kernels.logSoftmaxBackward(1, 2, a, 0, da, 0, dz, 0, scratch);
        double sum = 0.7 + -1.1;
        assertBits(new double[] {0.7 - ScalarExp.exp(0.3) * sum, -1.1 - ScalarExp.exp(0.9) * sum}, dz);
        kernels.softmaxBackward(1, 2, a, 0, da, 0, dz, 0);
        double dot = 0.7 * 0.3 + -1.1 * 0.9;
        assertBits(new double[] {0.3 * (0.7 - dot), 0.9 * (-1.1 - dot)}, dz);
    }

    private void backward(Activation f, double[] z, double[] a, double[] da, double[] dz) {
        kernels.activateElementsBackward(f, dz.length, z, 0, a, 0, da, 0, dz, 0, scratch);
    }

    @Test
    void softmaxAndLosses() {
        double[] z = {0.5, -1, 2, 0.25};
        double[] e = {ScalarExp.exp(0.5 - 2), ScalarExp.exp(-1.0 - 2), ScalarExp.exp(0.0), ScalarExp.exp(0.25 - 2)};
        double sum = Arrays.stream(e).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add).doubleValue();
        double[] a = new double[4];
        kernels.softmax(1, 4, z, 0, a, 0, scratch);
        assertBits(new double[] {e[0] / sum, e[1] / sum, e[2] / sum, e[3] / sum}, a);

        kernels.logSoftmax(1, 4, z, 0, a, 0, scratch);
        double tree = (e[0] + e[2]) + (e[1] + e[3]);
        double log = ScalarLog.log(tree);
        assertBits(new double[] {-1.5 - log, -3 - log, -log, -1.75 - log}, a);

        double[] y = {0, 0, 0, 1};
        double[] loss = new double[1];
        double[] dz = new double[4];
        kernels.softmaxCrossEntropy(1, 4, z, 0, y, 0, loss, 0, dz, 0, scratch);
        assertBits(new double[] {log + 1.75}, loss);
        assertBits(new double[] {e[0] / sum, e[1] / sum, e[2] / sum, e[3] / sum - 1}, dz);

        kernels.halfSquaredError(1, 2, new double[] {3, 5}, 0, new double[] {1, 6}, 0, loss, 0, dz, 2);
        assertBits(new double[] {2.5}, loss);
        assertBits(new double[] {e[0] / sum, e[1] / sum, 2, -1}, dz);
    }

    @Test
    void softmaxOfExtremes() {
        double[] a = new double[2];
        kernels.softmax(1, 2, new double[] {1e308, -1e308}, 0, a, 0, scratch);
        assertBits(new double[] {1, 0}, a);
        kernels.softmax(1, 2, new double[] {Double.POSITIVE_INFINITY, 1}, 0, a, 0, scratch);
        assertTrue(Double.isNaN(a[0]));
        kernels.softmax(1, 2, new double[] {Double.NaN, 1}, 0, a, 0, scratch);
        assertTrue(Double.isNaN(a[0]) && Double.isNaN(a[1]));
    }

    @Test
    void updates() {
        double[] v = {1.1, 2.2};
        kernels.sgd(2, v, 0, new double[] {0.3, 0.7}, 0, 0.1, 0.01);
        assertBits(new double[] {1.1 - 0.1 * (0.3 + 0.01 * 1.1), 2.2 - 0.1 * (0.7 + 0.01 * 2.2)}, v);
        kernels.divide(2, v, 0, 3);
        assertBits(new double[] {(1.1 - 0.1 * (0.3 + 0.01 * 1.1)) / 3, (2.2 - 0.1 * (0.7 + 0.01 * 2.2)) / 3}, v);
        double[] db = {100};
        kernels.biasGradient(3, 1, new double[] {1e17, 1, -1e17}, 0, db, 0, false, new Scratch());
        assertBits(new double[] {0}, db);
    }
}
