package dev.lanewise;

import java.util.Optional;

/**
 * The figures of an epoch.
 *
 * @param epoch which one, from 0
 * @param updates updates since training began
 * @param trainingLoss loss of the epoch's batches, each before its update: their sum, or their mean over the rows, as
 *     the reduction says; without penalty
 * @param validation what the network is worth on the validation data after the epoch, if there is any
 * @param learningRate rate of the epoch's last update
 * @param seconds time that the epoch took, validation included
 */
public record EpochResult(long epoch, long updates, double trainingLoss, Optional<Evaluation> validation,
        double learningRate, double seconds) {

    /** {@return the validation loss, or the training loss where there is no validation: what is watched} */
    public double watchedLoss() {
        return validation.isPresent() ? validation.get().loss() : trainingLoss;
    }
}
