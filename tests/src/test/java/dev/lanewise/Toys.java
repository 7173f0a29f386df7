package dev.lanewise;

import java.util.Random;

/** Small networks and data for tests of training. */
final class Toys {

    private Toys() {
    }

    /** {@return four inputs to three classes through two hidden layers} */
    static Network network() {
        return Network.withInputs(4).dense(9, Activation.TANH).dense(7, Activation.RELU)
                .dense(3, Activation.SOFTMAX).build();
    }

    /** {@return rows whose class is the largest of three sums of their inputs} */
    static Dataset classes(int rows, long seed) {
        Random random = new Random(seed);
        double[] x = random.doubles(rows * 4L, -1, 1).toArray();
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            double[] sums = {x[4 * i] + x[4 * i + 1], x[4 * i + 2] - x[4 * i + 3], x[4 * i + 3] - x[4 * i]};
            labels[i] = RowArrays.argMax(3, sums, 0);
        }
        return Dataset.ofLabels(4, x, labels, 3);
    }

    /** {@return a description with much in it: dropout, penalty, clipping, a schedule, momentum of both kinds} */
    static TrainerBuilder training(Network network) {
        return Trainer.builder(network, Loss.SOFTMAX_CROSS_ENTROPY).optimizer(Optimizer.adamW(0.01)).dropout(0.2, 0.1)
                .penalty(Penalty.l2(0.001)).clipByNorm(1).learningRate(LearningRate.reduceOnPlateau(0.02, 0.5, 0))
                .batchSize(8).epochs(4).seed(3);
    }
}
