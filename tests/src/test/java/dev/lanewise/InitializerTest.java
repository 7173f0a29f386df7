package dev.lanewise;

import static dev.lanewise.Refusals.refusesArgument;
import static dev.lanewise.Refusals.refusesNull;
import static dev.lanewise.Refusals.refusesRange;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How weights begin: the moments of their distributions, their seeds, and exact first values. */
@Tag("once")
class InitializerTest {

    private static final DenseLayer WIDE = new DenseLayer(100, 300, Activation.TANH);

    private enum Rule {
        GLOROT_UNIFORM(Initializer.glorotUniform(), 2.0 / 400, true),
        GLOROT_NORMAL(Initializer.glorotNormal(), 2.0 / 400, false),
        HE_UNIFORM(Initializer.heUniform(), 2.0 / 100, true),
        HE_NORMAL(Initializer.heNormal(), 2.0 / 100, false),
        LECUN_UNIFORM(Initializer.lecunUniform(), 1.0 / 100, true),
        LECUN_NORMAL(Initializer.lecunNormal(), 1.0 / 100, false);

        final Initializer initializer;
        final double variance;
        final boolean uniform;

        Rule(Initializer initializer, double variance, boolean uniform) {
            this.initializer = initializer;
            this.variance = variance;
            this.uniform = uniform;
        }
    }

    @ParameterizedTest
    @EnumSource
    void moments(Rule rule) {
        double[] parameters = filled(rule.initializer, WIDE, 1);
        double[] weights = Arrays.copyOf(parameters, WIDE.weightCount());
        int count = weights.length;
        double mean = Arrays.stream(weights).sum() / count;
        double variance = Arrays.stream(weights).map(w -> w * w).sum() / count;
        assertEquals(0, mean, 5 * Math.sqrt(rule.variance / count));
        double kurtosis = rule.uniform ? 1.8 : 3;
        assertEquals(1, variance / rule.variance, 5 * Math.sqrt((kurtosis - 1) / count));
        double largest = Arrays.stream(weights).map(Math::abs).max().orElseThrow();
        double bound = Math.sqrt(3 * rule.variance);
        if (rule.uniform) {
            assertTrue(largest <= bound && largest > 0.999 * bound, () -> largest + " of " + bound);
        } else {
            assertTrue(largest > 1.5 * bound, () -> largest + " of " + bound);
        }
        assertArrayEquals(new double[300], Arrays.copyOfRange(parameters, count, parameters.length), "biases");
    }

    @ParameterizedTest
    @EnumSource
    void seeds(Rule rule) {
        double[] parameters = filled(rule.initializer, WIDE, 1);
        assertArrayEquals(parameters, filled(rule.initializer, WIDE, 1));
        double[] other = filled(rule.initializer, WIDE, 2);
        for (int i = 0; i < WIDE.weightCount(); i++) {
            assertNotEquals(parameters[i], other[i], "weight " + i);
        }
    }

    @Test
    void constant() {
        double[] parameters = filled(Initializer.constant(-0.25), new DenseLayer(2, 3, Activation.RELU), 1);
        assertArrayEquals(new double[] {-0.25, -0.25, -0.25, -0.25, -0.25, -0.25, 0, 0, 0}, parameters);
    }

    @Test
    void given() {
        double[] weights = {1, 2, 3, 4, 5, 6};
        double[] biases = {7, 8, 9};
        Initializer initializer = Initializer.of(weights, biases);
        weights[0] = 0;
        biases[0] = 0;
        Initializer.Given given = (Initializer.Given) initializer;
        given.weights()[1] = 0;
        given.biases()[1] = 0;
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9},
                filled(initializer, new DenseLayer(2, 3, Activation.RELU), 1));
    }

    @Test
    void fillsOnlyTheLayer() {
        DenseLayer layer = new DenseLayer(2, 1, Activation.RELU);
        double[] parameters = {9, 9, 9, 9, 9};
        Initializer.constant(1).fill(layer, 0, parameters, 1);
        assertArrayEquals(new double[] {9, 1, 1, 0, 9}, parameters);
    }

    @ParameterizedTest
    @EnumSource
    void suiting(Activation f) {
        boolean rectifies = switch (f) {
            case RELU, LEAKY_RELU, ELU, SOFTPLUS, SILU, GELU -> true;
            case IDENTITY, SIGMOID, TANH, SOFTMAX, LOG_SOFTMAX -> false;
        };
        assertEquals(rectifies ? Initializer.heNormal() : Initializer.glorotUniform(), Initializer.suiting(f));
    }

    @Test
    void layersOfANetworkAreApart() {
        Network network = Network.withInputs(3).dense(3, Activation.TANH).dense(3, Activation.TANH).build();
        double[] parameters = network.initialParameters(1);
        assertArrayEquals(parameters, network.initialParameters(1, Initializer.glorotUniform()));
        for (int i = 0; i < 9; i++) {
            assertNotEquals(parameters[i], parameters[12 + i], "weight " + i);
        }
        double[] second = network.initialParameters(1, Initializer.heNormal(), Initializer.constant(2));
        assertArrayEquals(new double[] {2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0}, Arrays.copyOfRange(second, 12, 24));
    }

    /** As a Python program of a few lines, with its own SplitMix64, has printed them. */
    @Test
    void goldenValues() {
        DenseLayer layer = new DenseLayer(4, 2, Activation.RELU);
        assertArrayEquals(
                new double[] {0.6238441842841808, -0.3187990044179182, 0.13318542483772383, 0.15527101778198768},
                Arrays.copyOf(filled(Initializer.heNormal(), layer, 42), 4));
        assertArrayEquals(
                new double[] {0.4831297575436466, -0.6801792142461598, -0.4427977394897227, -0.31161856695272494},
                Arrays.copyOf(filled(Initializer.glorotUniform(), layer, 42), 4));
    }

    @Test
    void badArguments() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refusesArgument(() -> new Initializer.Scaled(bad, Initializer.Fan.IN, Initializer.Distribution.NORMAL),
                    "gain is " + bad);
        }
        refusesNull(() -> new Initializer.Scaled(1, null, Initializer.Distribution.NORMAL), "fan");
        refusesNull(() -> new Initializer.Scaled(1, Initializer.Fan.IN, null), "distribution");
        refusesArgument(() -> Initializer.constant(Double.NaN), "value is NaN");
        refusesArgument(() -> Initializer.constant(Double.NEGATIVE_INFINITY), "value is -Infinity");
        refusesNull(() -> Initializer.of(null, new double[1]), "weights");
        refusesNull(() -> Initializer.of(new double[1], null), "biases");
        refusesNull(() -> Initializer.suiting(null), "f");
        DenseLayer layer = new DenseLayer(2, 3, Activation.RELU);
        refusesArgument(() -> filled(Initializer.of(new double[5], new double[3]), layer, 1),
                "weights has length 5", "6");
        refusesArgument(() -> filled(Initializer.of(new double[6], new double[4]), layer, 1),
                "biases has length 4", "3");
        refusesNull(() -> Initializer.constant(1).fill(null, 1, new double[9], 0), "layer");
        refusesNull(() -> Initializer.constant(1).fill(layer, 1, null, 0), "parameters");
        refusesRange(() -> Initializer.constant(1).fill(layer, 1, new double[9], 1), "offset 1 and length 9", "9");
        refusesRange(() -> Initializer.constant(1).fill(layer, 1, new double[9], -1), "offset -1");
    }

    private static double[] filled(Initializer initializer, DenseLayer layer, long seed) {
        double[] parameters = new double[layer.parameterCount()];
        initializer.fill(layer, seed, parameters, 0);
        return parameters;
    }
}
