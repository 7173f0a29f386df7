package dev.lanewise.kernel;

/**
 * Sends work of one {@link Rehearsal} to the scalar kernels until the vector ones have been seen to be compiled, then
 * to these for good.
 *
 * <p>While closed, rehearsals come before calls, and between the pieces of a long product, as {@link WarmUpSchedule}
 * allows. Their speed tells what is compiled: a loop whose vectors are objects takes many times as long as the scalar
 * loop, one whose vectors are registers about as long or less, the problems being small. The scalar kernels rehearse
 * too: until C2 has compiled them they are no yardstick, after that a few plays keep it.
 */
class WarmUpGate {

    /** Length of a rehearsal, unless a single play or a step of linking takes longer. */
    private static final long DURATION = 1_000_000;

    /** Plays of a rehearsal once they are fast: enough to be measured. */
    private static final int PLAYS = 64;

    /** Plays of the scalar kernels after which their loops are compiled. */
    private static final int SETTLED = 1_000;

    /** Plays of settled scalar kernels in a rehearsal: the time is for what is not compiled yet. */
    private static final int SETTLED_PLAYS = 8;

    /** Rehearsals in sequence within the limit that open the gate: one might be luck. */
    private static final int SUCCESSES = 2;

    /** Steps of chains that scalar loops take about a millisecond for. */
    private static final long STEPS = 1 << 20;

    private final Rehearsal rehearsal;
    private final WarmUpSchedule schedule;
    private int linked;
    private int successes;
    private int scalarPlays;
    private long yardstick = Long.MAX_VALUE;

    /**
     * Plain, for the calls after warm-up: it changes once, both kernels serve at any time, and whoever finds it false
     * reads volatile variables of the schedule before it asks again.
     */
    private boolean open;

    WarmUpGate(Rehearsal rehearsal, WarmUpSchedule schedule) {
        this.rehearsal = rehearsal;
        this.schedule = schedule;
    }

    boolean isOpen() {
        return open;
    }

    /** {@return the kernels that shall do what comes next; while closed, may rehearse before} */
    Kernels kernels() {
        if (!open) {
            rehearseIfDue();
        }
        return open ? WarmUpKernels.Vector.KERNELS : WarmUpKernels.SCALAR;
    }

    /** {@return how many of so many rows of a product these kernels shall do next: scalar ones a millisecond's} */
    int piece(Kernels kernels, int rows, long stepsOfOne) {
        return kernels != WarmUpKernels.SCALAR ? rows
                : (int) Math.min(rows, Math.max(1, STEPS / Math.max(1, stepsOfOne)));
    }

    private void rehearseIfDue() {
        if (schedule.claim()) {
            long start = System.nanoTime();
            try {
                rehearse(start + DURATION);
            } finally {
                schedule.release(System.nanoTime() - start);
            }
        }
    }

    private void rehearse(long deadline) {
        while (linked < rehearsal.linkage()) {
            VectorLinkage.link(linked);
            linked++;
            if (System.nanoTime() - deadline >= 0) {
                return;
            }
        }
        long scalar = play(WarmUpKernels.SCALAR, scalarPlays < SETTLED ? PLAYS : SETTLED_PLAYS, deadline);
        yardstick = Math.min(yardstick, scalar);
        long vector = play(WarmUpKernels.Vector.KERNELS, PLAYS, deadline);
        boolean fast = scalarPlays >= SETTLED && vector <= rehearsal.limit() * yardstick;
        successes = fast ? successes + 1 : 0;
        open |= successes == SUCCESSES;
    }

    /** {@return nanoseconds per play} */
    private long play(Kernels kernels, int limit, long deadline) {
        long start = System.nanoTime();
        long end;
        int plays = 0;
        do {
            rehearsal.play(kernels, schedule.stage);
            plays++;
            end = System.nanoTime();
        } while (plays < limit && end - deadline < 0);
        if (kernels == WarmUpKernels.SCALAR) {
            scalarPlays += plays;
        }
        return (end - start) / plays;
    }
}
