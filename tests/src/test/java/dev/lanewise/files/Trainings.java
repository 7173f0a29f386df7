package dev.lanewise.files;

import dev.lanewise.Activation;
import dev.lanewise.Dataset;
import dev.lanewise.LearningRate;
import dev.lanewise.Loss;
import dev.lanewise.Network;
import dev.lanewise.Optimizer;
import dev.lanewise.Penalty;
import dev.lanewise.Standardization;
import dev.lanewise.Trainer;
import dev.lanewise.TrainerBuilder;
import java.util.Random;

/** Small trainings with much in them that a file must keep. */
final class Trainings {

    static final Dataset DATA = classes(37, 1);
    static final Dataset VALIDATION = classes(11, 2);

    private Trainings() {
    }

    /** {@return four inputs to three classes} */
    static Network network() {
        return Network.withInputs(4).dense(6, Activation.TANH).dense(3, Activation.SOFTMAX).build();
    }

    /** {@return four epochs of five steps: shuffling, dropout, averages, a plateau, the best parameters} */
    static TrainerBuilder description(Network network) {
        return Trainer.builder(network, Loss.SOFTMAX_CROSS_ENTROPY).optimizer(Optimizer.adamW(0.01)).dropout(0.2)
                .penalty(Penalty.l2(0.001)).clipByNorm(1).learningRate(LearningRate.reduceOnPlateau(0.02, 0.5, 0))
                .standardization(Standardization.ofInputs(DATA)).earlyStopping(8, 0.001)
                .batchSize(8).epochs(4).seed(3);
    }

    private static Dataset classes(int rows, long seed) {
        Random random = new Random(seed);
        double[] x = random.doubles(rows * 4L, -1, 1).toArray();
        int[] labels = random.ints(rows, 0, 3).toArray();
        return Dataset.ofLabels(4, x, labels, 3);
    }
}
