package dev.lanewise;

/**
 * Hears of the course of training, on the thread that trains. What a listener throws ends {@code fit} and reaches its
 * caller; the trainer stands after its last whole step and can go on.
 */
@FunctionalInterface
public interface TrainingListener {

    /**
     * An epoch has ended.
     *
     * @param result its figures
     */
    void epochEnded(EpochResult result);

    /**
     * A batch has been trained on. Does nothing unless overridden.
     *
     * @param trainer who trains, after a whole step: to read its state or position, or to cancel
     * @param row rows of the epoch that are done
     * @param loss summed or mean loss of the batch before its update
     */
    default void batchEnded(Trainer trainer, long row, double loss) {
    }
}
