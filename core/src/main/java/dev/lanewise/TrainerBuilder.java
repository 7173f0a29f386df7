package dev.lanewise;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Describes a training; made by {@link Trainer#builder}. What is not set is Adam with a rate of 0.001, batches of 32
 * shuffled rows, the mean over a batch's rows, one epoch, no penalty, dropout, clipping, standardization or early
 * stopping, seed 0, and the weights that suit each layer's activation.
 */
public final class TrainerBuilder implements Cloneable {

    final Network network;
    final Loss loss;
    Optimizer optimizer = Optimizer.adam();
    LearningRate learningRate = LearningRate.constant(0.001);
    Reduction reduction = Reduction.MEAN;
    Penalty penalty = Penalty.NONE;
    int batchSize = 32;
    long epochs = 1;
    private boolean isFullBatch;
    private boolean isShuffled = true;
    long seed;
    double[] dropout = {};
    double valueLimit = Double.POSITIVE_INFINITY;
    double normLimit = Double.POSITIVE_INFINITY;
    int patience = -1;
    double leastProgress;
    double validationShare;
    boolean[] frozen;
    Standardization standardization;
    Parallelism parallelism = Parallelism.CALLING_THREAD;
    TrainingState state;
    List<TrainingListener> listeners = List.of();

    private double[] parameters;
    private Initializer[] initializers;

    TrainerBuilder(Network network, Loss loss) {
        this.network = Checks.notNull("network", network);
        this.loss = Checks.notNull("loss", loss);
        loss.requireFits(network.last());
        this.frozen = new boolean[network.layers().size()];
    }

    /**
     * How parameters follow their gradients.
     *
     * @param optimizer the optimizer
     * @return this
     */
    public TrainerBuilder optimizer(Optimizer optimizer) {
        this.optimizer = Checks.notNull("optimizer", optimizer);
        return this;
    }

    /**
     * The learning rate over the course of training.
     *
     * @param learningRate the schedule
     * @return this
     */
    public TrainerBuilder learningRate(LearningRate learningRate) {
        this.learningRate = Checks.notNull("learningRate", learningRate);
        return this;
    }

    /**
     * How losses and gradients of a batch's rows become one.
     *
     * @param reduction sum or mean
     * @return this
     */
    public TrainerBuilder reduction(Reduction reduction) {
        this.reduction = Checks.notNull("reduction", reduction);
        return this;
    }

    /**
     * What is added to gradients.
     *
     * @param penalty the penalty
     * @return this
     */
    public TrainerBuilder penalty(Penalty penalty) {
        this.penalty = Checks.notNull("penalty", penalty);
        return this;
    }

    /**
     * Rows of an update. The last batch of an epoch may have fewer.
     *
     * @param batchSize most rows of a batch, at least 1; 1 for a row at a time
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public TrainerBuilder batchSize(int batchSize) {
        Checks.atLeast("batchSize", batchSize, 1);
        this.batchSize = batchSize;
        this.isFullBatch = false;
        return this;
    }

    /**
     * All rows in one update, in their own order, until a batch size is set; not for a {@link BatchSource}.
     *
     * @return this
     */
    public TrainerBuilder fullBatch() {
        this.batchSize = Integer.MAX_VALUE;
        this.isFullBatch = true;
        return this;
    }

    /**
     * How many epochs {@link Trainer#fit} goes to, counted from the beginning of the training.
     *
     * @param epochs at least 1
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public TrainerBuilder epochs(int epochs) {
        Checks.atLeast("epochs", epochs, 1);
        this.epochs = epochs;
        return this;
    }

    /**
     * Leaves the rows of a dataset in their own order, or, with a validation share, those that it leaves for training
     * in the order that it drew them in.
     *
     * @return this
     */
    public TrainerBuilder unshuffled() {
        this.isShuffled = false;
        return this;
    }

    /**
     * What initial weights, the order of rows, dropout and a validation share come from; each has a seed of its own
     * that is made of this one, so weights are not those of {@link Network#initialParameters(long)} with the same seed.
     *
     * @param seed any number
     * @return this
     */
    public TrainerBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * How weights begin.
     *
     * @param initializers one for each layer, or one for all
     * @return this
     * @throws IllegalArgumentException if there are neither one nor as many as layers
     */
    public TrainerBuilder initializers(Initializer... initializers) {
        this.initializers = network.perLayer(initializers);
        return this;
    }

    /**
     * Parameters to begin with, instead of random ones.
     *
     * @param parameters parameters of the network; copied
     * @return this
     * @throws IllegalArgumentException if they do not have the network's length
     */
    public TrainerBuilder parameters(double[] parameters) {
        network.layout().requireLength("parameters", parameters);
        this.parameters = parameters.clone();
        return this;
    }

    /**
     * Dropout of the outputs of layers: each is 0 with probability {@code rate}, otherwise divided by
     * {@code 1 − rate}, in training alone.
     *
     * @param rates a rate for each layer but the last, in [0, 1)
     * @return this
     * @throws IllegalArgumentException if a rate is outside its range or their number is wrong
     */
    public TrainerBuilder dropout(double... rates) {
        Checks.length("rates", rates, network.layers().size() - 1);
        for (int l = 0; l < rates.length; l++) {
            Checks.below1("dropout rate of layer " + l, rates[l]);
        }
        this.dropout = rates.clone();
        return this;
    }

    /**
     * Clips each gradient to {@code [−limit, limit]}, after the division of a mean.
     *
     * @param limit above 0
     * @return this
     * @throws IllegalArgumentException if it is not finite and above 0
     */
    public TrainerBuilder clipByValue(double limit) {
        Checks.positive("limit", limit);
        this.valueLimit = limit;
        return this;
    }

    /**
     * Scales all gradients by {@code min(1, limit / (norm + 1e-6))}, the norm being the root of the sum of their
     * squares, after the division of a mean and clipping by value: PyTorch's {@code clip_grad_norm_}. A norm that
     * overflows is an {@link ArithmeticException}.
     *
     * @param limit above 0
     * @return this
     * @throws IllegalArgumentException if it is not finite and above 0
     */
    public TrainerBuilder clipByNorm(double limit) {
        Checks.positive("limit", limit);
        this.normLimit = limit;
        return this;
    }

    /**
     * Ends training when the watched loss (see {@link EpochResult#watchedLoss}) has not fallen for more than some
     * epochs, and goes back to the parameters of the best epoch, also when all epochs are done. A loss that is NaN has
     * not fallen.
     *
     * @param patience epochs without progress that are borne, at least 0
     * @param leastProgress by how much a loss must be below the best one to count, at least 0
     * @return this
     * @throws IllegalArgumentException if a number is outside its range
     */
    public TrainerBuilder earlyStopping(int patience, double leastProgress) {
        Checks.atLeast("patience", patience, 0);
        Checks.notNegative("leastProgress", leastProgress);
        this.patience = patience;
        this.leastProgress = leastProgress;
        return this;
    }

    /**
     * Validates on a share of the data that {@link Trainer#fit(Dataset)} gets, chosen by the seed and not trained on.
     * The other forms of fit refuse a trainer with a share.
     *
     * @param share in (0, 1)
     * @return this
     * @throws IllegalArgumentException if it is outside its range
     */
    public TrainerBuilder validationShare(double share) {
        Checks.positive("share", share);
        Checks.below1("share", share);
        this.validationShare = share;
        return this;
    }

    /**
     * Layers whose parameters stay as they are. They have no gradients, so they do not count in a norm either.
     *
     * @param layers indices of layers, from 0
     * @return this
     * @throws IndexOutOfBoundsException if there is no such layer
     * @throws IllegalArgumentException if no layer is left
     */
    public TrainerBuilder freeze(int... layers) {
        boolean[] marked = new boolean[network.layers().size()];
        for (int layer : Checks.notNull("layers", layers)) {
            marked[Objects.checkIndex(layer, marked.length)] = true;
        }
        boolean anyLeft = false;
        for (boolean isFrozen : marked) {
            anyLeft |= !isFrozen;
        }
        if (!anyLeft) {
            throw new IllegalArgumentException("all " + marked.length + " layers are frozen");
        }
        this.frozen = marked;
        return this;
    }

    /**
     * Standardizes inputs, in training, evaluation and the model.
     *
     * @param standardization means and deviations of the network's inputs
     * @return this
     * @throws IllegalArgumentException if it does not have the network's inputs
     */
    public TrainerBuilder standardization(Standardization standardization) {
        Checks.notNull("standardization", standardization).requireFits(network);
        this.standardization = standardization;
        return this;
    }

    /**
     * Threads that training may use.
     *
     * @param parallelism the threads; the caller closes them
     * @return this
     */
    public TrainerBuilder parallelism(Parallelism parallelism) {
        Checks.notNull("parallelism", parallelism).requireOpen();
        this.parallelism = parallelism;
        return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener who hears of the course of training
     * @return this
     */
    public TrainerBuilder listener(TrainingListener listener) {
        List<TrainingListener> more = new ArrayList<>(listeners);
        more.add(Checks.notNull("listener", listener));
        listeners = List.copyOf(more);
        return this;
    }

    /**
     * Goes on from where a training with the same description was, instead of beginning with parameters or
     * initializers.
     *
     * @param state what {@link Trainer#state} gave
     * @return this
     * @throws IllegalArgumentException if it does not have the network's number of parameters
     */
    public TrainerBuilder resume(TrainingState state) {
        network.layout().requireLength("parameters of the state", Checks.notNull("state", state).parameters);
        this.state = state;
        return this;
    }

    /**
     * Makes the trainer.
     *
     * @return a trainer that has not trained, or stands where its state was
     * @throws IllegalArgumentException if a state to resume is not of this optimizer, or given weights or biases do not
     *     have their layer's lengths
     */
    public Trainer build() {
        try {
            // a trainer keeps the description as it is now
            return new Trainer((TrainerBuilder) clone());
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    boolean isShuffled() {
        return isShuffled && !isFullBatch;
    }

    /** Drops what a trainer begins with. */
    void release() {
        parameters = null;
        state = null;
    }

    double[] initialParameters() {
        if (parameters != null) {
            return parameters.clone();
        }
        return initializers == null ? network.initialParameters(Seeds.parameters(seed))
                : network.initialParameters(Seeds.parameters(seed), initializers);
    }
}
