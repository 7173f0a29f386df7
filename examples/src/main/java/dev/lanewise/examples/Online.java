package dev.lanewise.examples;

import dev.lanewise.Activation;
import dev.lanewise.LearningRate;
import dev.lanewise.Loss;
import dev.lanewise.Model;
import dev.lanewise.Network;
import dev.lanewise.Optimizer;
import dev.lanewise.Trainer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.knowm.xchart.XYChart;

/**
 * A target that drifts: {@code sin(3·(x1·cos φ + x2·sin φ))} of two inputs in [−1, 1), where φ goes once around. A
 * 2-32-1 network learns it while φ is 0; then one goes on learning, a step of gradient descent for each row as it
 * comes, and one is frozen. Both are asked before they may learn from the row.
 */
public final class Online {

    private static final int WARM_UP = 100_000;
    private static final int ROWS = 200_000;
    private static final int WINDOW = 10_000;

    private final Random random = new Random(1);
    private final double[] x = new double[2];
    private final double[] y = new double[1];
    private final double[] output = new double[1];
    private final double[] rows = new double[ROWS / WINDOW];
    private final double[] errors = new double[ROWS / WINDOW];
    private final double[] frozenErrors = new double[ROWS / WINDOW];
    private final long[] nanoseconds = new long[ROWS];

    private Online() {
    }

    /** Overwrites x and y with the next row. */
    private void nextRow(double phi) {
        x[0] = 2 * random.nextDouble() - 1;
        x[1] = 2 * random.nextDouble() - 1;
        y[0] = StrictMath.sin(3 * (x[0] * StrictMath.cos(phi) + x[1] * StrictMath.sin(phi)));
    }

    private void warmUp(Trainer trainer) {
        for (int i = 0; i < WARM_UP; i++) {
            nextRow(0);
            trainer.step(1, x, 0, y, 0);
        }
    }

    private void drift(Trainer trainer, Model frozen) {
        double squares = 0;
        double frozenSquares = 0;
        for (int i = 0; i < ROWS; i++) {
            nextRow(2 * Math.PI * i / ROWS);
            frozen.predict(1, x, 0, output, 0);
            frozenSquares += (output[0] - y[0]) * (output[0] - y[0]);
            long start = System.nanoTime();
            double loss = trainer.step(1, x, 0, y, 0);
            nanoseconds[i] = System.nanoTime() - start;
            squares += 2 * loss;
            if ((i + 1) % WINDOW == 0) {
                int window = i / WINDOW;
                rows[window] = i + 1;
                errors[window] = Math.sqrt(squares / WINDOW);
                frozenErrors[window] = Math.sqrt(frozenSquares / WINDOW);
                squares = 0;
                frozenSquares = 0;
            }
        }
    }

    private void print() {
        System.out.println("   rows  RMSE learning  RMSE frozen");
        for (int window = 0; window < rows.length; window++) {
            System.out.printf(Locale.ROOT, "%7.0f  %13.4f  %11.4f%n", rows[window], errors[window],
                    frozenErrors[window]);
        }
        long[] sorted = nanoseconds.clone();
        Arrays.sort(sorted);
        System.out.printf(Locale.ROOT, "%na step of one row, µs: p50 %.2f, p99 %.2f, p99.9 %.2f, max %.1f%n",
                sorted[ROWS / 2] / 1e3, sorted[ROWS / 100 * 99] / 1e3, sorted[ROWS / 1_000 * 999] / 1e3,
                sorted[ROWS - 1] / 1e3);
    }

    /**
     * Learns row by row, prints errors and latencies, and draws the errors.
     *
     * @param args folder of the pictures; may be absent
     */
    public static void main(String[] args) {
        Network network = Network.withInputs(2)
                .dense(32, Activation.TANH)
                .dense(1, Activation.IDENTITY)
                .build();
        Trainer trainer = Trainer.builder(network, Loss.HALF_SQUARED_ERROR)
                .optimizer(Optimizer.sgd())
                .learningRate(LearningRate.constant(0.1))
                .build();
        System.out.println(network.summary());
        Online online = new Online();
        online.warmUp(trainer);
        online.drift(trainer, trainer.model());
        online.print();
        XYChart chart = Pictures.chart(900, 560, "A drifting target", "rows",
                String.format(Locale.ROOT, "RMSE over %,d rows", WINDOW));
        Pictures.line(chart, "frozen", online.rows, online.frozenErrors, Pictures.ORANGE);
        Pictures.line(chart, "learning, a step for each row", online.rows, online.errors, Pictures.BLUE);
        Pictures.limitX(chart, 0, ROWS);
        chart.getStyler().setYAxisMin(0.0).setXAxisDecimalPattern("#,##0");
        new Pictures(args).save("online", chart);
    }
}
