package dev.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    private static Measurement forks(Double... times) {
        return new Measurement("SeedBenchmark", "run", Map.of(), List.of(times));
    }

    @Test
    void medianIsTheMiddleFork() {
        assertEquals(4, forks(4.0).median());
        assertEquals(2, forks(9.0, 1.0, 2.0).median());
        assertEquals(3, forks(9.0, 1.0, 2.0, 4.0).median());
    }

    @Test
    void spreadIsLeastAndMost() {
        Measurement measurement = forks(9.0, 1.0, 2.0);
        assertEquals(1, measurement.min());
        assertEquals(9, measurement.max());
    }

    @Test
    void aMeasurementWithoutForksIsRefused() {
        assertThrows(IllegalArgumentException.class, MeasurementTest::forks);
    }
}
