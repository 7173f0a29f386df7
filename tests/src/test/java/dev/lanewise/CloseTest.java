package dev.lanewise;

import static dev.lanewise.Close.assertClose;
import static dev.lanewise.Close.isClose;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparator must be able to fail. */
class CloseTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 9e-13", "0.5, 0.5000000000009", "-1000, -1000.0000000009", "1e300, 1e300"})
    void acceptsWhatIsWithin(double expected, double actual) {
        assertTrue(isClose(expected, actual, 1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1.1e-12", "0, -1.1e-12", "0.5, 0.5000000000011", "0.5, -0.5", "0.5, 0",
        "1000, 1000.0000000011", "1000, 1001", "1, 1.5", "-1000, 1000", "1e300, 1.0001e300",
        "NaN, NaN", "NaN, 0", "0, NaN", "Infinity, Infinity", "Infinity, 1", "1, Infinity", "-Infinity, Infinity"
    })
    void rejectsWhatIsNot(double expected, double actual) {
        assertFalse(isClose(expected, actual, 1e-12));
        assertThrows(AssertionError.class, () -> assertClose("value", expected, actual, 1e-12));
    }

    @Test
    void rejectsOneWrongElementAndAnotherLength() {
        double[] expected = {1, 2, 3};
        assertClose("array", expected, new double[] {1, 2, 3}, 1e-12);
        for (int i = 0; i < expected.length; i++) {
            double[] wrong = expected.clone();
            wrong[i] += 1e-11;
            assertThrows(AssertionError.class, () -> assertClose("array", expected, wrong, 1e-12));
        }
        assertThrows(AssertionError.class, () -> assertClose("array", expected, new double[] {1, 2}, 1e-12));
        assertThrows(AssertionError.class, () -> assertClose("array", expected, new double[] {1, 2, 3, 0}, 1e-12));
    }
}
