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

    private static final String LINE = "%-21s  %-42s  %s%n";

    private static final String SLIPS = """

            Slips of the text. Its derivation is right, but leaves b2 out of the outputs' sums and calls target and
            error by one name, totalo1. Its code departs from it twice, both in total_neth_pd: error o goes back to
            hidden neuron h through that neuron's own weight, hidden_layer.neurons[h].weights[o], where
            output_layer.neurons[o].weights[h] belongs, and the derivative is that of output neuron h, not of hidden
            neuron h. The output layer's step is right, so the error falls all the same. A bias of 0 is taken for
            none and drawn at random. The program shown prints steps from 0 and the last error as 4.0257e-05; its
            printed lines, which count from 1, are another version's.
            """;

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
     * Prints the iterations that were published, 1 to 4 and 10,000, with activations before and after, then the error;
     * beside them those of ordinary back-propagation.
     *
     * @param args none
     */
    public static void main(String[] args) {
        Seed001 published = asPublished();
        Seed001 corrected = corrected();
        System.out.printf(LINE, "", "as published", "corrected");
        for (int i = 1; i <= STEPS; i++) {
            published.step();
            corrected.step();
            if (i <= 4 || i == STEPS) {
                printActivations(published, corrected);
                double error = published.evaluate();
                double correctedError = corrected.evaluate();
                printActivations(published, corrected);
                System.out.printf(LINE, "iteration " + i + " error", rounded(error), rounded(correctedError));
            }
        }
        System.out.print(SLIPS);
    }

    private static void printActivations(Seed001 published, Seed001 corrected) {
        System.out.printf(LINE, "hidden_layer_outout", Arrays.toString(published.hidden()),
                Arrays.toString(corrected.hidden()));
        System.out.printf(LINE, "ouput_layer_ouput", Arrays.toString(published.output()),
                Arrays.toString(corrected.output()));
    }

    private static String rounded(double error) {
        return String.format(Locale.ROOT, "%.9f", error);
    }
}
