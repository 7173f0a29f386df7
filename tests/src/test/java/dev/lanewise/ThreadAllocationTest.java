package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link AllocationTest} on several threads: our own allocate nothing either. In a JVM of its own, like that test. */
@Tag("allocation")
class ThreadAllocationTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 7})
    void trainingStep(int threads) {
        try (Parallelism parallelism = Eager.threads(threads)) {
            AllocationTest.trainingStep(Activation.SIGMOID, parallelism);
        }
    }

    @Test
    void kernelOperations() {
        try (Parallelism parallelism = Eager.threads(2)) {
            AllocationTest.kernelOperations(Activation.SIGMOID, DenseKernel.create(Arithmetic.STRICT, parallelism));
        }
    }

    @Test
    void theMeasurementSeesAnAllocationOfAWorker() {
        Object[] sink = new Object[2];
        try (Parallelism parallelism = Eager.threads(2)) {
            CyclicMeeting meeting = new CyclicMeeting();
            long bytes = Allocation.least(Duration.ofMillis(200), () -> parallelism.run((part, parts) -> {
                meeting.await(); // so that the caller does not take both parts
                sink[part] = part == 0 ? null : new double[8];
            }, 2));
            assertTrue(bytes >= 64 * Allocation.STEPS, "saw " + bytes + " bytes");
        }
    }

    /** Two threads wait for each other, without allocating. */
    private static final class CyclicMeeting {
        private final AtomicInteger arrivals = new AtomicInteger();

        void await() {
            int round = arrivals.getAndIncrement() / 2;
            while (arrivals.get() < 2 * round + 2) {
                Thread.yield();
            }
        }
    }
}
