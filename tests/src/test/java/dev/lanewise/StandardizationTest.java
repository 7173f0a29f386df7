package dev.lanewise;

import static dev.lanewise.Refusals.refusesArgument;
import static dev.lanewise.Refusals.refusesNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Means and deviations of inputs, and what is refused. */
@Tag("once")
class StandardizationTest {

    @Test
    void standardizationOfInputs() {
        Dataset data = Dataset.of(2, new double[] {1, 4, 3, 4, 5, 4, 7, 4}, 1, new double[4]);
        Standardization standardization = Standardization.ofInputs(data);
        assertEquals(2, standardization.columns());
        assertArrayEquals(new double[] {4, 4}, standardization.mean());
        assertArrayEquals(new double[] {Math.sqrt(5), 1}, standardization.deviation());
    }

    /** Ten times 0.1 have a mean that is not 0.1. */
    @Test
    void constantColumns() {
        double[] x = new double[10];
        Arrays.fill(x, 0.1);
        Standardization standardization = Standardization.ofInputs(Dataset.of(1, x, 1, new double[10]));
        assertArrayEquals(new double[] {0.1}, standardization.mean());
        assertArrayEquals(new double[] {1}, standardization.deviation());
    }

    @Test
    void badStandardizations() {
        refusesNull(() -> Standardization.of(null, new double[1]), "mean");
        refusesNull(() -> Standardization.of(new double[1], null), "deviation");
        refusesNull(() -> Standardization.ofInputs(null), "data");
        refusesArgument(() -> Standardization.of(new double[0], new double[0]), "0 columns");
        refusesArgument(() -> Standardization.of(new double[2], new double[] {1}), "deviation has length 1", "2");
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            refusesArgument(() -> Standardization.of(new double[] {0, bad}, new double[] {1, 1}),
                    "mean of column 1 is " + bad);
            Dataset data = Dataset.of(1, new double[] {1, bad}, 1, new double[2]);
            refusesArgument(() -> Standardization.ofInputs(data), "mean of column 0 is ");
        }
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refusesArgument(() -> Standardization.of(new double[2], new double[] {1, bad}),
                    "deviation of column 1 is " + bad);
        }
    }
}
