package dev.lanewise.examples;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.DenseLayer;
import dev.lanewise.Loss;
import dev.lanewise.Network;
import dev.lanewise.Workspace;
import java.util.List;
import java.util.Locale;

/**
 * Two interleaving half moons, 200 points, a 2-h-2 network of tanh and softmax, 20,000 passes over the whole batch: the
 * NumPy program "Implementing a neural network from scratch in Python – an introduction". Gradients are summed over the
 * batch, weights (not biases) are regularised. The initial weights are the program's own, stored for h = 3 and 50.
 */
public final class Seed003 {

    private static final int ROWS = 200;
    private static final int CLASSES = 2;
    private static final int PASSES = 20_000;
    private static final double EPSILON = 0.01;
    private static final double LAMBDA = 0.01;

    private final Network network;
    private final Workspace workspace;
    private final double[] x = new double[ROWS * 2];
    private final double[] y = new double[ROWS * CLASSES];
    private final double[] parameters;
    private final double[] gradients;

    private Seed003(int hidden) {
        network = Network.of(Arithmetic.FUSED,
                new DenseLayer(2, hidden, Activation.TANH), new DenseLayer(hidden, CLASSES, Activation.SOFTMAX));
        workspace = network.newWorkspace(ROWS);
        gradients = new double[network.parameterCount()];
        parameters = Tables.read("seed003-initial-h" + hidden + ".csv").stream().mapToDouble(row -> row[0]).toArray();
        List<double[]> moons = Tables.read("moons-200.csv");
        for (int i = 0; i < ROWS; i++) {
            double[] point = moons.get(i);
            x[2 * i] = point[0];
            x[2 * i + 1] = point[1];
            y[CLASSES * i + (int) point[2]] = 1;
        }
    }

    /**
     * Loads points and initial weights.
     *
     * @param hidden width of the hidden layer, 3 or 50
     * @return the program before its first pass
     */
    public static Seed003 create(int hidden) {
        if (hidden != 3 && hidden != 50) {
            throw new IllegalArgumentException("hidden is " + hidden + "; initial weights are stored for 3 and 50");
        }
        return new Seed003(hidden);
    }

    /** One pass: the whole batch forward and backward, then the update. */
    public void step() {
        network.forward(parameters, ROWS, x, 0, workspace);
        network.backward(Loss.SOFTMAX_CROSS_ENTROPY, parameters, ROWS, x, 0, y, 0, gradients, false, workspace);
        network.sgd(parameters, gradients, EPSILON, LAMBDA);
    }

    /**
     * Makes passes.
     *
     * @param steps how many passes
     */
    public void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    /** {@return (Σ cross-entropy + λ/2·Σw²) / 200 with the present parameters} */
    public double loss() {
        network.forward(parameters, ROWS, x, 0, workspace);
        double crossEntropy = network.loss(Loss.SOFTMAX_CROSS_ENTROPY, ROWS, y, 0, workspace);
        double squares = 0;
        for (int l = 0; l < 2; l++) {
            for (int i = network.weightOffset(l); i < network.biasOffset(l); i++) {
                squares += parameters[i] * parameters[i];
            }
        }
        return (crossEntropy + LAMBDA / 2 * squares) / ROWS;
    }

    /** {@return the share of points that the present parameters put into their class} */
    public double accuracy() {
        network.forward(parameters, ROWS, x, 0, workspace);
        double[] p = workspace.output();
        int right = 0;
        for (int i = 0; i < p.length; i += CLASSES) {
            int predicted = p[i + 1] > p[i] ? 1 : 0;
            right += y[i + predicted] == 1 ? 1 : 0;
        }
        return (double) right / ROWS;
    }

    /** {@return the parameters W1, b1, W2, b2, weights in × out: this object's own array} */
    public double[] parameters() {
        return parameters;
    }

    /**
     * Prints the loss every 1,000 passes and the accuracy at the end.
     *
     * @param args width of the hidden layer, 3 or 50; 3 if absent
     */
    public static void main(String[] args) {
        Seed003 program = create(args.length > 0 ? Integer.parseInt(args[0]) : 3);
        for (int pass = 0; pass < PASSES; pass += 1_000) {
            System.out.printf(Locale.ROOT, "Loss after iteration %d: %f%n", pass, program.loss());
            program.run(1_000);
        }
        System.out.printf(Locale.ROOT, "Loss after iteration %d: %f%n", PASSES, program.loss());
        System.out.println("accuracy " + program.accuracy());
    }
}
