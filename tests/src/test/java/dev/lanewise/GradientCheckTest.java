package dev.lanewise;

import static dev.lanewise.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Network#backward} against central differences of {@link Network#loss}, for every parameter. */
class GradientCheckTest {

    /** Differences err by about STEP² and by rounding over STEP; both are far below TOLERANCE. */
    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-7;

    /** A pre-activation of RELU or LEAKY_RELU nearer to 0 than this could change sides within a difference. */
    private static final double KINK = 1e-3;

    private static final Set<Activation> KINKED = EnumSet.of(Activation.RELU, Activation.LEAKY_RELU);

    /** Rows of the batch, then widths: also a batch of 1 and widths that are no multiple of 2, 4 or 8. */
    private static final int[][] SHAPES = {{1, 3, 5, 2}, {7, 4, 9, 6, 3}, {2, 8, 8, 4}, {13, 5, 17, 11}};

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Arithmetic arithmetic : Arithmetic.values()) {
            for (int[] shape : SHAPES) {
                for (Activation hidden : Activation.values()) {
                    for (Activation last : Activation.values()) {
                        cases.add(new Case(arithmetic, Loss.HALF_SQUARED_ERROR, shape, hidden, last));
                    }
                    cases.add(new Case(arithmetic, Loss.SOFTMAX_CROSS_ENTROPY, shape, hidden, Activation.IDENTITY));
                    cases.add(new Case(arithmetic, Loss.SOFTMAX_CROSS_ENTROPY, shape, hidden, Activation.SOFTMAX));
                    cases.add(new Case(arithmetic, Loss.SOFTMAX_CROSS_ENTROPY, shape, hidden, Activation.LOG_SOFTMAX));
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientIsTheSlope(Case setting) {
        Problem problem = new Problem(setting);
        problem.check(problem.gradients());
    }

    @Test
    void wrongGradientsAreNoticed() {
        Problem problem = new Problem(new Case(Arithmetic.FUSED, Loss.HALF_SQUARED_ERROR, SHAPES[1],
                Activation.SIGMOID, Activation.TANH));
        double[] gradients = problem.gradients();
        for (int i = 0; i < gradients.length; i++) {
            double[] shifted = gradients.clone();
            shifted[i] += 3 * TOLERANCE;
            assertThrows(AssertionError.class, () -> problem.check(shifted));
        }
        double[] mean = gradients.clone();
        problem.network.divide(mean, SHAPES[1][0]);
        assertThrows(AssertionError.class, () -> problem.check(mean));
        assertThrows(AssertionError.class, () -> problem.check(new double[gradients.length]));
    }

    private record Case(Arithmetic arithmetic, Loss loss, int[] shape, Activation hidden, Activation last) {

        Network network() {
            DenseLayer[] layers = new DenseLayer[shape.length - 2];
            for (int l = 0; l < layers.length; l++) {
                layers[l] = new DenseLayer(shape[l + 1], shape[l + 2], l < layers.length - 1 ? hidden : last);
            }
            return Network.of(arithmetic, layers);
        }

        @Override
        public String toString() {
            return loss + ", batch " + shape[0] + ", " + network();
        }
    }

    /** A network, a batch and parameters, all drawn from a fixed seed. */
    private static final class Problem {

        final Network network;

        private final Loss loss;
        private final int rows;
        private final Workspace workspace;
        private final double[] x;
        private final double[] y;
        private final double[] parameters;

        Problem(Case setting) {
            network = setting.network();
            loss = setting.loss();
            rows = setting.shape()[0];
            workspace = network.newWorkspace(rows);
            Random random = new Random(42);
            y = probabilities(random, rows, network.outputs());
            x = new double[rows * network.inputs()];
            parameters = new double[network.parameterCount()];
            do {
                fill(x, random);
                fill(parameters, random);
            } while (isNearKink());
        }

        double[] gradients() {
            double[] gradients = new double[parameters.length];
            network.forward(parameters, rows, x, 0, workspace);
            network.backward(loss, parameters, rows, x, 0, y, 0, gradients, false, workspace);
            return gradients;
        }

        void check(double[] gradients) {
            double[] slopes = new double[parameters.length];
            for (int i = 0; i < slopes.length; i++) {
                slopes[i] = (lossWith(i, STEP) - lossWith(i, -STEP)) / (2 * STEP);
            }
            assertClose("gradient", slopes, gradients, TOLERANCE);
        }

        private double lossWith(int index, double change) {
            double[] changed = parameters.clone();
            changed[index] += change;
            network.forward(changed, rows, x, 0, workspace);
            return network.loss(loss, rows, y, 0, workspace);
        }

        private boolean isNearKink() {
            network.forward(parameters, rows, x, 0, workspace);
            for (int l = 0; l < workspace.z.length; l++) {
                if (KINKED.contains(network.layers().get(l).activation())) {
                    for (double z : workspace.z[l]) {
                        if (Math.abs(z) < KINK) {
                            return true;
                        }
                    }
                }
            }
            return false;
        }

        private static void fill(double[] values, Random random) {
            for (int i = 0; i < values.length; i++) {
                values[i] = 0.7 * random.nextGaussian();
            }
        }

        private static double[] probabilities(Random random, int rows, int columns) {
            double[] y = new double[rows * columns];
            for (int i = 0; i < rows; i++) {
                double sum = 0;
                for (int j = 0; j < columns; j++) {
                    y[i * columns + j] = random.nextDouble();
                    sum += y[i * columns + j];
                }
                for (int j = 0; j < columns; j++) {
                    y[i * columns + j] /= sum;
                }
            }
            return y;
        }
    }
}
