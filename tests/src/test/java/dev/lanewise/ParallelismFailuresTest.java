package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a part throws reaches the caller, after all parts have ended. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // a hung pass ignores interrupts
class ParallelismFailuresTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatAPartThrowsReachesTheCaller(int failing) {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try (Parallelism own = Eager.threads(3); Parallelism foreign = Eager.executor(executor, 3)) {
            for (Parallelism parallelism : List.of(own, foreign, Eager.elsewhere(3))) {
                for (Throwable t : List.of(new ArithmeticException("part"), new StackOverflowError("part"))) {
                    CountedTask counted = new CountedTask(3);
                    Throwable caught = assertThrows(t.getClass(), () -> parallelism.run((part, parts) -> {
                        counted.run(part, parts);
                        if (part == failing) {
                            Eager.<RuntimeException>sneak(t);
                        }
                    }, 3));
                    assertSame(t, caught);
                    assertEquals(0, caught.getSuppressed().length);
                    counted.assertEachRanOnce();
                }
                CountedTask next = new CountedTask(3);
                parallelism.run(next, 3);
                next.assertEachRanOnce();
            }
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void allFailuresAreKept() {
        try (Parallelism parallelism = Eager.threads(4)) {
            RuntimeException caught = assertThrows(RuntimeException.class, () -> parallelism.run((part, parts) -> {
                throw new ArithmeticException("part " + part);
            }, 4));
            Set<String> messages = ConcurrentHashMap.newKeySet();
            messages.add(caught.getMessage());
            for (Throwable suppressed : caught.getSuppressed()) {
                messages.add(suppressed.getMessage());
            }
            assertEquals(Set.of("part 0", "part 1", "part 2", "part 3"), messages);

            ArithmeticException same = new ArithmeticException();
            assertSame(same, assertThrows(ArithmeticException.class, () -> parallelism.run((part, parts) -> {
                throw same;
            }, 4)));
        }
    }
}
