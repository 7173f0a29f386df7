package dev.lanewise.kernel;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * When a rehearsal may run: one at a time, by a thread that calls an operation anyway, and at first for no more than
 * half of the time. Where C2 never compiles, rehearsals become rarer and rarer.
 */
final class WarmUpSchedule {

    /** Nothing is rehearsed for so many nanoseconds after the first call: first answers shall be quick. */
    static final long FIRST_PAUSE = 150_000_000;

    /** After rehearsals of so many nanoseconds a pause is twice as long as what it follows, later three times … */
    private static final long PATIENCE = 1_000_000_000;

    /** What rehearsals compute on. */
    final Rehearsal.Stage stage = new Rehearsal.Stage();

    private final AtomicBoolean busy = new AtomicBoolean();
    private final long firstPause;
    private volatile boolean started;
    private volatile long due;
    /** Written by who holds {@link #busy}. */
    private long spent;

    WarmUpSchedule(long firstPause) {
        this.firstPause = firstPause;
    }

    /** {@return whether the caller shall rehearse now, after which it must call {@link #release}} */
    boolean claim() {
        if (!started) {
            due = System.nanoTime() + firstPause;
            started = true;
        }
        return System.nanoTime() - due >= 0 && busy.compareAndSet(false, true);
    }

    /** The rehearsal has taken so many nanoseconds. */
    void release(long duration) {
        spent += duration;
        due = System.nanoTime() + duration * (1 + spent / PATIENCE);
        busy.set(false);
    }
}
