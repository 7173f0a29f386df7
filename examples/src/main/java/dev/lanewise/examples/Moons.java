package dev.lanewise.examples;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.Dataset;
import dev.lanewise.Initializer;
import dev.lanewise.LearningRate;
import dev.lanewise.Loss;
import dev.lanewise.Network;
import dev.lanewise.Optimizer;
import dev.lanewise.Penalty;
import dev.lanewise.Reduction;
import dev.lanewise.Trainer;
import dev.lanewise.TrainerBuilder;
import java.util.Arrays;
import java.util.List;

/** The 200 points of {@link Seed003} and its training as {@link Trainer} describes it. */
final class Moons {

    static final int PASSES = 20_000;
    static final double RATE = 0.01;
    static final double LAMBDA = 0.01;

    private Moons() {
    }

    /** {@return the points in two classes} */
    static Dataset data() {
        List<double[]> rows = Tables.read("moons-200.csv");
        double[] x = rows.stream().flatMapToDouble(row -> Arrays.stream(row, 0, 2)).toArray();
        return Dataset.ofLabels(2, x, rows.stream().mapToInt(row -> (int) row[2]).toArray(), 2);
    }

    /** {@return a 2-h-2 network of tanh and softmax, its parameters laid out like those of {@link Seed003}} */
    static Network network(int hidden) {
        return Network.withInputs(2)
                .dense(hidden, Activation.TANH)
                .dense(2, Activation.SOFTMAX)
                .arithmetic(Arithmetic.STRICT)
                .build();
    }

    /**
     * {@return the program's training: all rows in one update, gradients summed, weights but not biases penalised,
     * initial weights of variance 1 / inputs; the softmax subtracts the row's maximum}
     */
    static TrainerBuilder training(int hidden) {
        return Trainer.builder(network(hidden), Loss.SOFTMAX_CROSS_ENTROPY)
                .initializers(Initializer.lecunNormal())
                .optimizer(Optimizer.sgd())
                .learningRate(LearningRate.constant(RATE))
                .reduction(Reduction.SUM)
                .penalty(Penalty.l2(LAMBDA))
                .fullBatch()
                .epochs(PASSES);
    }

    /** {@return (Σ cross-entropy + λ/2·Σw²) / rows with a trainer's present parameters} */
    static double loss(Trainer trainer, Dataset data, int hidden) {
        return (trainer.evaluate(data).loss() + LAMBDA / 2 * squares(trainer.parameters(), hidden)) / data.rows();
    }

    /** {@return the sum of the squared weights, of both layers} */
    static double squares(double[] parameters, int hidden) {
        double sum = 0;
        for (int i = 0; i < parameters.length - 2; i++) {
            sum += i < 2 * hidden || i >= 3 * hidden ? parameters[i] * parameters[i] : 0;
        }
        return sum;
    }
}
