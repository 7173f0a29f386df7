package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where test threads wait for each other, inside tasks that may throw nothing checked. */
final class Latches {

    private Latches() {
    }

    static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS), "nobody came");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
