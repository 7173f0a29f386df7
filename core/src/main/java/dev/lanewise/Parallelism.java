package dev.lanewise;

import java.util.concurrent.Executor;

/**
 * The threads that passes of a {@link Network} and products of a {@link DenseKernel} may use. Without one, or with one
 * thread, everything happens on the calling thread; no thread is started that was not asked for here.
 *
 * <p>Threads split outputs, never a sum, so the bits are the same for every number of threads. The calling thread works
 * too and takes whatever the others have not begun, so it never waits for a thread that does not come: a busy executor
 * makes a pass slow, not stuck. Work that is too small to share (below about 0.1 ms, by a measured number
 * of floating-point operations) stays on the calling thread.
 *
 * <p>An instance may be given to several workspaces and kernels and used from several threads. It serves one pass at a
 * time: a pass that finds it taken runs on its calling thread alone instead of waiting. What a part of the work throws
 * reaches the caller when all parts have ended; the instance stays usable. An interrupt of the caller does not end a
 * pass; the flag stays set.
 *
 * <p>{@link #close()} ends the threads; they are daemons, and also end some time after an instance that was not closed
 * has become unreachable. After it, every use is an {@link IllegalStateException}. Threads of an executor are never
 * ended from here.
 */
public final class Parallelism implements AutoCloseable {

    /**
     * Least floating-point operations of a part, about 50 µs of them at 40 GFLOP/s. Measured on two cores of an AMD
     * EPYC (Zen 3, virtual, JDK 25), medians: to wake a sleeping thread costs the caller 20 µs, and the thread begins
     * after 45 to 55 µs, so two parts gain nothing below twice that. Threads that are awake meet in 0.5 µs; work that
     * would pay only then is too small to matter, and would be slower whenever the threads have just gone to sleep.
     */
    private static final long LEAST_WORK = 2_000_000;

    /** What a workspace uses that was given nothing. It is not handed out, so nobody can close it. */
    static final Parallelism CALLING_THREAD = new Parallelism(1, LEAST_WORK);

    private final int threads;
    private final long leastWork;
    private final Region region;
    private final Helpers helpers;

    private Parallelism(int threads, long leastWork) {
        this.threads = threads;
        this.leastWork = leastWork;
        this.region = new Region(spinNanos(threads));
        this.helpers = threads == 1 ? Helpers.NONE : WorkerThreads.start(region, threads - 1);
    }

    private Parallelism(Executor executor, int threads, long leastWork) {
        this.threads = threads;
        this.leastWork = leastWork;
        this.region = new Region(spinNanos(threads));
        this.helpers = new ExecutorHelpers(region, executor, ExecutorHelpers.TRUST_NANOS);
    }

    /** A thread that spins must not keep one that works off a processor. */
    private static long spinNanos(int threads) {
        return threads <= Runtime.getRuntime().availableProcessors() ? Region.SPIN_NANOS : 0;
    }

    /**
     * Starts {@code threads − 1} daemon threads, named {@code lanewise-} and a number, which work beside the calling
     * thread until {@link #close()}. They look for work for about 0.1 ms after each piece and then sleep; they allocate
     * nothing once warm.
     *
     * @param threads how many threads work on a pass, the calling one included; at least 1
     * @return the parallelism, to be closed
     * @throws IllegalArgumentException if {@code threads} is below 1
     */
    public static Parallelism ofThreads(int threads) {
        return ofThreads(threads, LEAST_WORK);
    }

    /**
     * Uses threads of an executor beside the calling thread: up to {@code threads − 1} submissions per piece of work.
     * The calling thread may itself be one of the executor's. Submissions that the executor rejects, drops, or starts
     * late, cost speed alone. The executor may allocate.
     *
     * @param executor where the other threads come from; never shut down from here
     * @param threads how many threads work on a pass, the calling one included; at least 1
     * @return the parallelism; closing it starts and ends nothing
     * @throws IllegalArgumentException if {@code threads} is below 1
     * @throws NullPointerException if {@code executor} is null
     */
    public static Parallelism ofExecutor(Executor executor, int threads) {
        return ofExecutor(executor, threads, LEAST_WORK);
    }

    /** With a least work of its own, so that tests can share what is small. */
    static Parallelism ofThreads(int threads, long leastWork) {
        Checks.atLeast("threads", threads, 1);
        return new Parallelism(threads, leastWork);
    }

    static Parallelism ofExecutor(Executor executor, int threads, long leastWork) {
        Checks.notNull("executor", executor);
        Checks.atLeast("threads", threads, 1);
        return new Parallelism(executor, threads, leastWork);
    }

    /** {@return how many threads work on a pass, the calling one included} */
    public int threads() {
        return threads;
    }

    /**
     * Ends the threads of this instance and returns when they have ended. A pass under way on another thread is
     * finished. Closing again does nothing.
     */
    @Override
    public void close() {
        region.close();
        helpers.close();
    }

    /** {@return the number of threads, such as {@code "Parallelism[2 threads]"}} */
    @Override
    public String toString() {
        String text = "Parallelism[" + threads + (threads == 1 ? " thread" : " threads");
        return text + (region.isClosed() ? ", closed]" : "]");
    }

    /** Refuses use after close. */
    void requireOpen() {
        if (region.isClosed()) {
            throw new IllegalStateException(this + ": its threads are gone");
        }
    }

    /** {@return how many parts some work is worth: at most {@code most} and the number of threads, at least 1} */
    int parts(long work, int most) {
        if (threads == 1) {
            return 1;
        }
        return (int) Math.max(1, Math.min(work / leastWork, Math.min(threads, most)));
    }

    /** See {@link Region#run}. */
    void run(Task task, int parts) {
        region.run(task, parts, helpers);
    }
}
