package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What the calling thread and all threads that the library has started allocate. */
final class Allocation {

    static final int STEPS = 100;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * For C2 to have compiled everything, on a machine that others share. So short that all tests of a class can fail
     * before Surefire ends their JVM.
     */
    static final Duration WARM_UP = Duration.ofSeconds(45);

    private Allocation() {
    }

    static void assertNone(Runnable step) {
        assertEquals(0, least(WARM_UP, step), "bytes in " + STEPS + " steps");
    }

    /** Bytes of a round of steps, in the best of many rounds: compilation may still be going on in the first ones. */
    static long least(Duration warmUp, Runnable step) {
        long[] measured = measuredThreads();
        long least = Long.MAX_VALUE;
        long deadline = System.nanoTime() + warmUp.toNanos();
        while (least > 0 && System.nanoTime() < deadline) {
            long before = allocatedBytes(measured);
            for (int i = 0; i < STEPS; i++) {
                step.run();
            }
            least = Math.min(least, allocatedBytes(measured) - before);
        }
        return least;
    }

    private static long[] measuredThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread == Thread.currentThread() || thread.getName().startsWith("lanewise-"))
                .mapToLong(Thread::getId)
                .toArray();
    }

    private static long allocatedBytes(long[] ids) {
        long sum = 0;
        for (long id : ids) {
            sum += THREADS.getThreadAllocatedBytes(id);
        }
        return sum;
    }
}
