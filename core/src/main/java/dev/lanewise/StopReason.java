package dev.lanewise;

/** Why {@link Trainer#fit(Dataset)} returned. */
public enum StopReason {
    /** All epochs are done; with early stopping the parameters are those of the best one, if one had a finite loss. */
    EPOCHS_DONE,
    /** The watched loss had not fallen for as long as was allowed; the parameters are those of the best epoch, if
     * one had a finite loss. */
    EARLY_STOPPING,
    /** {@link Trainer#cancel} was called; the parameters are those of the last whole step. */
    CANCELLED,
    /** The thread was interrupted, its flag is still set; the parameters are those of the last whole step. */
    INTERRUPTED
}
