package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Model;
import dev.lanewise.Standardization;
import dev.lanewise.TrainingState;
import java.util.Arrays;
import java.util.Map;

/** Equality to the bit of what is saved and loaded. */
final class SameBits {

    private SameBits() {
    }

    static void assertSame(Model expected, Model actual) {
        assertEquals(expected.network().layers(), actual.network().layers());
        assertEquals(expected.network().arithmetic(), actual.network().arithmetic());
        assertSame(expected.parameters(), actual.parameters(), "parameters");
        assertEquals(expected.standardization().isPresent(), actual.standardization().isPresent());
        if (expected.standardization().isPresent()) {
            Standardization s = actual.standardization().get();
            assertSame(expected.standardization().get().mean(), s.mean(), "mean");
            assertSame(expected.standardization().get().deviation(), s.deviation(), "deviation");
        }
    }

    static void assertSame(TrainingState expected, TrainingState actual) {
        Map<String, double[]> arrays = actual.arrays();
        assertEquals(expected.arrays().keySet(), arrays.keySet());
        expected.arrays().forEach((name, values) -> assertSame(values, arrays.get(name), name));
    }

    static void assertSame(double[] expected, double[] actual, String name) {
        assertArrayEquals(bits(expected), bits(actual), name);
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }
}
