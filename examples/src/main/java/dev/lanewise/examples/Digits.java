package dev.lanewise.examples;

import dev.lanewise.Activation;
import dev.lanewise.Dataset;
import dev.lanewise.EpochResult;
import dev.lanewise.Evaluation;
import dev.lanewise.History;
import dev.lanewise.LearningRate;
import dev.lanewise.Loss;
import dev.lanewise.Network;
import dev.lanewise.Optimizer;
import dev.lanewise.Standardization;
import dev.lanewise.Trainer;
import dev.lanewise.TrainerBuilder;
import dev.lanewise.TrainingListener;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.knowm.xchart.XYChart;

/**
 * Handwritten digits: 1,797 pictures of 8 × 8 grey values from 0 to 16 (UCI, "Optical Recognition of Handwritten
 * Digits", its test part). A 64-128-10 network of rectifiers and softmax learns four fifths of them in batches of 64,
 * with Adam, on the calling thread; the others test it after each epoch. Rate and number of epochs were chosen by the
 * accuracy on splits of the part that is trained on, and by time, not by the test.
 */
public final class Digits {

    private static final int PIXELS = 64;
    private static final double WHITEST = 16;
    private static final int CLASSES = 10;
    private static final int EPOCHS = 25;
    private static final long SEED = 1;

    private Digits() {
    }

    /** {@return the pictures in two parts, to train with and to test with} */
    static Dataset[] data() {
        List<double[]> rows = Tables.read("digits-1797x64.csv");
        double[] x = rows.stream().flatMapToDouble(row -> Arrays.stream(row, 0, PIXELS)).toArray();
        int[] labels = rows.stream().mapToInt(row -> (int) row[PIXELS]).toArray();
        return Dataset.ofLabels(PIXELS, x, labels, CLASSES).split(0.2, SEED);
    }

    /** {@return the network} */
    static Network network() {
        return Network.withInputs(PIXELS)
                .dense(128, Activation.RELU)
                .dense(CLASSES, Activation.SOFTMAX)
                .build();
    }

    /** {@return the training, which brings grey values to [0, 1]} */
    static Trainer trainer(Network network, TrainingListener... listeners) {
        double[] deviation = new double[PIXELS];
        Arrays.fill(deviation, WHITEST);
        TrainerBuilder description = Trainer.builder(network, Loss.SOFTMAX_CROSS_ENTROPY)
                .standardization(Standardization.of(new double[PIXELS], deviation))
                .optimizer(Optimizer.adam())
                .learningRate(LearningRate.constant(0.008))
                .batchSize(64)
                .epochs(EPOCHS)
                .seed(SEED);
        for (TrainingListener listener : listeners) {
            description.listener(listener);
        }
        return description.build();
    }

    /**
     * Trains and tests, and draws the losses and which digits were taken for which.
     *
     * @param args folder of the pictures; may be absent
     */
    public static void main(String[] args) {
        Dataset[] parts = data();
        Network network = network();
        System.out.println(network.summary());
        History history = new History();
        try (ProgressBar bar = progressBar()) {
            trainer(network, history, result -> bar.step()).fit(parts[0], parts[1]);
        }
        List<EpochResult> epochs = history.results();
        Evaluation test = epochs.get(EPOCHS - 1).validation().orElseThrow();
        System.out.printf(Locale.ROOT, "%n%d rows, %d epochs: %.2f s%n", parts[0].rows(), EPOCHS,
                epochs.stream().mapToDouble(EpochResult::seconds).sum());
        System.out.printf(Locale.ROOT, "%d rows of the test: accuracy %.4f, loss %.4f%n%n%s%n%n", parts[1].rows(),
                test.accuracy(), test.loss(), test.confusion().orElseThrow());
        draw(new Pictures(args), epochs, test);
    }

    /** {@return a bar on the standard output, without the native code that asks a terminal for its width} */
    private static ProgressBar progressBar() {
        return new ProgressBarBuilder()
                .setTaskName("Digits")
                .setInitialMax(EPOCHS)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(System.out, 80))
                .build();
    }

    private static void draw(Pictures pictures, List<EpochResult> epochs, Evaluation test) {
        double[] x = epochs.stream().mapToDouble(result -> result.epoch() + 1).toArray();
        double[] testLosses = epochs.stream().mapToDouble(EpochResult::watchedLoss).toArray();
        double[] losses = epochs.stream().mapToDouble(EpochResult::trainingLoss).toArray();
        XYChart chart = Pictures.chart(900, 560, "Digits, 64-128-10", "epoch", "cross-entropy per picture");
        Pictures.line(chart, "training, before each update", x, losses, Pictures.BLUE);
        Pictures.line(chart, "test, after the epoch", x, testLosses, Pictures.ORANGE);
        chart.getStyler().setYAxisLogarithmic(true);
        Pictures.limitX(chart, 0, EPOCHS);
        pictures.save("digits-loss", chart);
        String title = String.format(Locale.ROOT, "Digits, 64-128-10: test accuracy %.4f", test.accuracy());
        pictures.save("digits-confusion", Pictures.confusion(760, 720, title, test.confusion().orElseThrow()));
    }
}
