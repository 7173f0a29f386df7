package dev.lanewise;

/** How far a training is: what a resumed one must know beside the parameters and the optimizer's state. */
final class Progress {

    private static final double[] NONE = {};

    long epoch;

    /** Whether the epoch under way is fit's, to be read again up to its row when it goes on. */
    boolean isFit;

    /** Of the epoch under way: rows and batches done, their losses and weights. */
    long row;
    long batch;
    double lossSum;
    double weightSum;

    /** Updates since the beginning. */
    long updates;

    /** Of the rate that is reduced on a plateau. */
    double plateauBest = Double.POSITIVE_INFINITY;
    int plateauEpochs;
    int reductions;

    /** Of early stopping; no epoch is −1. */
    double best = Double.POSITIVE_INFINITY;
    long bestEpoch = -1;
    int worseEpochs;
    double[] bestParameters = NONE;

    /** Where fit goes on if it does, while the best parameters are in their place; otherwise none. */
    double[] lastParameters = NONE;

    /** {@return rows of the epoch before the next ones of a step outside fit} */
    long onlineRow() {
        return isFit ? 0 : row;
    }

    /** {@return batches of the epoch before a step outside fit} */
    long onlineBatch() {
        return isFit ? 0 : batch;
    }

    /** Goes on with an epoch of fit; what was learned online counts as updates, but not as a part of an epoch. */
    void beginFit() {
        if (!isFit) {
            clearEpoch();
            isFit = true;
        }
    }

    /** A step outside fit gives up fit's place in its epoch, and parameters that only fit would go back to. */
    void beginOnline() {
        if (isFit) {
            clearEpoch();
            isFit = false;
        }
        lastParameters = NONE;
    }

    void batchDone(int rows, double loss, double weight) {
        row += rows;
        batch++;
        updates++;
        lossSum += loss;
        weightSum += weight;
    }

    /** Moves to the beginning of the next epoch. */
    void epochDone() {
        epoch++;
        clearEpoch();
    }

    private void clearEpoch() {
        row = 0;
        batch = 0;
        lossSum = 0;
        weightSum = 0;
    }

    /** PyTorch's rule for a plateau. */
    void watchPlateau(LearningRate.OnPlateau plateau, double loss) {
        if (loss < plateauBest * LearningRate.OnPlateau.PROGRESS) {
            plateauBest = loss;
            plateauEpochs = 0;
        } else if (++plateauEpochs > plateau.patience()) {
            reductions++;
            plateauEpochs = 0;
        }
    }

    /** Remembers the parameters if they are the best so far; a loss that is NaN is no progress. */
    void watchBest(double loss, double leastProgress, double[] parameters) {
        if (loss < best - leastProgress) {
            best = loss;
            bestEpoch = epoch;
            worseEpochs = 0;
            bestParameters = parameters.clone();
        } else {
            worseEpochs++;
        }
    }

    /** Puts the best parameters in the place of the present ones, which are kept for fit. */
    void restoreBest(double[] parameters) {
        if (bestEpoch >= 0 && lastParameters.length == 0) {
            lastParameters = parameters.clone();
            System.arraycopy(bestParameters, 0, parameters, 0, parameters.length);
        }
    }

    /** Puts the last parameters back where fit goes on from them. */
    void restoreLast(double[] parameters) {
        if (lastParameters.length > 0) {
            System.arraycopy(lastParameters, 0, parameters, 0, parameters.length);
            lastParameters = NONE;
        }
    }
}
