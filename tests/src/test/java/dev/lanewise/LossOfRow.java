package dev.lanewise;

import java.util.Arrays;

/** A row through a loss: a layer whose weights are the identity makes its inputs the outputs. */
record LossOfRow(double value, double[] gradient) {

    static LossOfRow of(Loss loss, double[] a, double[] y) {
        return of(trainer(loss, a.length).build(), a, y);
    }

    static LossOfRow of(Trainer trainer, double[] a, double[] y) {
        int n = a.length;
        double[] gradients = new double[n * n + n];
        double value = trainer.gradients(Dataset.of(n, a, n, y), 0, gradients, false);
        return new LossOfRow(value, Arrays.copyOfRange(gradients, n * n, gradients.length));
    }

    static TrainerBuilder trainer(Loss loss, int n) {
        Network network = Network.withInputs(n).dense(n, Activation.IDENTITY).build();
        double[] identity = new double[n * n + n];
        for (int j = 0; j < n; j++) {
            identity[j * n + j] = 1;
        }
        return Trainer.builder(network, loss).optimizer(Optimizer.sgd()).parameters(identity);
    }
}
