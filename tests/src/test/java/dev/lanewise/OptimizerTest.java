package dev.lanewise;

import static dev.lanewise.Refusals.refusesArgument;
import static dev.lanewise.Refusals.refusesNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps of the optimizers, penalties and decays to the bit, against the same operations written out. */
class OptimizerTest {

    /** Five weights, five biases, so that lanes and remainders both get some. */
    private static final Network NETWORK = Network.withInputs(1).dense(5, Activation.IDENTITY).build();
    private static final int WEIGHTS = 5;
    private static final double RATE = 0.1;
    private static final int STEPS = 4;

    /** The state of one parameter, and what a step makes of it. */
    private abstract static class Rule {

        double v;
        double first;
        double second;
        int t;

        abstract void step(double g);
    }

    private static Rule sgd() {
        return new Rule() {
            @Override
            void step(double g) {
                v = v - RATE * g;
            }
        };
    }

    private static Rule momentum(double momentum, boolean nesterov) {
        return new Rule() {
            @Override
            void step(double g) {
                first = momentum * first + g;
                v = v - RATE * (nesterov ? g + momentum * first : first);
            }
        };
    }

    private static Rule rmsProp(double alpha, double epsilon) {
        return new Rule() {
            @Override
            void step(double g) {
                first = alpha * first + (1 - alpha) * g * g;
                v = v - RATE * (g / (Math.sqrt(first) + epsilon));
            }
        };
    }

    private static Rule adam(double beta1, double beta2, double epsilon) {
        return new Rule() {
            @Override
            void step(double g) {
                t++;
                double power1 = 1;
                double power2 = 1;
                for (int i = 0; i < t; i++) {
                    power1 *= beta1;
                    power2 *= beta2;
                }
                first = beta1 * first + (1 - beta1) * g;
                second = beta2 * second + (1 - beta2) * g * g;
                v = v - RATE / (1 - power1) * (first / (Math.sqrt(second) / Math.sqrt(1 - power2) + epsilon));
            }
        };
    }

    /** A new rule for each parameter. */
    private interface Rules {

        Rule rule();
    }

