package dev.lanewise;

import java.util.ArrayList;
import java.util.List;

/** A listener that keeps the figures of all epochs. */
public final class History implements TrainingListener {

    private final List<EpochResult> results = new ArrayList<>();

    /** A history without epochs. */
    public History() {
    }

    @Override
    public void epochEnded(EpochResult result) {
        results.add(result);
    }

    /** {@return the figures of the epochs so far, in order, as a copy} */
    public List<EpochResult> results() {
        return List.copyOf(results);
    }

    /** {@return the training losses so far} */
    public double[] trainingLosses() {
        return results.stream().mapToDouble(EpochResult::trainingLoss).toArray();
    }
}
