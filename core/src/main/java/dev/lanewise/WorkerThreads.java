package dev.lanewise;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Daemon threads of our own. Each refers to the region, but only weakly to this object: when a {@link Parallelism} was
 * forgotten instead of closed, its threads end by themselves.
 */
final class WorkerThreads implements Helpers {

    /** How often a sleeping thread looks whether it was forgotten. */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Worker[] workers;

    private WorkerThreads(Region region, int count) {
        this.workers = new Worker[count];
        for (int i = 0; i < count; i++) {
            workers[i] = new Worker(region, this);
        }
    }

    static WorkerThreads start(Region region, int count) {
        WorkerThreads threads = new WorkerThreads(region, count);
        try {
            for (Worker worker : threads.workers) {
                worker.thread.start();
            }
        } catch (Throwable t) { // such as no memory for one more thread
            region.close();
            threads.close();
            throw t;
        }
        return threads;
    }

    @Override
    public void summon(int count) {
        for (int i = 0; i < count; i++) {
            workers[i].wake();
        }
    }

    /** To be called when the region is closed. */
    @Override
    public void close() {
        boolean interrupted = false;
        for (Worker worker : workers) {
            LockSupport.unpark(worker.thread);
            while (worker.thread.isAlive()) {
                try {
                    worker.thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Worker implements Runnable {

        final Thread thread;

        private final Region region;
        private final WeakReference<WorkerThreads> owner;
        private volatile boolean sleeping;

        Worker(Region region, WorkerThreads owner) {
            this.region = region;
            this.owner = new WeakReference<>(owner);
            this.thread = new Thread(null, this, "lanewise-" + NUMBER.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null); // the creator's could not be unloaded before this thread ends
        }

        @Override
        public void run() {
            while (!region.isClosed() && owner.get() != null) {
                region.help();
                region.spin();
                sleep();
            }
        }

        /**
         * Either this thread sees the news here, or who brings them sees {@code sleeping} afterwards. An interrupt,
         * which no one has reason to send, is dropped.
         */
        private void sleep() {
            sleeping = true;
            if (!region.hasNews()) {
                LockSupport.parkNanos(region, REST_NANOS);
                Thread.interrupted();
            }
            sleeping = false;
        }

        void wake() {
            if (sleeping) {
                LockSupport.unpark(thread);
            }
        }
    }
}
