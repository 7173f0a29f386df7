package dev.lanewise.examples;

import dev.lanewise.Activation;
import java.util.Arrays;
import java.util.Locale;

/**
 * A 2-2-2 network with fixed biases, 10,000 steps, bit for bit: the plain Python program that was published with its
 * digits (cnblogs, xiaobingqianrui, post 11128359). Its hidden error slips twice, see {@link #asPublished}.
 */
public final class Seed001 extends TwoSigmoidLayers {

    private static final int STEPS = 10_000;

    private final boolean corrected;

    private Seed001(boolean corrected) {
        super(0.5, new double[] {0.05, 0.1}, new double[] {0.01, 0.99},
                new double[] {0.15, 0.2, 0.25, 0.3}, new double[] {0.35, 0.35},
                new double[] {0.4, 0.45, 0.5, 0.55}, new double[] {0.6, 0.6});
        this.corrected = corrected;
    }

    /**
     * {@return the program as published: the hidden error goes back through the hidden layer's own weights and the
     * output neurons' derivative}
     */
    public static Seed001 asPublished() {
        return new Seed001(false);
    }

    /** {@return the same network with ordinary back-propagation} */
    public static Seed001 corrected() {
        return new Seed001(true);
    }

    @Override
    public void step() {
        if (corrected) {
            backPropagateWeights();
        } else {
            publishedStep();
        }
    }

    private void publishedStep() {
        forward();
        outputError();
        // Neuron h's own weights, out × in, meet the output errors: in our in × out that is dz2·w1.
        kernel.forward(1, 2, 2, dz2, 0, parameters1, 0, dz1, 0);
        kernel.activateBackward(Activation.SIGMOID, 1, 2, z2, 0, a2, 0, dz1, 0, dz1, 0);
        updateWeights(layer2, parameters2, a1, dz2);
        updateWeights(layer1, parameters1, x, dz1);
    }

    /**
     * Prints the iterations that were published, 1 to 4 and 10,000: activations before and after, then the error.
     *
     * @param args {@code corrected} for ordinary back-propagation
     */
    public static void main(String[] args) {
        Seed001 network = new Seed001(Arrays.asList(args).contains("corrected"));
        for (int i = 1; i <= STEPS; i++) {
            network.step();
            if (i <= 4 || i == STEPS) {
                network.printActivations();
                double error = network.evaluate();
                network.printActivations();
                System.out.printf(Locale.ROOT, "iteration %d error %.9f%n", i, error);
            }
        }
    }

    private void printActivations() {
        System.out.println("hidden " + Arrays.toString(hidden()));
        System.out.println("output " + Arrays.toString(output()));
    }
}
