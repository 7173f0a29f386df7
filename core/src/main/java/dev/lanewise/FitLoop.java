package dev.lanewise;

import java.util.Optional;

/** The epochs of {@link Trainer#fit(Dataset)} and its kin: batches, stops between them, and what an epoch ends with. */
final class FitLoop {

    private final TrainerBuilder plan;
    private final Trainer trainer;
    private final Progress progress;
    private final BatchSource source;
    private final int maxRows;
    private final Optional<Dataset> validation;
    private final Batch batch = new Batch();

    FitLoop(TrainerBuilder plan, Trainer trainer, Progress progress, BatchSource source, int maxRows,
            Optional<Dataset> validation) {
        this.plan = plan;
        this.trainer = trainer;
        this.progress = progress;
        this.source = source;
        this.maxRows = maxRows;
        this.validation = validation;
    }

    boolean isDone() {
        return progress.epoch >= plan.epochs || isEarly();
    }

    private boolean isEarly() {
        return plan.patience >= 0 && progress.worseEpochs > plan.patience;
    }

    StopReason run() {
        while (!isDone()) {
            long start = System.nanoTime();
            source.rewind(progress.epoch);
            skip();
            while (next()) {
                if (Thread.currentThread().isInterrupted()) {
                    return StopReason.INTERRUPTED;
                }
                if (trainer.isCancelled()) {
                    return StopReason.CANCELLED;
                }
                double loss = trainer.train(batch, progress.row, progress.batch);
                for (int i = 0; i < plan.listeners.size(); i++) {
                    plan.listeners.get(i).batchEnded(trainer, progress.row, loss);
                }
            }
            endEpoch(start);
        }
        return isEarly() ? StopReason.EARLY_STOPPING : StopReason.EPOCHS_DONE;
    }

    private boolean next() {
        if (!source.next(maxRows, batch)) {
            return false;
        }
        batch.requireFits(plan.network, maxRows);
        return true;
    }

    /** Reads what was trained on already. */
    private void skip() {
        long rows = 0;
        while (rows < progress.row && next()) {
            rows += batch.rows;
        }
        if (rows != progress.row) {
            throw new IllegalArgumentException("epoch " + progress.epoch + " is to go on after " + progress.row
                    + " rows, but " + rows + " rows end a batch: another batch size, or other data");
        }
    }

    private void endEpoch(long start) {
        if (progress.row == 0) {
            throw new IllegalArgumentException("epoch " + progress.epoch + " has no rows");
        }
        Optional<Evaluation> evaluation = validation.map(trainer::evaluate);
        boolean isMean = plan.reduction == Reduction.MEAN && progress.weightSum > 0;
        double loss = isMean ? progress.lossSum / progress.weightSum : progress.lossSum;
        double rate = plan.learningRate.rate(progress.epoch, progress.updates - 1, progress.reductions);
        EpochResult result = new EpochResult(progress.epoch, progress.updates, loss, evaluation, rate,
                (System.nanoTime() - start) / 1e9);
        if (plan.learningRate instanceof LearningRate.OnPlateau plateau) {
            progress.watchPlateau(plateau, result.watchedLoss());
        }
        if (plan.patience >= 0) {
            trainer.watchBest(result.watchedLoss());
        }
        progress.epochDone();
        for (TrainingListener listener : plan.listeners) {
            listener.epochEnded(result);
        }
    }
}
