package dev.lanewise;

import static dev.lanewise.Close.assertClose;
import static dev.lanewise.Refusals.refusesArgument;
import static dev.lanewise.Refusals.refusesNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and gradients of the losses, against their formulas and central differences. */
class LossTest {

    /** A loss as its Javadoc writes it, in plain Java. */
    interface Formula {

        double value(double[] a, double[] y);

        /** {@return the derivative with respect to output j} */
        double gradient(double[] a, double[] y, int j);
    }

    record Case(Loss loss, Formula formula) {

        @Override
        public String toString() {
            return loss.toString();
        }
    }

    /** A sum over the outputs of a function of each. */
    private interface Term {

        double of(double a, double y);
    }

    static List<Case> cases() {
        return List.of(
                new Case(Loss.HALF_SQUARED_ERROR, sum((a, y) -> (a - y) * (a - y) / 2, (a, y) -> a - y, false)),
                new Case(Loss.MEAN_SQUARED_ERROR, sum((a, y) -> (a - y) * (a - y), (a, y) -> 2 * (a - y), true)),
                new Case(Loss.MEAN_ABSOLUTE_ERROR, sum((a, y) -> Math.abs(a - y), (a, y) -> Math.signum(a - y), true)),
                new Case(Loss.huber(1), huber(1)),
                new Case(Loss.huber(0.3), huber(0.3)),
                new Case(Loss.BINARY_CROSS_ENTROPY, sum(
                        (z, y) -> Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z))),
                        (z, y) -> 1 / (1 + Math.exp(-z)) - y, false)),
                new Case(Loss.SOFTMAX_CROSS_ENTROPY, new SoftmaxCrossEntropy()));
    }

    private static Formula huber(double delta) {
        return sum((a, y) -> {
            double d = Math.abs(a - y);
            return d <= delta ? d * d / 2 : delta * (d - delta / 2);
        }, (a, y) -> Math.max(-delta, Math.min(delta, a - y)), false);
    }

    private static Formula sum(Term value, Term gradient, boolean isMean) {
        return new Formula() {
            @Override
            public double value(double[] a, double[] y) {
                double sum = 0;
                for (int j = 0; j < a.length; j++) {
                    sum += value.of(a[j], y[j]);
                }
                return isMean ? sum / a.length : sum;
            }

            @Override
            public double gradient(double[] a, double[] y, int j) {
                double g = gradient.of(a[j], y[j]);
                return isMean ? g / a.length : g;
            }
        };
    }

    private static final class SoftmaxCrossEntropy implements Formula {

        @Override
        public double value(double[] z, double[] y) {
            double value = 0;
            for (int j = 0; j < z.length; j++) {
                value -= y[j] * (z[j] - logSum(z));
            }
            return value;
        }

        @Override
        public double gradient(double[] z, double[] y, int j) {
            return Math.exp(z[j] - logSum(z)) - y[j];
        }

        private static double logSum(double[] z) {
            double max = Arrays.stream(z).max().orElseThrow();
            return max + Math.log(Arrays.stream(z).map(v -> Math.exp(v - max)).sum());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void formulas(Case c) {
        Random random = new Random(1);
        for (int n = c.loss == Loss.SOFTMAX_CROSS_ENTROPY ? 2 : 1; n <= 19; n++) {
            Trainer trainer = LossOfRow.trainer(c.loss, n).build();
            for (int trial = 0; trial < 20; trial++) {
                double[] a = random.doubles(n, -3, 3).toArray();
                double[] y = probabilities(random, n);
                LossOfRow result = LossOfRow.of(trainer, a, y);
                assertClose("value", c.formula.value(a, y), result.value(), 2e-15);
                for (int j = 0; j < n; j++) {
                    assertClose("gradient " + j, c.formula.gradient(a, y, j), result.gradient()[j], 2e-15);
                }
            }
        }
    }

    /** Rows are summed; the mean over them is the reduction's affair. */
    @ParameterizedTest
    @MethodSource("cases")
    void rowsAndReductions(Case c) {
        Random random = new Random(2);
        double[] x = random.doubles(5 * 3, -2, 2).toArray();
        double[] y = new double[15];
        double[] weights = {1, 0.5, 2, 0, 3};
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < 5; i++) {
            double[] target = probabilities(random, 3);
            System.arraycopy(target, 0, y, 3 * i, 3);
            double value = c.formula.value(Arrays.copyOfRange(x, 3 * i, 3 * i + 3), target);
            sum += value;
            weighted += weights[i] * value;
        }
        Dataset data = Dataset.of(3, x, 3, y);
        TrainerBuilder description = LossOfRow.trainer(c.loss, 3).reduction(Reduction.SUM);
        assertClose("sum", sum, description.build().evaluate(data).loss(), 1e-14);
        assertClose("step", sum, description.build().step(5, x, 0, y, 0), 1e-14);
        assertClose("weighted", weighted, description.build().evaluate(data.withWeights(weights)).loss(), 1e-14);
        description.reduction(Reduction.MEAN);
        assertClose("mean", sum / 5, description.build().evaluate(data).loss(), 1e-14);
        assertClose("step", sum / 5, description.build().step(5, x, 0, y, 0), 1e-14);
        assertClose("weighted mean", weighted / 6.5,
                description.build().evaluate(data.withWeights(weights)).loss(), 1e-14);
    }

    static List<Object[]> slopes() {
        List<Object[]> all = new ArrayList<>();
        for (Case c : cases()) {
            for (Activation last : Activation.values()) {
                if (fitting(c.loss).contains(last)) {
                    all.add(new Object[] {c, last, 3});
                    if (c.loss != Loss.SOFTMAX_CROSS_ENTROPY) {
                        all.add(new Object[] {c, last, 1});
                    }
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("slopes")
    void gradientsAreSlopes(Case c, Activation last, int outputs) {
        Network network = Network.withInputs(4).dense(5, Activation.TANH).dense(outputs, last).build();
        Random random = new Random(3);
        double[] parameters = random.doubles(network.parameterCount(), -1, 1).toArray();
        double[] y = new double[6 * outputs];
        for (int i = 0; i < 6; i++) {
            System.arraycopy(probabilities(random, outputs), 0, y, i * outputs, outputs);
        }
        Dataset data = Dataset.of(4, random.doubles(24, -1, 1).toArray(), outputs, y)
                .withWeights(random.doubles(6, 0.5, 2).toArray());
        GradientCheck check = GradientCheck.run(network, c.loss, parameters, data);
        assertTrue(check.largestError() <= 1e-7, check::toString);
    }

    @Test
    void gradientCheckSeesNaN() {
        Network network = Network.withInputs(1).dense(1, Activation.IDENTITY).build();
        Dataset data = Dataset.of(1, new double[] {Double.NaN}, 1, new double[] {1});
        assertEquals(Double.NaN,
                GradientCheck.run(network, Loss.HALF_SQUARED_ERROR, new double[2], data).largestError());
    }

    /** At a kink both sides differ, so the check must not be content. */
    @Test
    void gradientCheckSeesAKink() {
        Network network = Network.withInputs(1).dense(1, Activation.RELU).build();
        Dataset data = Dataset.of(1, new double[] {1}, 1, new double[] {1});
        GradientCheck check = GradientCheck.run(network, Loss.HALF_SQUARED_ERROR, new double[2], data);
        assertEquals(0, check.analytic());
        assertEquals(-0.5, check.numeric(), 1e-4);
        assertEquals(0.5, check.largestError(), 1e-4);
    }

    @Test
    void lastLayersThatDoNotFit() {
        for (Case c : cases()) {
            for (Activation last : Activation.values()) {
                Network network = Network.withInputs(2).dense(2, last).build();
                if (fitting(c.loss).contains(last)) {
                    Trainer.builder(network, c.loss);
                    continue;
                }
                refusesArgument(() -> Trainer.builder(network, c.loss), c.loss + " needs a last layer with",
                        "not " + last);
                Dataset data = Dataset.of(2, new double[2], 2, new double[] {0, 1});
                Model model = Model.of(network, new double[6], Optional.empty());
                refusesArgument(() -> model.evaluate(data, c.loss), "not " + last);
                refusesArgument(() -> GradientCheck.run(network, c.loss, new double[6], data), "not " + last);
            }
        }
    }

    @Test
    void badArguments() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refusesArgument(() -> Loss.huber(bad), "delta is " + bad, "above 0");
        }
        Network network = Network.withInputs(1).dense(1, Activation.IDENTITY).build();
        refusesNull(() -> Trainer.builder(network, null), "loss");
        refusesNull(() -> Trainer.builder(null, Loss.HALF_SQUARED_ERROR), "network");
    }

    @Test
    void names() {
        assertEquals("[HALF_SQUARED_ERROR, MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, HUBER(1.0), HUBER(0.3), "
                + "BINARY_CROSS_ENTROPY, SOFTMAX_CROSS_ENTROPY]", cases().toString());
    }

    private static Set<Activation> fitting(Loss loss) {
        if (loss == Loss.SOFTMAX_CROSS_ENTROPY) {
            return EnumSet.of(Activation.SOFTMAX, Activation.LOG_SOFTMAX, Activation.IDENTITY);
        }
        return loss == Loss.BINARY_CROSS_ENTROPY ? EnumSet.of(Activation.SIGMOID, Activation.IDENTITY)
                : EnumSet.allOf(Activation.class);
    }

    /** Several sum to 1; a single one is a number from 0 to 1. */
    private static double[] probabilities(Random random, int n) {
        double[] y = random.doubles(n, 0, 1).toArray();
        double sum = n == 1 ? 1 : Arrays.stream(y).sum();
        return Arrays.stream(y).map(v -> v / sum).toArray();
    }
}
