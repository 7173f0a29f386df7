package dev.lanewise;

import java.util.concurrent.Executor;

/** Parallelism that shares work however small, so that tests need no large networks. */
public final class Eager {

    private static final long LEAST_WORK = 1;

    private Eager() {
    }

    /** {@return a pool of its own, to be closed} */
    public static Parallelism threads(int threads) {
        return Parallelism.ofThreads(threads, LEAST_WORK);
    }

    static Parallelism executor(Executor executor, int threads) {
        return Parallelism.ofExecutor(executor, threads, LEAST_WORK);
    }

    /** All parts but the first run on a thread of their own, for certain: the submission returns when it has ended. */
    static Parallelism elsewhere(int threads) {
        return executor(task -> {
            Thread thread = new Thread(task, "elsewhere");
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }, threads);
    }

    /** Throws t, checked or not. */
    @SuppressWarnings("unchecked")
    static <T extends Throwable> void sneak(Throwable t) throws T {
        throw (T) t;
    }
}
