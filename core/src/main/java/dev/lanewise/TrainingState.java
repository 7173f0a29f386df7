package dev.lanewise;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that a training needs to go on as if it had never stopped: parameters, the optimizer's state, and where it was in
 * epoch, schedule and early stopping. Immutable. What the training was described with, its data and its seed are not
 * part of it.
 */
public final class TrainingState {

    private static final String PARAMETERS = "parameters";
    private static final String FIRST = "optimizer.first";
    private static final String SECOND = "optimizer.second";
    private static final String BEST_PARAMETERS = "best.parameters";
    private static final String LAST_PARAMETERS = "last.parameters";
    private static final String POSITION = "position";

    /** What the numbers of the position are, in order. Counts are exact as doubles below 2^53. */
    private enum Position {
        OPTIMIZER, POWER1, POWER2, EPOCH, IS_FIT, ROW, BATCH, LOSS_SUM, WEIGHT_SUM, UPDATES, PLATEAU_BEST,
        PLATEAU_EPOCHS, REDUCTIONS, BEST, BEST_EPOCH, WORSE_EPOCHS;

        private static final int COUNT = values().length;

        double of(double[] position) {
            return position[ordinal()];
        }
    }

    final double[] parameters;
    private final double[] first;
    private final double[] second;
    private final double[] bestParameters;
    private final double[] lastParameters;
    private final double[] position;

    private TrainingState(double[] parameters, double[] first, double[] second, double[] bestParameters,
            double[] lastParameters, double[] position) {
        this.parameters = parameters;
        this.first = first;
        this.second = second;
        this.bestParameters = bestParameters;
        this.lastParameters = lastParameters;
        this.position = position;
    }

    static TrainingState of(double[] parameters, Moments moments, Progress p) {
        double[] position = {moments.kind, moments.power1, moments.power2, p.epoch, p.isFit ? 1 : 0, p.row, p.batch,
            p.lossSum, p.weightSum, p.updates, p.plateauBest, p.plateauEpochs, p.reductions, p.best, p.bestEpoch,
            p.worseEpochs};
        return new TrainingState(parameters.clone(), moments.first.clone(), moments.second.clone(),
                p.bestParameters.clone(), p.lastParameters.clone(), position);
    }

    /**
     * A state from its arrays.
     *
     * @param arrays what {@link #arrays} gave; copied
     * @return the state
     * @throws IllegalArgumentException if an array is missing, has a wrong length or a number that cannot be
     */
    public static TrainingState of(Map<String, double[]> arrays) {
        double[] parameters = array(arrays, PARAMETERS);
        double[] first = array(arrays, FIRST);
        double[] second = array(arrays, SECOND);
        double[] bestParameters = array(arrays, BEST_PARAMETERS);
        double[] lastParameters = array(arrays, LAST_PARAMETERS);
        double[] position = array(arrays, POSITION);
        requireLengthOrNone(FIRST, first, parameters.length);
        requireLengthOrNone(SECOND, second, parameters.length);
        requireLengthOrNone(BEST_PARAMETERS, bestParameters, parameters.length);
        requireLengthOrNone(LAST_PARAMETERS, lastParameters, parameters.length);
        Checks.length(POSITION, position, Position.COUNT);
        requirePosition(position, bestParameters);
        return new TrainingState(parameters, first, second, bestParameters, lastParameters, position);
    }

    /**
     * {@return all of the state as arrays with names, copies, in a fixed order: what to save} Besides parameters and
     * the optimizer's averages these are the numbers of the {@code position}: the optimizer's kind (0 SGD, 1 momentum,
     * 2 RMSProp, 3 Adam), Adam's two powers, epoch, whether the epoch is fit's, rows, batches, losses and weights of
     * the epoch, updates, best loss, epochs and reductions of a plateau, best loss, best epoch (−1 for none) and epochs
     * since of early stopping.
     */
    public Map<String, double[]> arrays() {
        Map<String, double[]> arrays = new LinkedHashMap<>();
        arrays.put(PARAMETERS, parameters.clone());
        arrays.put(FIRST, first.clone());
        arrays.put(SECOND, second.clone());
        arrays.put(BEST_PARAMETERS, bestParameters.clone());
        arrays.put(LAST_PARAMETERS, lastParameters.clone());
        arrays.put(POSITION, position.clone());
        return Collections.unmodifiableMap(arrays);
    }

