package dev.lanewise;

import dev.lanewise.kernel.Kernels;

/**
 * Gradients and update of a batch: forward, loss and gradients of the summed loss; then division, checks, clipping,
 * penalty and optimizer. Until the update begins nothing of the parameters or the optimizer's state has changed, so a
 * refused step leaves both as the last whole step did. Allocates nothing once its workspace has the rows.
 */
final class TrainingStep {

    final double[] parameters;
    final Moments moments;

    private final Network network;
    private final Kernels kernels;
    private final Loss loss;
    private final boolean[] frozen;
    private final Standardization standardization;
    private final Parallelism parallelism;
    private final double valueLimit;
    private final double normLimit;
    private final double[] dropoutRates;
    private final long dropoutSeed;
    private final double[] gradients;
    private final Update update;

    private Workspace workspace;
    private double[] standardized;
    private double[] weights;

    TrainingStep(TrainerBuilder plan, double[] parameters, Moments moments) {
        this.parameters = parameters;
        this.moments = moments;
        this.network = plan.network;
        this.kernels = network.kernels();
        this.loss = plan.loss;
        this.frozen = plan.frozen;
        this.standardization = plan.standardization;
        this.parallelism = plan.parallelism;
        this.valueLimit = plan.valueLimit;
        this.normLimit = plan.normLimit;
        this.dropoutRates = plan.dropout;
        this.dropoutSeed = Seeds.dropout(plan.seed);
        this.gradients = new double[parameters.length];
        this.update = new Update(network, frozen, plan.penalty, plan.optimizer, moments);
    }

    /** Makes room for batches of so many rows. */
    void reserve(int rows) {
        if (workspace != null && workspace.maxRows() >= rows) {
            return;
        }
        Workspace larger = network.newWorkspace(rows, parallelism);
        larger.frozen = frozen;
        boolean hasDropout = false;
        for (double rate : dropoutRates) {
            hasDropout |= rate > 0;
        }
        if (hasDropout) {
            larger.dropout = new Dropout(network, dropoutRates, dropoutSeed, rows);
        }
        int inputs = Checks.area("rows", rows, "inputs", network.inputs());
        standardized = new double[standardization == null ? 0 : inputs];
        weights = new double[rows];
        workspace = larger;
    }

    /** {@return the summed loss of a batch, weighted; its gradients go to g, overwritten or accumulated} */
    double gradients(Batch batch, long epoch, long firstRow, double[] g, boolean accumulate) {
        reserve(batch.rows);
        double[] x = batch.x;
        int xOffset = batch.xOffset;
        if (standardization != null) {
            standardization.apply(kernels, batch.rows, x, xOffset, standardized);
            x = standardized;
            xOffset = 0;
        }
        if (workspace.dropout != null) {
            workspace.dropout.moveTo(epoch, firstRow);
        }
        workspace.rowWeights = null;
        if (batch.weights != null) {
            System.arraycopy(batch.weights, batch.weightsOffset, weights, 0, batch.rows);
            workspace.rowWeights = weights;
        }
        network.forward(parameters, batch.rows, x, xOffset, workspace);
        return network.backward(loss, parameters, batch.rows, x, xOffset, batch.y, batch.yOffset, g, accumulate,
                workspace);
    }

    /** {@return {@link #gradients} in this step's own array} */
    double gradients(Batch batch, long epoch, long firstRow) {
        return gradients(batch, epoch, firstRow, gradients, false);
    }

    /** Copies foreign gradients into this step's own array; those of frozen layers are not used. */
    void take(double[] g) {
        for (int l = 0; l < frozen.length; l++) {
            if (!frozen[l]) {
                int from = network.layout().weights(l);
                System.arraycopy(g, from, gradients, from, network.layout().end(l) - from);
            }
        }
    }

    /** The update by this step's gradients; epoch and batch name it in messages. */
    void apply(double divisor, double rate, long epoch, long batch) {
        workspace.passes.requireOpen();
        if (divisor != 1) {
            network.divide(gradients, divisor, workspace);
        }
        requireFinite(epoch, batch);
        if (valueLimit < Double.POSITIVE_INFINITY) {
            kernels.clip(gradients.length, gradients, 0, valueLimit);
        }
        if (normLimit < Double.POSITIVE_INFINITY) {
            clipByNorm(epoch, batch);
        }
        update.begin(rate);
        workspace.rows = -1;
        workspace.passes.optimize(update, parameters, gradients);
    }

    private void clipByNorm(long epoch, long batch) {
        double norm = Math.sqrt(kernels.sumOfSquares(gradients.length, gradients, 0));
        if (norm == Double.POSITIVE_INFINITY) {
            throw new ArithmeticException(at(epoch, batch) + ": the norm of the gradients overflows");
        }
        double factor = normLimit / (norm + 1e-6);
        if (factor < 1) {
            kernels.scale(gradients.length, gradients, 0, factor);
        }
    }

    private void requireFinite(long epoch, long batch) {
        if (kernels.isFinite(gradients.length, gradients, 0)) {
            return;
        }
        for (int l = 0; l < frozen.length; l++) {
            int from = network.layout().weights(l);
            for (int i = from; i < network.layout().end(l); i++) {
                if (!Double.isFinite(gradients[i])) {
                    boolean isWeight = i < network.layout().biases(l);
                    throw new ArithmeticException(at(epoch, batch) + ", layer " + l + ": the gradient of "
                            + (isWeight ? "weight " + (i - from) : "bias " + (i - network.layout().biases(l)))
                            + " is " + gradients[i]);
                }
            }
        }
    }

    private static String at(long epoch, long batch) {
        return "epoch " + epoch + ", batch " + batch;
    }
}
