package dev.lanewise.examples;

import dev.lanewise.Activation;
import dev.lanewise.Dataset;
import dev.lanewise.LearningRate;
import dev.lanewise.Loss;
import dev.lanewise.Model;
import dev.lanewise.Network;
import dev.lanewise.Optimizer;
import dev.lanewise.Trainer;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * A known function, measured by a fine and a coarse instrument: each row has noise of known deviation σ. A 1-32-32-1
 * network of hyperbolic tangents is fitted to the rows twice, as if all were equally good and with the weights 1/σ²,
 * and both fits are held against the function itself.
 */
public final class Regression {

    private static final int ROWS = 400;
    private static final double FINE = 0.1;
    private static final double COARSE = 1.0;

    private Regression() {
    }

    /** What is to be found: {@code sin(2x) + x/2}. */
    private static double truth(double x) {
        return StrictMath.sin(2 * x) + x / 2;
    }

    private static Model fit(Dataset data) {
        Network network = Network.withInputs(1)
                .dense(32, Activation.TANH)
                .dense(32, Activation.TANH)
                .dense(1, Activation.IDENTITY)
                .build();
        Trainer trainer = Trainer.builder(network, Loss.MEAN_SQUARED_ERROR)
                .optimizer(Optimizer.adam())
                .learningRate(LearningRate.exponential(0.01, 0.995))
                .epochs(600)
                .build();
        trainer.fit(data);
        return trainer.model();
    }

    /**
     * Fits with and without weights, prints how far each is from the function, and draws them.
     *
     * @param args folder of the pictures; may be absent
     */
    public static void main(String[] args) {
        Random random = new Random(1);
        double[] x = random.doubles(ROWS, -3, 3).toArray();
        double[] sigma = random.doubles(ROWS).map(u -> u < 0.25 ? FINE : COARSE).toArray();
        double[] y = IntStream.range(0, ROWS)
                .mapToDouble(i -> truth(x[i]) + sigma[i] * random.nextGaussian())
                .toArray();
        double[] weights = IntStream.range(0, ROWS).mapToDouble(i -> 1 / (sigma[i] * sigma[i])).toArray();
        Dataset data = Dataset.of(1, x, 1, y);
        Model plain = fit(data);
        Model weighted = fit(data.withWeights(weights));

        double[] places = IntStream.rangeClosed(0, 600).mapToDouble(i -> i / 100.0 - 3).toArray();
        double[] truth = IntStream.range(0, places.length).mapToDouble(i -> truth(places[i])).toArray();
        Dataset truths = Dataset.of(1, places, 1, truth);
        System.out.println(plain.network().summary());
        System.out.println("against the function    RMSE     R²");
        print("all rows alike", plain, truths);
        print("weights 1/sigma²", weighted, truths);

        XYChart chart = Pictures.chart(1000, 640, "sin(2x) + x/2 from a fine and a coarse instrument", "x", "y");
        addRows(chart, "rows, σ = 1", x, y, sigma, s -> s == COARSE);
        addRows(chart, "rows, σ = 0.1", x, y, sigma, s -> s == FINE);
        Pictures.line(chart, "function", places, truth, Pictures.GREEN);
        Pictures.line(chart, "fit, all alike", places, outputs(plain, places), Pictures.ORANGE);
        Pictures.line(chart, "fit, weights 1/σ²", places, outputs(weighted, places), Pictures.BLUE);
        new Pictures(args).save("regression", chart);
    }

    private static void print(String name, Model model, Dataset truths) {
        var evaluation = model.evaluate(truths, Loss.MEAN_SQUARED_ERROR);
        System.out.printf(Locale.ROOT, "%-22s  %.4f  %.4f%n", name, Math.sqrt(evaluation.loss()), evaluation.r2());
    }

    private static void addRows(XYChart chart, String name, double[] x, double[] y, double[] sigma,
            DoublePredicate which) {
        int[] rows = IntStream.range(0, ROWS).filter(i -> which.test(sigma[i])).toArray();
        Pictures.points(chart, name, IntStream.of(rows).mapToDouble(i -> x[i]).toArray(),
                IntStream.of(rows).mapToDouble(i -> y[i]).toArray(),
                which.test(FINE) ? Pictures.BLACK : Pictures.GREY);
    }

    private static double[] outputs(Model model, double[] x) {
        double[] outputs = new double[x.length];
        model.predict(x.length, x, 0, outputs, 0);
        return outputs;
    }
}