    /** {@return epochs done} */
    public long epoch() {
        return (long) Position.EPOCH.of(position);
    }

    /** {@return updates done} */
    public long updates() {
        return (long) Position.UPDATES.of(position);
    }

    /** Overwrites the state of an optimizer, which must be of the same kind. */
    void restore(Moments moments) {
        if (Position.OPTIMIZER.of(position) != moments.kind) {
            throw new IllegalArgumentException("a state of optimizer kind " + (int) Position.OPTIMIZER.of(position)
                    + " for one of kind " + moments.kind + " (0 SGD, 1 momentum, 2 RMSProp, 3 Adam)");
        }
        Checks.length(FIRST, first, moments.first.length);
        Checks.length(SECOND, second, moments.second.length);
        System.arraycopy(first, 0, moments.first, 0, first.length);
        System.arraycopy(second, 0, moments.second, 0, second.length);
        moments.power1 = Position.POWER1.of(position);
        moments.power2 = Position.POWER2.of(position);
    }

    Progress progress() {
        Progress p = new Progress();
        p.epoch = epoch();
        p.isFit = Position.IS_FIT.of(position) == 1;
        p.row = (long) Position.ROW.of(position);
        p.batch = (long) Position.BATCH.of(position);
        p.lossSum = Position.LOSS_SUM.of(position);
        p.weightSum = Position.WEIGHT_SUM.of(position);
        p.updates = updates();
        p.plateauBest = Position.PLATEAU_BEST.of(position);
        p.plateauEpochs = (int) Position.PLATEAU_EPOCHS.of(position);
        p.reductions = (int) Position.REDUCTIONS.of(position);
        p.best = Position.BEST.of(position);
        p.bestEpoch = (long) Position.BEST_EPOCH.of(position);
        p.worseEpochs = (int) Position.WORSE_EPOCHS.of(position);
        p.bestParameters = bestParameters.clone();
        p.lastParameters = lastParameters.clone();
        return p;
    }

    private static void requirePosition(double[] position, double[] bestParameters) {
        for (Position p : Position.values()) {
            double value = p.of(position);
            boolean valid = switch (p) {
                case POWER1, POWER2 -> value >= 0 && value <= 1;
                case LOSS_SUM, PLATEAU_BEST, BEST -> true;
                case WEIGHT_SUM -> value >= 0;
                case IS_FIT -> value == 0 || value == 1;
                case PLATEAU_EPOCHS, REDUCTIONS, WORSE_EPOCHS ->
                    value == Math.rint(value) && value >= 0 && value < Integer.MAX_VALUE;
                case BEST_EPOCH -> value == Math.rint(value) && value >= -1 && value < 0x1p53;
                default -> value == Math.rint(value) && value >= 0 && value < 0x1p53;
            };
            if (!valid) {
                throw new IllegalArgumentException("a position whose " + p + " is " + value);
            }
        }
        if (Position.BEST_EPOCH.of(position) >= 0 != bestParameters.length > 0) {
            throw new IllegalArgumentException("a best epoch " + (long) Position.BEST_EPOCH.of(position) + " with "
                    + bestParameters.length + " best parameters");
        }
    }

    private static double[] array(Map<String, double[]> arrays, String name) {
        double[] array = Checks.notNull("arrays", arrays).get(name);
        if (array == null) {
            throw new IllegalArgumentException("a training state without " + name);
        }
        return array.clone();
    }

    private static void requireLengthOrNone(String name, double[] values, int length) {
        if (values.length != 0) {
            Checks.length(name, values, length);
        }
    }
}
