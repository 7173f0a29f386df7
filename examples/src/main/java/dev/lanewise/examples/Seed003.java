package dev.lanewise.examples;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.DenseKernel;
import dev.lanewise.ElementaryFunction;
import java.util.List;
import java.util.Locale;

/**
 * Two interleaving half moons, 200 points, a 2-h-2 network of tanh and softmax, 20,000 passes over the whole batch: the
 * NumPy program "Implementing a neural network from scratch in Python – an introduction". Gradients are summed over the
 * batch, weights (not biases) are regularised. The initial weights are the program's own, stored for h = 3 and 50.
 *
 * <p>The softmax is the program's, {@code exp(z) / Σ exp(z)} without subtracting the maximum, and products round as
 * plain loops do. With h = 3 training ends in a cycle of two passes, and roundings decide which of the two an even pass
 * has: these lead to the program's, those of {@link Arithmetic#FUSED} to the other one.
 */
public final class Seed003 {

    private static final int ROWS = 200;
    private static final int CLASSES = 2;
    private static final int PASSES = 20_000;
    private static final double EPSILON = 0.01;
    private static final double LAMBDA = 0.01;

    private final DenseKernel kernel = DenseKernel.create(Arithmetic.STRICT);
    private final int hidden;
    private final int b1;
    private final int w2;
    private final int b2;
    private final double[] x = new double[ROWS * 2];
    private final double[] y = new double[ROWS * CLASSES];
    private final double[] parameters;
    private final double[] gradients;
    private final double[] z1;
    private final double[] a1;
    private final double[] delta2;
    private final double[] z2 = new double[ROWS * CLASSES];
    private final double[] probabilities = new double[ROWS * CLASSES];
    private final double[] delta3 = new double[ROWS * CLASSES];

    private Seed003(int hidden) {
        this.hidden = hidden;
        b1 = 2 * hidden;
        w2 = b1 + hidden;
        b2 = w2 + hidden * CLASSES;
        parameters = Tables.read("seed003-initial-h" + hidden + ".csv").stream().mapToDouble(row -> row[0]).toArray();
        gradients = new double[parameters.length];
        z1 = new double[ROWS * hidden];
        a1 = new double[ROWS * hidden];
        delta2 = new double[ROWS * hidden];
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
        forward();
        for (int i = 0; i < delta3.length; i++) {
            delta3[i] = probabilities[i] - y[i];
        }
        kernel.weightGradient(ROWS, hidden, CLASSES, a1, 0, delta3, 0, gradients, w2, false);
        kernel.biasGradient(ROWS, CLASSES, delta3, 0, gradients, b2, false);
        kernel.inputGradient(ROWS, hidden, CLASSES, delta3, 0, parameters, w2, delta2, 0);
        kernel.activateBackward(Activation.TANH, ROWS, hidden, z1, 0, a1, 0, delta2, 0, delta2, 0);
        kernel.weightGradient(ROWS, 2, hidden, x, 0, delta2, 0, gradients, 0, false);
        kernel.biasGradient(ROWS, hidden, delta2, 0, gradients, b1, false);
        update(0, b1, LAMBDA);
        update(b1, w2, 0);
        update(w2, b2, LAMBDA);
        update(b2, parameters.length, 0);
    }

    private void forward() {
        kernel.forward(ROWS, 2, hidden, x, 0, parameters, 0, z1, 0);
        kernel.addBias(ROWS, hidden, parameters, b1, z1, 0);
        kernel.activate(Activation.TANH, ROWS, hidden, z1, 0, a1, 0);
        kernel.forward(ROWS, hidden, CLASSES, a1, 0, parameters, w2, z2, 0);
        kernel.addBias(ROWS, CLASSES, parameters, b2, z2, 0);
        kernel.apply(ElementaryFunction.EXP, ROWS * CLASSES, z2, 0, probabilities, 0);
        for (int i = 0; i < probabilities.length; i += CLASSES) {
            kernel.divide(CLASSES, probabilities, i, probabilities[i] + probabilities[i + 1]);
        }
    }

    private void update(int from, int to, double lambda) {
        kernel.sgd(to - from, parameters, from, gradients, from, EPSILON, lambda);
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
        forward();
        double crossEntropy = 0;
        for (int i = 0; i < y.length; i++) {
            crossEntropy -= y[i] == 1 ? StrictMath.log(probabilities[i]) : 0;
        }
        return (crossEntropy + LAMBDA / 2 * (squares(0, b1) + squares(w2, b2))) / ROWS;
    }

    private double squares(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += parameters[i] * parameters[i];
        }
        return sum;
    }

    /** {@return the share of points that the present parameters put into their class} */
    public double accuracy() {
        forward();
        int right = 0;
        for (int i = 0; i < y.length; i += CLASSES) {
            int predicted = probabilities[i + 1] > probabilities[i] ? 1 : 0;
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
