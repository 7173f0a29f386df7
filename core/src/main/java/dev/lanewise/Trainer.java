package dev.lanewise;

import java.util.Optional;

/**
 * Trains a network: holds its parameters, the optimizer's state and the position, and moves all three together, one
 * whole step at a time. {@link #fit(Dataset)} runs epochs over data; {@link #step} makes one update from rows at hand,
 * for learning online; {@link #gradients} and {@link #apply} are the two halves of a step, for callers that sum
 * gradients of several shards in an order of their own.
 *
 * <p>The course of a training depends on its description, seed and data alone: not on threads, vector width or JDK, nor
 * on being stopped and resumed ({@link #state}). For one thread at a time, but {@link #cancel} is for any.
 *
 * <p>A gradient that is not finite ends a step with an {@link ArithmeticException} that names epoch, batch and layer;
 * the parameters are those of the step before.
 */
public final class Trainer {

    private final TrainerBuilder plan;
    private final Network network;
    private final TrainingStep step;
    private final Progress progress;
    private final Evaluator evaluator;
    private final Batch batch = new Batch();
    private boolean isFitting;
    private volatile boolean cancelled;

    Trainer(TrainerBuilder plan) {
        this.plan = plan;
        this.network = plan.network;
        this.evaluator = new Evaluator(network, plan.loss, plan.reduction, plan.standardization, plan.parallelism);
        Moments moments = new Moments(plan.optimizer, network.parameterCount());
        if (plan.state == null) {
            this.step = new TrainingStep(plan, plan.initialParameters(), moments);
            this.progress = new Progress();
        } else {
            plan.state.restore(moments);
            this.step = new TrainingStep(plan, plan.state.parameters.clone(), moments);
            this.progress = plan.state.progress();
        }
        plan.release();
    }

    /**
     * Begins the description of a training.
     *
     * @param network what is trained
     * @param loss what is made small
     * @return its description, to be completed
     * @throws IllegalArgumentException if the loss does not fit the last layer
     */
    public static TrainerBuilder builder(Network network, Loss loss) {
        return new TrainerBuilder(network, loss);
    }

    /**
     * Trains until the epochs of the description are done, from wherever the training is. With a validation share, part
     * of the data is set aside for validation, the same part whenever it is called.
     *
     * @param data what is trained on
     * @return why it ended
     * @throws IllegalArgumentException if the data does not have the network's inputs and outputs
     * @throws ArithmeticException if a gradient is not finite, or a norm to be clipped overflows
     */
    public StopReason fit(Dataset data) {
        Checks.notNull("data", data).requireFits(network);
        if (plan.validationShare > 0) {
            Dataset[] parts = data.split(plan.validationShare, Seeds.validation(plan.seed));
            return run(source(parts[0]), parts[0].rows, Optional.of(parts[1]));
        }
        return run(source(data), data.rows, Optional.empty());
    }

    /**
     * {@link #fit(Dataset)} with other data for validation.
     *
     * @param data what is trained on
     * @param validation what is validated on after each epoch
     * @return why it ended
     * @throws IllegalArgumentException if either does not have the network's inputs and outputs
     * @throws ArithmeticException if a gradient is not finite, or a norm to be clipped overflows
     */
    public StopReason fit(Dataset data, Dataset validation) {
        Checks.notNull("data", data).requireFits(network);
        Checks.notNull("validation", validation).requireFits(network);
        requireNoShare();
        return run(source(data), data.rows, Optional.of(validation));
    }

    /**
     * {@link #fit(Dataset)} over batches from elsewhere, without validation.
     *
     * @param source where batches come from
     * @return why it ended
     * @throws IllegalArgumentException if a batch does not fit the network, or all rows are to be one batch
     * @throws ArithmeticException if a gradient is not finite, or a norm to be clipped overflows
     */
    public StopReason fit(BatchSource source) {
        return run(Checks.notNull("source", source), requireBatchSize(), Optional.empty());
    }

