package dev.lanewise.examples;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.Dataset;
import dev.lanewise.DenseKernel;
import dev.lanewise.ElementaryFunction;
import dev.lanewise.Loss;
import dev.lanewise.Model;
import dev.lanewise.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.IChart;

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

    private static final int PASSES_DRAWN = 3_000;

    private static final String SLIPS = """

            Slips of the text. Its mathematics has none. The right column has the softmax that subtracts each row's
            maximum, where the program's exp(z) / sum exp(z) overflows from z = 710 on; until pass 1,000 they agree,
            then the rate is too high for a while, and roundings decide to which of two ends training comes. The
            formulas for b1 and b2 leave out the sum over the rows that the code takes. num_passes is how often all
            points are passed, not how many points gradient descent uses; reg_lambda is a strength, not a length.
            The main in the running text calls build_model with print_loss, which the build_model above it does not
            have, a TypeError; in the full listing it has it and prints nothing. visualize sets a title after
            plt.show(), so that no picture has it, and that title, "Logistic Regression", names another method.
            linear_model is imported and never used.
            """;

    private final DenseKernel kernel = DenseKernel.create(Arithmetic.STRICT);
    private final int hidden;
    private final int b1;
    private final int w2;
    private final int b2;
    private final double[] x;
    private final double[] y;
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
        Dataset moons = Moons.data();
        x = moons.x();
        y = moons.y();
    }

    /**
     * Loads points and initial weights.
     *
     * @param hidden width of the hidden layer, 3 or 50
     * @return the program before its first pass
     */
    public static Seed003 create(int hidden) {
        if (!isStored(hidden)) {
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
        update(0, b1, Moons.LAMBDA);
        update(b1, w2, 0);
        update(w2, b2, Moons.LAMBDA);
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
            double sum = probabilities[i] + probabilities[i + 1];
            probabilities[i] /= sum;
            probabilities[i + 1] /= sum;
        }
    }

    private void update(int from, int to, double lambda) {
        kernel.sgd(to - from, parameters, from, gradients, from, Moons.RATE, lambda);
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
        return (crossEntropy + Moons.LAMBDA / 2 * Moons.squares(parameters, hidden)) / ROWS;
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

    /** {@return the network with the present parameters} */
    public Model model() {
        return Model.of(Moons.network(hidden), parameters, Optional.empty());
    }

    /**
     * Trains with three hidden units, printing the loss, then with others, and draws losses and what was learnt. For
     * 3 and 50 the initial weights are the program's; the others are {@link Moons#training}'s own.
     *
     * @param args folder of the pictures; may be absent
     */
    public static void main(String[] args) {
        Pictures pictures = new Pictures(args);
        Dataset data = Moons.data();
        Seed003 program = create(3);
        Trainer trainer = Moons.training(3).parameters(program.parameters()).build();
        double[] passes = IntStream.range(0, PASSES_DRAWN / 10).mapToDouble(i -> 10.0 * i).toArray();
        double[] losses = new double[passes.length];
        double[] trainerLosses = new double[passes.length];
        System.out.println("                             as published  Trainer");
        for (int pass = 0; pass <= Moons.PASSES; pass++) {
            if (pass < PASSES_DRAWN && pass % 10 == 0) {
                losses[pass / 10] = program.loss();
                trainerLosses[pass / 10] = Moons.loss(trainer, data, 3);
            }
            if (pass % 1_000 == 0) {
                System.out.printf(Locale.ROOT, "Loss after iteration %5d:  %f      %f%n", pass, program.loss(),
                        Moons.loss(trainer, data, 3));
            }
            if (pass < Moons.PASSES) {
                program.step();
                trainer.step(ROWS, data.x(), 0, data.y(), 0);
            }
        }
        System.out.printf(Locale.ROOT, "accuracy                     %f      %f%n%s%n", program.accuracy(),
                trainer.evaluate(data).accuracy(), SLIPS);
        drawLosses(pictures, passes, losses, trainerLosses);
        pictures.save("seed003-boundary",
                Pictures.boundary(900, 640, "Two moons, 3 hidden units, as published", program.model(), data));
        drawSizes(pictures, data);
    }

    private static void drawLosses(Pictures pictures, double[] passes, double[] losses, double[] trainerLosses) {
        XYChart chart = Pictures.chart(900, 560, "Two moons, 3 hidden units: the first 3,000 of 20,000 passes", "pass",
                "loss per point, with penalty");
        Pictures.line(chart, "Trainer", passes, trainerLosses, Pictures.ORANGE);
        Pictures.line(chart, "as published", passes, losses, Pictures.BLUE);
        Pictures.limitX(chart, 0, PASSES_DRAWN);
        pictures.save("seed003-loss", chart);
    }

    private static void drawSizes(Pictures pictures, Dataset data) {
        double[] sizes = {1, 2, 3, 4, 5, 20, 50};
        double[] shares = new double[sizes.length];
        List<IChart> charts = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            int hidden = (int) sizes[i];
            Model model = trained(hidden, data);
            shares[i] = model.evaluate(data, Loss.SOFTMAX_CROSS_ENTROPY).accuracy();
            String title = String.format(Locale.ROOT, "%d hidden, accuracy %.3f", hidden, shares[i]);
            charts.add(Pictures.boundary(480, 400, title, model, data));
            System.out.println(title);
        }
        XYChart chart = Pictures.chart(480, 400, "Accuracy by size", "hidden units", "accuracy on the 200 points");
        Pictures.points(chart, "after 20,000 passes", sizes, shares, Pictures.GREEN);
        chart.getStyler().setXAxisLogarithmic(true).setYAxisMin(0.8).setYAxisMax(1.0);
        charts.add(chart);
        pictures.saveGrid("seed003-sizes", 4, charts);
    }

    private static Model trained(int hidden, Dataset data) {
        if (isStored(hidden)) {
            Seed003 program = create(hidden);
            program.run(Moons.PASSES);
            return program.model();
        }
        Trainer trainer = Moons.training(hidden).build();
        trainer.fit(data);
        return trainer.model();
    }

    private static boolean isStored(int hidden) {
        return hidden == 3 || hidden == 50;
    }
}