    static Stream<Arguments> optimizers() {
        return Stream.of(
                Arguments.of(Optimizer.sgd(), (Rules) OptimizerTest::sgd),
                Arguments.of(Optimizer.momentum(0.9), (Rules) () -> momentum(0.9, false)),
                Arguments.of(Optimizer.nesterov(0.8), (Rules) () -> momentum(0.8, true)),
                Arguments.of(Optimizer.rmsProp(), (Rules) () -> rmsProp(0.99, 1e-8)),
                Arguments.of(new Optimizer.RmsProp(0.5, 1e-3), (Rules) () -> rmsProp(0.5, 1e-3)),
                Arguments.of(new Optimizer.RmsProp(0, 1e-3), (Rules) () -> rmsProp(0, 1e-3)),
                Arguments.of(Optimizer.adam(), (Rules) () -> adam(0.9, 0.999, 1e-8)),
                Arguments.of(new Optimizer.Adam(0.5, 0.75, 1e-2), (Rules) () -> adam(0.5, 0.75, 1e-2)),
                Arguments.of(new Optimizer.Adam(0, 0, 1e-2), (Rules) () -> adam(0, 0, 1e-2)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void steps(Optimizer optimizer, Rules rules) {
        check(optimizer, Penalty.NONE, rules, (v, isWeight, g) -> g, (v, isWeight) -> v);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void penalties(Optimizer optimizer, Rules rules) {
        for (Penalty penalty : List.of(Penalty.l1(0.25), Penalty.l2(0.25), new Penalty(0.125, 0.25, false))) {
            check(optimizer, penalty, rules,
                    (v, isWeight, g) -> isWeight ? penalized(penalty, v, g) : g, (v, isWeight) -> v);
            Penalty onBiases = penalty.onBiasesToo();
            check(optimizer, onBiases, rules, (v, isWeight, g) -> penalized(penalty, v, g), (v, isWeight) -> v);
        }
    }

    private static double penalized(Penalty penalty, double v, double g) {
        double withL2 = penalty.l2() == 0 ? g : g + penalty.l2() * v;
        return penalty.l1() == 0 ? withL2 : withL2 + penalty.l1() * Math.signum(v);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void decays(Optimizer optimizer, Rules rules) {
        double factor = 1 - RATE * 0.3;
        check(optimizer.withDecay(0.3, true), Penalty.NONE, rules, (v, isWeight, g) -> g,
                (v, isWeight) -> v * factor);
        check(optimizer.withDecay(0.3, false), Penalty.NONE, rules, (v, isWeight, g) -> g,
                (v, isWeight) -> isWeight ? v * factor : v);
        check(optimizer.withDecay(0, true), Penalty.NONE, rules, (v, isWeight, g) -> g, (v, isWeight) -> v);
    }

    /** The penalty sees the parameters before they decay. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void penaltyComesBeforeDecay(Optimizer optimizer, Rules rules) {
        double factor = 1 - RATE * 0.3;
        check(optimizer.withDecay(0.3, true), Penalty.l2(0.25).onBiasesToo(), rules,
                (v, isWeight, g) -> g + 0.25 * v, (v, isWeight) -> v * factor);
    }

    private interface Gradient {

        double of(double v, boolean isWeight, double g);
    }

    private interface Decay {

        double of(double v, boolean isWeight);
    }

    private static void check(Optimizer optimizer, Penalty penalty, Rules rules, Gradient gradient, Decay decay) {
        double[] start = {0.5, -1, 0, 2, -0.25, 1, -0.5, 0, 3, -2};
        Trainer trainer = Trainer.builder(NETWORK, Loss.HALF_SQUARED_ERROR).optimizer(optimizer).penalty(penalty)
                .learningRate(LearningRate.constant(RATE)).parameters(start).build();
        Rule[] expected = new Rule[start.length];
        for (int i = 0; i < start.length; i++) {
            expected[i] = rules.rule();
            expected[i].v = start[i];
        }
        Random random = new Random(1);
        for (int t = 0; t < STEPS; t++) {
            double[] g = random.doubles(start.length, -1, 1).toArray();
            g[t] = 0;
            trainer.apply(g, 1, 1);
            for (int i = 0; i < start.length; i++) {
                boolean isWeight = i < WEIGHTS;
                double whole = gradient.of(expected[i].v, isWeight, g[i]);
                expected[i].v = decay.of(expected[i].v, isWeight);
                expected[i].step(whole);
            }
            assertArrayEquals(Arrays.stream(expected).mapToDouble(rule -> rule.v).toArray(), trainer.parameters(),
                    optimizer + ", " + penalty + ", step " + t);
        }
    }

    @Test
    void gradientsAreDividedFirst() {
        double[] g = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        Trainer trainer = Trainer.builder(NETWORK, Loss.HALF_SQUARED_ERROR).optimizer(Optimizer.sgd())
                .learningRate(LearningRate.constant(RATE)).parameters(new double[10]).build();
        trainer.apply(g, 3, 7);
        double[] parameters = trainer.parameters();
        for (int i = 0; i < g.length; i++) {
            assertEquals(i + 1, g[i], "only read");
            assertEquals(-(RATE * (g[i] / 3)), parameters[i]);
        }
    }

    @Test
    void adamWIsAdamWithDecayOnAll() {
        assertEquals(new Optimizer.Decayed(Optimizer.adam(), 0.01, true), Optimizer.adamW(0.01));
        assertFalse(Penalty.l2(1).onBiases());
        assertEquals(new Penalty(0, 1, true), Penalty.l2(1).onBiasesToo());
        assertEquals(new Penalty(1, 0, false), Penalty.l1(1));
    }

    @Test
    void badFactors() {
        for (double bad : new double[] {0, 1, -0.5, 1.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            refusesArgument(() -> Optimizer.momentum(bad), "momentum is " + bad);
            refusesArgument(() -> Optimizer.nesterov(bad), "momentum is " + bad);
            if (bad != 0) {
                refusesArgument(() -> new Optimizer.RmsProp(bad, 1e-8), "alpha is " + bad, "[0, 1)");
                refusesArgument(() -> new Optimizer.Adam(bad, 0.9, 1e-8), "beta1 is " + bad, "[0, 1)");
                refusesArgument(() -> new Optimizer.Adam(0.9, bad, 1e-8), "beta2 is " + bad, "[0, 1)");
            }
        }
    }

    @Test
    void badEpsilons() {
        for (double bad : new double[] {0, -1e-8, Double.NaN, Double.POSITIVE_INFINITY}) {
            refusesArgument(() -> new Optimizer.RmsProp(0.9, bad), "epsilon is " + bad);
            refusesArgument(() -> new Optimizer.Adam(0.9, 0.9, bad), "epsilon is " + bad);
        }
    }

    @Test
    void badDecaysAndPenalties() {
        for (double bad : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refusesArgument(() -> Optimizer.adamW(bad), "decay is " + bad);
            refusesArgument(() -> Optimizer.sgd().withDecay(bad, true), "decay is " + bad);
            refusesArgument(() -> Penalty.l1(bad), "l1 is " + bad);
            refusesArgument(() -> Penalty.l2(bad), "l2 is " + bad);
            refusesArgument(() -> new Penalty(bad, 0, true), "l1 is " + bad);
        }
        refusesArgument(() -> Optimizer.adamW(0.1).withDecay(0.1, true), "decays already");
        refusesNull(() -> new Optimizer.Decayed(null, 0.1, true), "optimizer");
    }
}
