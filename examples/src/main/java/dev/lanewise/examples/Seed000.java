package dev.lanewise.examples;

import dev.lanewise.Activation;
import java.util.Arrays;
import java.util.Locale;

/**
 * A 2-2-2 network with biases, 10,000 steps: the NumPy program of "Bp算法的推导及python实现". Its backward pass slips three
 * times, see {@link #asPublished}; it learns nevertheless.
 */
public final class Seed000 extends TwoSigmoidLayers {

    private static final int STEPS = 10_000;

    private static final String SLIPS = """

            Slips of the text, all in propogate: the hidden error is taken with W2 after its update, not before; its
            derivative is that of the output layer, sigmoid_der(z2) for sigmoid_der(z1); and the gradient of W1 is
            input^T delta1, one number for all four weights, where delta1 input^T is the matrix. It learns
            nevertheless, because the output layer's step is right and one row is all that there is to learn.
            Besides, the text names the targets (0.01, 0.99), its code has (0.05, 0.9), which are kept here, and a
            comment calls the hidden layer convolutional.
            """;

    private final boolean corrected;

    private Seed000(boolean corrected) {
        super(0.5, new double[] {0.05, 0.10}, new double[] {0.05, 0.9},
                new double[] {0.15, 0.20, 0.25, 0.30}, new double[] {0.35, 0.35},
                new double[] {0.40, 0.45, 0.50, 0.55}, new double[] {0.90, 0.60});
        this.corrected = corrected;
    }

    /**
     * {@return the program as published: the hidden error reads W2 after its update, takes the derivative at the output
     * layer's z, and the gradient of W1 is one number, the product transposed, for all of W1}
     */
    public static Seed000 asPublished() {
        return new Seed000(false);
    }

    /** {@return the same network with ordinary back-propagation} */
    public static Seed000 corrected() {
        return new Seed000(true);
    }

    @Override
    public void step() {
        if (corrected) {
            backPropagateWeights();
            updateBiases(layer2, parameters2, dz2);
        } else {
            publishedStep();
        }
        updateBiases(layer1, parameters1, dz1);
    }

    private void publishedStep() {
        forward();
        outputError();
        updateWeights(layer2, parameters2, a1, dz2);
        updateBiases(layer2, parameters2, dz2);
        // W2 as just updated, and z2 where z1 belongs.
        kernel.inputGradient(1, 2, 2, dz2, 0, parameters2, 0, dz1, 0);
        kernel.activateBackward(Activation.SIGMOID, 1, 2, z2, 0, a2, 0, dz1, 0, dz1, 0);
        // A column transposed times a column: one number, which NumPy subtracts from every weight.
        kernel.forward(1, 2, 1, x, 0, dz1, 0, dw, 0);
        Arrays.fill(dw, 1, dw.length, dw[0]);
        updateWeights(layer1, parameters1);
    }

    /**
     * Prints the outputs every 100 steps, as the program does, and beside them those of ordinary back-propagation.
     *
     * @param args none
     */
    public static void main(String[] args) {
        Seed000 published = asPublished();
        Seed000 corrected = corrected();
        System.out.println("step  as published           corrected");
        for (int i = 0; i < STEPS; i++) {
            published.step();
            corrected.step();
            if (i % 100 == 0) {
                System.out.printf(Locale.ROOT, "%4d  %s  %s%n", i, published.outputs(), corrected.outputs());
            }
        }
        System.out.print(SLIPS);
    }

    /** {@return the outputs of the present weights with NumPy's eight digits} */
    private String outputs() {
        evaluate();
        return String.format(Locale.ROOT, "%.8f %.8f", output()[0], output()[1]);
    }
}
