package dev.lanewise;

/**
 * The learning rate over the course of training. Epochs and steps count from 0; only {@link Trainer#fit(Dataset)} and
 * its kin count epochs, steps are counted for all updates. Powers and cosines are {@link StrictMath}'s, so schedules
 * are the same on every JDK.
 */
public sealed interface LearningRate {

    /**
     * The same rate throughout.
     *
     * @param rate the rate, above 0
     */
    record Constant(double rate) implements LearningRate {

        /**
         * Checks the rate.
         *
         * @param rate the rate, above 0
         * @throws IllegalArgumentException if it is not finite and above 0
         */
        public Constant {
            Checks.positive("rate", rate);
        }
    }

    /**
     * {@code initial·factor^⌊epoch / every⌋}: a step every so many epochs, exponential with a step every epoch.
     *
     * @param initial rate of the first epochs, above 0
     * @param factor factor of each step, in (0, 1]
     * @param every epochs between steps, at least 1
     */
    record Step(double initial, double factor, int every) implements LearningRate {

        /**
         * Checks the numbers.
         *
         * @param initial rate of the first epochs, above 0
         * @param factor factor of each step, in (0, 1]
         * @param every epochs between steps, at least 1
         * @throws IllegalArgumentException if one is outside its range
         */
        public Step {
            Checks.positive("initial", initial);
            Checks.factor("factor", factor);
            Checks.atLeast("every", every, 1);
        }
    }

    /**
     * Up to {@code peak} in {@code warmUp} equal steps, the first of which has {@code peak / warmUp}; then half a
     * cosine down, {@code floor + (peak − floor)·(1 + cos(π·(step − warmUp) / (steps − warmUp))) / 2}; from
     * {@code steps} on the floor. Steps are updates, not epochs.
     *
     * @param peak highest rate, above 0
     * @param warmUp steps of the way up, from 0
     * @param steps steps altogether, above warmUp
     * @param floor last rate, from 0 to peak
     */
    record Cosine(double peak, long warmUp, long steps, double floor) implements LearningRate {

        /**
         * Checks the numbers.
         *
         * @param peak highest rate, above 0
         * @param warmUp steps of the way up, from 0
         * @param steps steps altogether, above warmUp
         * @param floor last rate, from 0 to peak
         * @throws IllegalArgumentException if one is outside its range
         */
        public Cosine {
            Checks.positive("peak", peak);
            Checks.notNegative("floor", floor);
            if (floor > peak) {
                throw new IllegalArgumentException("floor is " + floor + ", above peak " + peak);
            }
            if (warmUp < 0 || steps <= warmUp) {
                throw new IllegalArgumentException("warmUp is " + warmUp + " of " + steps
                        + " steps; it must be from 0 to fewer than all");
            }
        }
    }

    /**
     * Times {@code factor} whenever the watched loss has not fallen for more than {@code patience} epochs, by PyTorch's
     * rule: it has fallen if it is below {@code 0.9999·best}. Watched is the validation loss, or the training loss
     * where there is no validation. The rate is {@code max(floor, initial·factor^reductions)}.
     *
     * @param initial rate of the first epochs, above 0
     * @param factor factor of each step, in (0, 1]
     * @param patience epochs without progress that are borne, at least 0
     * @param floor lowest rate, from 0 to initial
     */
    record OnPlateau(double initial, double factor, int patience, double floor) implements LearningRate {

        /** What a loss must be below, relative to the best one, to count as progress. */
        static final double PROGRESS = 1 - 1e-4;

        /**
         * Checks the numbers.
         *
         * @param initial rate of the first epochs, above 0
         * @param factor factor of each step, in (0, 1]
         * @param patience epochs without progress that are borne, at least 0
         * @param floor lowest rate, from 0 to initial
         * @throws IllegalArgumentException if one is outside its range
         */
        public OnPlateau {
            Checks.positive("initial", initial);
            Checks.factor("factor", factor);
            Checks.atLeast("patience", patience, 0);
            Checks.notNegative("floor", floor);
            if (floor > initial) {
                throw new IllegalArgumentException("floor is " + floor + ", above initial " + initial);
            }
        }
    }

    /**
     * The same rate throughout.
     *
     * @param rate the rate, above 0
     * @return the schedule
     */
    static LearningRate constant(double rate) {
        return new Constant(rate);
    }

    /**
     * Times a factor every so many epochs.
     *
     * @param initial rate of the first epochs, above 0
     * @param factor factor of each step, in (0, 1]
     * @param every epochs between steps, at least 1
     * @return the schedule
     */
    static LearningRate step(double initial, double factor, int every) {
        return new Step(initial, factor, every);
    }

    /**
     * Times a factor every epoch.
     *
     * @param initial rate of the first epoch, above 0
     * @param factor factor of each epoch, in (0, 1]
     * @return the schedule
     */
    static LearningRate exponential(double initial, double factor) {
        return new Step(initial, factor, 1);
    }

    /**
     * Half a cosine after a warm-up, down to 0.
     *
     * @param peak highest rate, above 0
     * @param warmUp updates of the way up, from 0
     * @param steps updates altogether, above warmUp
     * @return the schedule
     */
    static LearningRate cosine(double peak, long warmUp, long steps) {
        return new Cosine(peak, warmUp, steps, 0);
    }

    /**
     * Times a factor when the loss no longer falls.
     *
     * @param initial rate of the first epochs, above 0
     * @param factor factor of each step, in (0, 1]
     * @param patience epochs without progress that are borne, at least 0
     * @return the schedule
     */
    static LearningRate reduceOnPlateau(double initial, double factor, int patience) {
        return new OnPlateau(initial, factor, patience, 0);
    }

    /**
     * The rate of an update.
     *
     * @param epoch epochs done, from 0
     * @param step updates done, from 0
     * @param reductions how often a plateau has reduced the rate so far; only {@link OnPlateau} heeds it
     * @return the rate
     */
    default double rate(long epoch, long step, int reductions) {
        if (this instanceof Constant constant) {
            return constant.rate;
        }
        if (this instanceof Step stepped) {
            return stepped.initial * StrictMath.pow(stepped.factor, epoch / stepped.every);
        }
        if (this instanceof OnPlateau plateau) {
            return Math.max(plateau.floor, plateau.initial * StrictMath.pow(plateau.factor, reductions));
        }
        return cosine((Cosine) this, step);
    }

    private static double cosine(Cosine c, long step) {
        if (step < c.warmUp) {
            return c.peak * (step + 1) / c.warmUp;
        }
        if (step >= c.steps) {
            return c.floor;
        }
        double done = (double) (step - c.warmUp) / (c.steps - c.warmUp);
        return c.floor + (c.peak - c.floor) * (1 + StrictMath.cos(Math.PI * done)) / 2;
    }
}
