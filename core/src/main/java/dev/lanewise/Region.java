package dev.lanewise;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Where a caller and its helpers meet: one task at a time, in parts. Part 0 is the caller's. The others are claimed
 * from a counter, by helpers and at last by the caller itself, so that it never waits for a thread which has not begun:
 * a helper that comes late finds nothing, or parts of a later task, which it may take just as well. Nothing is
 * allocated.
 *
 * <p>The caller's writes before {@link #run} are visible to all parts, and the writes of all parts to the caller
 * afterwards: the first by way of {@code unclaimed}, the second of {@code unfinished}.
 */
final class Region {

    /**
     * How long a thread that has nothing to do looks for work before it sleeps: longer than what lies between two
     * regions of a training step, so that sleep and its wake-up (some 50 µs) come between steps at most.
     */
    static final long SPIN_NANOS = 100_000;

    /**
     * After this time a spinning thread yields between looks: the one that it waits for may be queued for the same
     * processor. On a busy machine, an empty region took the whole of {@link #SPIN_NANOS} without.
     */
    private static final long YIELD_AFTER_NANOS = 5_000;

    private final long spinNanos;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** Parts 1 to {@code unclaimed} still wait for a thread. A successful decrement is a claim of that part. */
    private final AtomicInteger unclaimed = new AtomicInteger();

    private final AtomicInteger unfinished = new AtomicInteger();

    /** Both stay what they are while a part is unfinished; read only after a claim. */
    private Task task;
    private int parts;

    private Throwable failure;
    private volatile Thread waiter;
    private volatile boolean closed;

    /** Threads spin for up to {@code spinNanos}, 0 where there are not enough processors for that. */
    Region(long spinNanos) {
        this.spinNanos = spinNanos;
    }

    /**
     * Runs a task in parts and returns when all have ended; then throws what the first failed part threw, with what
     * others threw as suppressed. While the region is taken, by another caller or further up the calling thread's
     * own stack, the task runs undivided on the calling thread. An interrupt does not end the wait; the flag stays.
     *
     * <p>Nothing throws while the region is taken, so no finally gives it back. It would serve a stack that is full in
     * this very class; but that has no room for the end of the region either, nor always for the count of a claimed
     * part, which the end would then wait for in vain.
     */
    void run(Task task, int parts, Helpers helpers) {
        if (parts == 1 || !busy.compareAndSet(false, true)) {
            task.run(0, 1);
            return;
        }
        this.task = task;
        this.parts = parts;
        unfinished.set(parts - 1);
        unclaimed.set(parts - 1);
        try {
            helpers.summon(parts - 1);
        } catch (Throwable t) {
            fail(t);
        }
        runPart(0);
        help();
        awaitHelpers();
        Throwable thrown = failure;
        this.task = null;
        failure = null;
        busy.set(false);
        if (thrown != null) {
            throw Region.<RuntimeException>unchecked(thrown);
        }
    }

    /** Runs parts until none is unclaimed. */
    void help() {
        for (int part = claim(); part > 0; part = claim()) {
            try {
                runPart(part);
            } finally {
                if (unfinished.decrementAndGet() == 0) {
                    LockSupport.unpark(waiter);
                }
            }
        }
    }

    /** {@return whether there are parts for a helper, or no more ever} */
    boolean hasNews() {
        return unclaimed.get() > 0 || closed;
    }

    /** Looks for news until there are some or the time for it is over. */
    void spin() {
        long start = System.nanoTime();
        long spent = 0;
        while (!hasNews() && spent < spinNanos) {
            pause(spent);
            spent = System.nanoTime() - start;
        }
    }

    private static void pause(long spent) {
        if (spent < YIELD_AFTER_NANOS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Tells helpers to leave. A task under way is finished nevertheless. */
    void close() {
        closed = true;
    }

    private int claim() {
        int part = unclaimed.get();
        while (part > 0 && !unclaimed.compareAndSet(part, part - 1)) {
            part = unclaimed.get();
        }
        return part;
    }

    private void runPart(int part) {
        try {
            task.run(part, parts);
        } catch (Throwable t) {
            fail(t);
        }
    }

    /** Throws nothing, as the region would stay taken: without memory to add t, it is lost. */
    private synchronized void fail(Throwable t) {
        if (failure == null) {
            failure = t;
        } else if (failure != t) {
            try {
                failure.addSuppressed(t);
            } catch (OutOfMemoryError lost) {
                // The first failure reaches the caller nevertheless.
            }
        }
    }

    private void awaitHelpers() {
        long start = System.nanoTime();
        long spent = 0;
        while (unfinished.get() > 0 && spent < spinNanos) {
            pause(spent);
            spent = System.nanoTime() - start;
        }
        if (unfinished.get() == 0) {
            return;
        }
        boolean interrupted = false;
        waiter = Thread.currentThread();
        while (unfinished.get() > 0) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        waiter = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return nothing: throws t itself, checked or not, which the compiler takes for a T} */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable t) throws T {
        throw (T) t;
    }
}
