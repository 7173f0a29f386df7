package dev.lanewise;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of a caller's executor; it decides when they come, and is never closed from here. */
final class ExecutorHelpers implements Helpers, Runnable {

    private final Region region;
    private final Executor executor;

    /**
     * Submissions that have not begun. They serve whichever task runs when they do, so a new task submits only what is
     * missing: a queue that nobody works on does not grow.
     */
    private final AtomicInteger queued = new AtomicInteger();

    ExecutorHelpers(Region region, Executor executor) {
        this.region = region;
        this.executor = executor;
    }

    /** A rejection is no error: the caller takes the parts that nobody came for. */
    @Override
    public void summon(int count) {
        for (int missing = count - queued.get(); missing > 0; missing--) {
            queued.incrementAndGet();
            try {
                executor.execute(this);
            } catch (RejectedExecutionException e) {
                queued.decrementAndGet();
                return;
            } catch (Throwable t) {
                queued.decrementAndGet();
                throw t;
            }
        }
    }

    @Override
    public void run() {
        queued.decrementAndGet();
        region.help();
    }

    /** The executor is its owner's. */
    @Override
    public void close() {
    }
}
