package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** Counts how often each part runs. */
final class CountedTask implements Task {

    private final AtomicIntegerArray runs;

    CountedTask(int parts) {
        runs = new AtomicIntegerArray(parts);
    }

    @Override
    public void run(int part, int parts) {
        assertEquals(runs.length(), parts);
        runs.incrementAndGet(part);
    }

    void assertEachRanOnce() {
        for (int part = 0; part < runs.length(); part++) {
            assertEquals(1, runs.get(part), "runs of part " + part + " of " + runs.length());
        }
    }
}
