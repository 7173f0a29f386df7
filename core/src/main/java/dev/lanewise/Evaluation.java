package dev.lanewise;

import java.util.Optional;

/**
 * What a network is worth on some data. Rows count by their weights, but for the confusion matrix, which counts rows.
 *
 * <p>Classes are known where the loss is a cross-entropy or the last activation a softmax or its logarithm. A row has
 * the class of its largest target, and gets that of its largest pre-activation, the first of equals; with a single
 * output these are 1 where the target is at least ½, and where the pre-activation is at least 0. Of several outputs
 * with binary cross-entropy each is such a decision, a row is right if all are, and there is no confusion matrix.
 *
 * @param loss the loss, reduced as in training, without penalty
 * @param accuracy share of rows that get their class; NaN without classes
 * @param logLoss mean cross-entropy of the rows; NaN without classes
 * @param r2 coefficient of determination {@code 1 − Σ(y − a)² / Σ(y − ȳ)²}, the mean over the outputs a, which are
 *     activations; an output whose targets are all the same counts 1 if all are met, otherwise 0
 * @param confusion which classes were taken for which; empty without classes, and for more than 1,000
 */
public record Evaluation(double loss, double accuracy, double logLoss, double r2,
        Optional<ConfusionMatrix> confusion) {
}