    /**
     * {@link #fit(Dataset, Dataset)} over batches from elsewhere.
     *
     * @param source where batches come from
     * @param validation what is validated on after each epoch
     * @return why it ended
     * @throws IllegalArgumentException if a batch or the validation data does not fit the network, or all rows are to
     *     be one batch
     * @throws ArithmeticException if a gradient is not finite, or a norm to be clipped overflows
     */
    public StopReason fit(BatchSource source, Dataset validation) {
        Checks.notNull("validation", validation).requireFits(network);
        return run(Checks.notNull("source", source), requireBatchSize(), Optional.of(validation));
    }

    /**
     * One update from some rows at hand, with the rate of the present position. For dropout the rows count as the next
     * ones after those of earlier steps; a place that fit left in an epoch is given up, and a later fit begins that
     * epoch again.
     *
     * @param m number of rows, at least 1
     * @param x inputs, m × inputs
     * @param xOffset first element of x
     * @param y targets, m × outputs
     * @param yOffset first element of y
     * @return summed or mean loss of the rows before the update
     * @throws IllegalArgumentException if there are no rows
     * @throws IllegalStateException if it is called from a listener
     * @throws IndexOutOfBoundsException if the rows are not in their arrays
     * @throws ArithmeticException if a gradient is not finite, or a norm to be clipped overflows
     */
    public double step(int m, double[] x, int xOffset, double[] y, int yOffset) {
        batch.set(m, x, xOffset, y, yOffset);
        return stepOutsideFit();
    }

    /**
     * {@link #step(int, double[], int, double[], int)} from all rows of some data, with their weights.
     *
     * @param data the rows
     * @return summed or mean loss of the rows before the update
     * @throws IllegalArgumentException if the data does not have the network's inputs and outputs
     * @throws IllegalStateException if it is called from a listener
     * @throws ArithmeticException if a gradient is not finite, or a norm to be clipped overflows
     */
    public double step(Dataset data) {
        Checks.notNull("data", data).requireFits(network);
        batch.set(data.rows, data.x, 0, data.y, 0, data.weights, 0);
        return stepOutsideFit();
    }

    private double stepOutsideFit() {
        try {
            requireNotFitting();
            batch.requireFits(network, Integer.MAX_VALUE);
            return train(batch, progress.onlineRow(), progress.onlineBatch());
        } finally {
            batch.release();
        }
    }

    /**
     * Gradients of the summed, weighted loss of some data with the present parameters, as {@link #step} would take
     * them, without a step. Those of frozen layers are left alone.
     *
     * @param data the rows, of one pass
     * @param firstRow rows of the batch that came before, in other pieces: dropout goes by a row's position
     * @param gradients where they go, laid out like the parameters
     * @param accumulate whether to add to what is there: pieces of a batch in order have the bits of the batch in one
     * @return summed, weighted loss of the rows
     * @throws IllegalArgumentException if the data or the array does not fit the network or {@code firstRow} is
     *     negative
     */
    public double gradients(Dataset data, int firstRow, double[] gradients, boolean accumulate) {
        Checks.notNull("data", data).requireFits(network);
        Checks.atLeast("firstRow", firstRow, 0);
        batch.set(data.rows, data.x, 0, data.y, 0, data.weights, 0);
        try {
            return step.gradients(batch, progress.epoch, progress.onlineRow() + firstRow, gradients, accumulate);
        } finally {
            batch.release();
        }
    }

    /**
     * One update by gradients from {@link #gradients}, summed in whatever order the caller likes.
     *
     * @param gradients the gradients; read
     * @param divisor what they are divided by first: for a mean the rows of all shards, or their weights
     * @param rows how many rows of the epoch the step stands for
     * @throws IllegalArgumentException if the array does not have the network's length, the divisor is not finite and
     *     above 0, or there are no rows
     * @throws IllegalStateException if it is called from a listener
     * @throws ArithmeticException if a gradient is not finite, or a norm to be clipped overflows
     */
    public void apply(double[] gradients, double divisor, int rows) {
        network.layout().requireLength("gradients", gradients);
        Checks.positive("divisor", divisor);
        Checks.atLeast("rows", rows, 1);
        requireNotFitting();
        step.reserve(1);
        step.take(gradients);
        step.apply(divisor, rate(), progress.epoch, progress.onlineBatch());
        progress.beginOnline();
        progress.batchDone(rows, 0, 0);
    }

