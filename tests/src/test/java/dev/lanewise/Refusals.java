package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** A call must be refused by exactly one type of exception, with a message that holds all fragments. */
final class Refusals {

    private Refusals() {
    }

    static void refuses(Class<? extends RuntimeException> type, Executable call, String... fragments) {
        RuntimeException thrown = assertThrows(type, call);
        assertEquals(type, thrown.getClass());
        for (String fragment : fragments) {
            assertTrue(thrown.getMessage().contains(fragment), () -> thrown.getMessage() + " lacks " + fragment);
        }
    }

    static void refusesArgument(Executable call, String... fragments) {
        refuses(IllegalArgumentException.class, call, fragments);
    }

    static void refusesRange(Executable call, String... fragments) {
        refuses(IndexOutOfBoundsException.class, call, fragments);
    }

    static void refusesNull(Executable call, String name) {
        assertEquals(name + " is null", assertThrows(NullPointerException.class, call).getMessage());
    }
}
