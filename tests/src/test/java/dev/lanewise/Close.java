package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

/** Compares with figures that were computed elsewhere: {@code |actual − expected| <= tolerance·max(1, |expected|)}. */
final class Close {

    private Close() {
    }

    static void assertClose(String what, double[] expected, double[] actual, double tolerance) {
        assertEquals(expected.length, actual.length, what + ": length");
        for (int i = 0; i < expected.length; i++) {
            assertClose(what + "[" + i + "]", expected[i], actual[i], tolerance);
        }
    }

    static void assertClose(String what, double expected, double actual, double tolerance) {
        if (!isClose(expected, actual, tolerance)) {
            fail(what + ": expected " + expected + ", was " + actual + ", apart by " + Math.abs(actual - expected)
                    + " at tolerance " + tolerance);
        }
    }

    /** NaN and infinities are close to nothing. */
    static boolean isClose(double expected, double actual, double tolerance) {
        return Double.isFinite(expected)
                && Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));
    }
}
