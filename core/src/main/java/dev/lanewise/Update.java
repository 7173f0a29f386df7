package dev.lanewise;

import dev.lanewise.kernel.Kernels;

/**
 * One step of an optimizer over ranges of the parameters: penalty, decay, then the optimizer's own rule, which is all
 * that this class chooses; the arithmetic is the kernels'. Ranges of different layers, and weights and biases, are told
 * apart, so that biases can be spared and layers be frozen.
 */
final class Update {

    /**
     * The optimizer's own rule over some elements. Behind an interface each is compiled by itself: all of them in one
     * method are more than HotSpot 17 inlines, and it makes objects of the last one's vectors.
     */
    private interface Rule {
        void apply(Kernels kernels, int length, int offset, double[] v, double[] g);
    }

    private final ParameterLayout layout;
    private final int layers;
    private final boolean[] frozen;
    private final Penalty penalty;
    private final Optimizer optimizer;
    private final Rule rule;
    private final double decay;
    private final boolean decayOnBiases;
    private final Moments moments;

    private double rate;

    /** Of the step under way, for Adam. */
    private double step;
    private double root;

    Update(Network network, boolean[] frozen, Penalty penalty, Optimizer optimizer, Moments moments) {
        this.layout = network.layout();
        this.layers = network.layers().size();
        this.frozen = frozen;
        this.penalty = penalty;
        this.moments = moments;
        if (optimizer instanceof Optimizer.Decayed decayed) {
            this.optimizer = decayed.optimizer();
            this.decay = decayed.decay();
            this.decayOnBiases = decayed.onBiases();
        } else {
            this.optimizer = optimizer;
            this.decay = 0;
            this.decayOnBiases = false;
        }
        this.rule = rule();
    }

    private Rule rule() {
        double[] first = moments.first;
        double[] second = moments.second;
        if (optimizer instanceof Optimizer.Adam adam) {
            return (kernels, length, offset, v, g) -> kernels.adam(length, offset, v, g, first, second, step, root,
                    adam.beta1(), adam.beta2(), adam.epsilon());
        }
        if (optimizer instanceof Optimizer.RmsProp rms) {
            return (kernels, length, offset, v, g) -> kernels.rmsProp(length, offset, v, g, first, rate, rms.alpha(),
                    rms.epsilon());
        }
        if (optimizer instanceof Optimizer.Momentum momentum) {
            return (kernels, length, offset, v, g) -> kernels.momentum(length, offset, v, g, first, rate,
                    momentum.momentum(), momentum.nesterov());
        }
        return (kernels, length, offset, v, g) -> kernels.sgd(length, v, offset, g, offset, rate, 0);
    }

    /** Begins the next step, whose parts are then applied. */
    void begin(double rate) {
        this.rate = rate;
        if (optimizer instanceof Optimizer.Adam adam) {
            moments.power1 *= adam.beta1();
            moments.power2 *= adam.beta2();
            step = rate / (1 - moments.power1);
            root = Math.sqrt(1 - moments.power2);
        }
    }

    /** Elements {@code [first, end)}; gradients are overwritten by a penalty. */
    void apply(Kernels kernels, int first, int end, double[] parameters, double[] gradients) {
        for (int l = 0; l < layers; l++) {
            if (!frozen[l]) {
                int biases = layout.biases(l);
                within(kernels, first, end, layout.weights(l), biases, true, parameters, gradients);
                within(kernels, first, end, biases, layout.end(l), false, parameters, gradients);
            }
        }
    }

    /** Those of elements {@code [first, end)} that are in {@code [from, to)}. */
    private void within(Kernels kernels, int first, int end, int from, int to, boolean weights, double[] v,
            double[] g) {
        int offset = Math.max(first, from);
        int length = Math.min(end, to) - offset;
        if (length <= 0) {
            return;
        }
        if (!penalty.isNone() && (weights || penalty.onBiases())) {
            kernels.penalize(length, offset, v, g, penalty.l1(), penalty.l2());
        }
        if (decay != 0 && (weights || decayOnBiases)) {
            kernels.scale(length, v, offset, 1 - rate * decay);
        }
        rule.apply(kernels, length, offset, v, g);
    }
}
