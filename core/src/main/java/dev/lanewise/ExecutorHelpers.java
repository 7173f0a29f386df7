package dev.lanewise;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of a caller's executor; it decides when they come, and is never closed from here. */
final class ExecutorHelpers implements Helpers, Runnable {

    /** How long submissions are counted on. */
    static final long TRUST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Region region;
    private final Executor executor;
    private final long trustNanos;

    /**
     * Submissions since {@code countedSince} that have not begun. They serve whichever task runs when they do, so a new
     * task submits only what is missing: a queue that nobody works on hardly grows. As an executor may drop what it
     * was given and not say so, the count starts again from time to time; a submission from before that begins after
     * all makes it too low by one, which costs one submission more.
     */
    private final AtomicInteger queued = new AtomicInteger();

    /** Read and written by whoever has the region. */
    private long countedSince = System.nanoTime();

    ExecutorHelpers(Region region, Executor executor, long trustNanos) {
        this.region = region;
        this.executor = executor;
        this.trustNanos = trustNanos;
    }

    /** A rejection is no error: the caller takes the parts that nobody came for. */
    @Override
    public void summon(int count) {
        long now = System.nanoTime();
        if (now - countedSince > trustNanos) {
            countedSince = now;
            queued.set(0);
        }
        for (int missing = count - queued.get(); missing > 0; missing--) {
            queued.incrementAndGet();
            try {
                executor.execute(this);
            } catch (RejectedExecutionException e) {
                unqueue();
                return;
            } catch (Throwable t) {
                unqueue();
                throw t;
            }
        }
    }

    @Override
    public void run() {
        unqueue();
        region.help();
    }

    private void unqueue() {
        int count = queued.get();
        while (count > 0 && !queued.compareAndSet(count, count - 1)) {
            count = queued.get();
        }
    }

    /** The executor is its owner's. */
    @Override
    public void close() {
    }
}
