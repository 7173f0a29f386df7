package dev.lanewise;

/** Why {@link Trainer#fit} returned. */
public enum StopReason {
    /** All epochs are done. */
    EPOCHS_DONE,
    /** The watched loss had not fallen for as long as was allowed; the parameters are the best ones. */
    EARLY_STOPPING,
    /** {@link Trainer#cancel} was called. */
    CANCELLED,
    /** The thread was interrupted; its flag is still set. */
    INTERRUPTED
}