    /** Ends fit before its next batch: the one under way, on another thread perhaps, or else the next one. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * What the present parameters are worth.
     *
     * @param data some data
     * @return its evaluation
     * @throws IllegalArgumentException if the data does not have the network's inputs and outputs
     */
    public Evaluation evaluate(Dataset data) {
        Checks.notNull("data", data).requireFits(network);
        return evaluator.evaluate(step.parameters, data);
    }

    /** {@return a copy of the present parameters; after fit with early stopping those of the best epoch} */
    public double[] parameters() {
        return step.parameters.clone();
    }

    /** {@return the network with {@link #parameters}, which it keeps when training goes on} */
    public Model model() {
        return Model.of(network, step.parameters, Optional.ofNullable(plan.standardization));
    }

    /**
     * {@return all that a trainer with the same description needs to go on from here: also, where early stopping has
     * put the best parameters in their place, the last ones, from which fit goes on}
     */
    public TrainingState state() {
        return TrainingState.of(step.parameters, step.moments, progress);
    }

    /** {@return epochs done} */
    public long epoch() {
        return progress.epoch;
    }

    /** {@return updates done} */
    public long updates() {
        return progress.updates;
    }

    /**
     * {@return the epoch whose watched loss was the least, from 0; −1 before the first one and without early stopping}
     */
    public long bestEpoch() {
        return progress.bestEpoch;
    }

    /** {@return the learning rate of the next update} */
    public double rate() {
        return plan.learningRate.rate(progress.epoch, progress.updates, progress.reductions);
    }

    /** One update, of fit or not; until it is made nothing has changed. */
    double train(Batch rows, long firstRow, long number) {
        if (isFitting) {
            progress.restoreLast(step.parameters);
        }
        double loss = step.gradients(rows, progress.epoch, firstRow);
        double weight = rows.weights == null ? rows.rows
                : network.kernels().sum(rows.rows, rows.weights, rows.weightsOffset);
        // rows of weight 0 alone have neither loss nor gradients
        double divisor = plan.reduction == Reduction.MEAN && weight > 0 ? weight : 1;
        step.apply(divisor, rate(), progress.epoch, number);
        if (!isFitting) {
            progress.beginOnline();
        }
        progress.batchDone(rows.rows, loss, weight);
        return loss / divisor;
    }

    boolean isCancelled() {
        return cancelled;
    }

    void watchBest(double loss) {
        progress.watchBest(loss, plan.leastProgress, step.parameters);
    }

    private BatchSource source(Dataset data) {
        return plan.isShuffled() ? new ShuffledBatches(data, plan.batchSize, Seeds.order(plan.seed))
                : new OrderedBatches(data);
    }

    private int requireBatchSize() {
        if (plan.batchSize == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a source of batches needs a batch size");
        }
        requireNoShare();
        return plan.batchSize;
    }

    private void requireNoShare() {
        if (plan.validationShare > 0) {
            throw new IllegalArgumentException("a validation share of " + plan.validationShare
                    + " is for fit of one dataset alone");
        }
    }

    private void requireNotFitting() {
        if (isFitting) {
            throw new IllegalStateException("the trainer is in fit; a listener must not train");
        }
    }

    private StopReason run(BatchSource source, int rows, Optional<Dataset> validation) {
        requireNotFitting();
        int maxRows = Math.min(plan.batchSize, rows);
        step.reserve(maxRows);
        FitLoop loop = new FitLoop(plan, this, progress, source, maxRows, validation);
        if (!loop.isDone()) {
            progress.beginFit();
        }
        isFitting = true;
        try {
            StopReason reason = loop.run();
            if (plan.patience >= 0 && progress.isFit && loop.isDone()) {
                progress.restoreBest(step.parameters);
            }
            return reason;
        } finally {
            isFitting = false;
            cancelled = false;
        }
    }
}
