package dev.lanewise;

import java.util.Arrays;
import java.util.Optional;

/** Runs a network over a dataset, some rows at a time, and says what it is worth; see {@link Evaluation}. */
final class Evaluator {

    private static final int ROWS_AT_A_TIME = 256;

    /** A confusion matrix of more would be larger than the data. */
    private static final int MOST_CLASSES = 1_000;

    private final Network network;
    private final Loss loss;
    private final Reduction reduction;
    private final Standardization standardization;
    private final Parallelism parallelism;

    Evaluator(Network network, Loss loss, Reduction reduction, Standardization standardization,
            Parallelism parallelism) {
        this.network = network;
        this.loss = loss;
        this.reduction = reduction;
        this.standardization = standardization;
        this.parallelism = parallelism;
    }

    Evaluation evaluate(double[] parameters, Dataset data) {
        int n = network.outputs();
        double[] activations = new double[data.rows * n];
        double[] preActivations = new double[data.rows * n];
        double[] rowLoss = new double[data.rows];
        double[] crossEntropy = loss.isCrossEntropy() ? rowLoss : new double[isOfClasses() ? data.rows : 0];
        forward(parameters, data, activations, preActivations, rowLoss, crossEntropy);
        double weights = data.weights == null ? data.rows : network.kernels().sum(data.rows, data.weights, 0);
        double sum = weightedSum(data, rowLoss);
        double reduced = reduction == Reduction.MEAN ? sum / weights : sum;
        double r2 = r2(data, activations);
        if (!isOfClasses()) {
            return new Evaluation(reduced, Double.NaN, Double.NaN, r2, Optional.empty());
        }
        double logLoss = weightedSum(data, crossEntropy) / weights;
        double accuracy = weightedSum(data, right(data, preActivations)) / weights;
        return new Evaluation(reduced, accuracy, logLoss, r2, confusion(data, preActivations));
    }

    private boolean isOfClasses() {
        Activation f = network.last().activation();
        return loss.isCrossEntropy() || f == Activation.SOFTMAX && network.outputs() > 1
                || f == Activation.LOG_SOFTMAX && network.outputs() > 1;
    }

    private void forward(double[] parameters, Dataset data, double[] activations, double[] preActivations,
            double[] rowLoss, double[] crossEntropy) {
        int n = network.outputs();
        int k = network.inputs();
        int most = Math.min(ROWS_AT_A_TIME, data.rows);
        Workspace workspace = network.newWorkspace(most, parallelism);
        for (int i = 0; i < data.rows; i += most) {
            int m = Math.min(most, data.rows - i);
            double[] x = data.x;
            int xOffset = i * k;
            if (standardization != null) {
                x = workspace.standardized(k);
                standardization.apply(network.kernels(), m, data.x, xOffset, x);
                xOffset = 0;
            }
            network.forward(parameters, m, x, xOffset, workspace);
            System.arraycopy(workspace.output(), 0, activations, i * n, m * n);
            System.arraycopy(workspace.preActivation(), 0, preActivations, i * n, m * n);
            network.loss(loss, m, data.y, i * n, workspace);
            System.arraycopy(workspace.rowLoss, 0, rowLoss, i, m);
            if (isOfClasses() && !loss.isCrossEntropy()) {
                network.loss(Loss.SOFTMAX_CROSS_ENTROPY, m, data.y, i * n, workspace);
                System.arraycopy(workspace.rowLoss, 0, crossEntropy, i, m);
            }
        }
    }

    private double weightedSum(Dataset data, double[] values) {
        double[] weighted = values;
        if (data.weights != null) {
            weighted = new double[values.length];
            network.kernels().multiply(values.length, values, 0, data.weights, 0, weighted, 0);
        }
        return network.kernels().sum(values.length, weighted, 0);
    }

    /** {@return for each row 1 if all that it decides is right, otherwise 0} */
    private double[] right(Dataset data, double[] z) {
        int n = network.outputs();
        int decisions = isBinary() ? n : 1;
        int columns = n / decisions;
        double[] right = new double[data.rows];
        for (int i = 0; i < data.rows; i++) {
            boolean allRight = true;
            for (int d = 0; d < decisions; d++) {
                int first = i * n + d;
                allRight &= RowArrays.actualClass(columns, data.y, first)
                        == RowArrays.predictedClass(columns, z, first);
            }
            right[i] = allRight ? 1 : 0;
        }
        return right;
    }

    private boolean isBinary() {
        return loss.formula == Loss.Formula.BINARY_CROSS_ENTROPY;
    }

    private Optional<ConfusionMatrix> confusion(Dataset data, double[] z) {
        int n = network.outputs();
        if (isBinary() && n > 1 || n > MOST_CLASSES) {
            return Optional.empty();
        }
        ConfusionMatrix matrix = new ConfusionMatrix(Math.max(2, n));
        for (int i = 0; i < data.rows; i++) {
            matrix.add(RowArrays.actualClass(n, data.y, i * n), RowArrays.predictedClass(n, z, i * n));
        }
        return Optional.of(matrix);
    }

    private double r2(Dataset data, double[] outputs) {
        double[] terms = new double[data.rows];
        Arrays.fill(terms, 1);
        double weights = weightedSum(data, terms);
        double sum = 0;
        for (int j = 0; j < network.outputs(); j++) {
            sum += r2(data, outputs, j, weights, terms);
        }
        return sum / network.outputs();
    }

    private double r2(Dataset data, double[] outputs, int column, double weights, double[] terms) {
        int n = network.outputs();
        for (int i = 0; i < data.rows; i++) {
            double d = data.y[i * n + column] - outputs[i * n + column];
            terms[i] = d * d;
        }
        double residual = weightedSum(data, terms);
        for (int i = 0; i < data.rows; i++) {
            terms[i] = data.y[i * n + column];
        }
        double mean = weightedSum(data, terms) / weights;
        for (int i = 0; i < data.rows; i++) {
            double d = data.y[i * n + column] - mean;
            terms[i] = d * d;
        }
        double total = weightedSum(data, terms);
        if (total == 0 || isConstant(data, column)) {
            return residual == 0 ? 1 : 0;
        }
        return 1 - residual / total;
    }

    /** {@return whether all targets of a column that count are the same} Their mean may round to another value. */
    private static boolean isConstant(Dataset data, int column) {
        double value = Double.NaN;
        for (int i = 0; i < data.rows; i++) {
            double y = data.y[i * data.outputs + column];
            if (data.weight(i) > 0 && y != value) {
                if (value == value) {
                    return false;
                }
                value = y;
            }
        }
        return true;
    }
}
