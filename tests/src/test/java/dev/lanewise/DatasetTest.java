package dev.lanewise;

import static dev.lanewise.Refusals.refusesArgument;
import static dev.lanewise.Refusals.refusesNull;
import static dev.lanewise.Refusals.refusesRange;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows with targets and weights: how they come in, how they are picked, and what is refused. */
@Tag("once")
class DatasetTest {

    private static final double[][] X = {{1, 2}, {3, 4}, {5, 6}};
    private static final double[][] Y = {{7}, {8}, {9}};

    @Test
    void arraysOfRowsAndFlatOnesAgree() {
        double[] x = {1, 2, 3, 4, 5, 6};
        double[] y = {7, 8, 9};
        Dataset flat = Dataset.of(2, x, 1, y);
        Dataset ofRows = Dataset.of(X, Y);
        for (Dataset data : new Dataset[] {flat, ofRows}) {
            assertEquals(3, data.rows());
            assertEquals(2, data.inputs());
            assertEquals(1, data.outputs());
            assertArrayEquals(x, data.x());
            assertArrayEquals(y, data.y());
            assertEquals(1, data.weight(2));
        }
        assertSame(x, flat.x(), "kept");
        assertSame(y, flat.y(), "kept");
    }

    @Test
    void arraysOfRowsAreCopied() {
        double[][] x = {{1, 2}};
        double[][] y = {{3}};
        Dataset data = Dataset.of(x, y);
        x[0][0] = 9;
        y[0][0] = 9;
        assertArrayEquals(new double[] {1, 2}, data.x());
        assertArrayEquals(new double[] {3}, data.y());
    }

    @Test
    void labels() {
        double[] expected = {0, 0, 1, 1, 0, 0, 0, 1, 0};
        Dataset flat = Dataset.ofLabels(2, new double[] {1, 2, 3, 4, 5, 6}, new int[] {2, 0, 1}, 3);
        Dataset ofRows = Dataset.ofLabels(X, new int[] {2, 0, 1}, 3);
        assertArrayEquals(expected, flat.y());
        assertArrayEquals(expected, ofRows.y());
        assertArrayEquals(flat.x(), ofRows.x());
        assertEquals(3, flat.outputs());
    }

    @Test
    void labelsOutOfRange() {
        refusesArgument(() -> Dataset.ofLabels(X, new int[] {0, 1, 3}, 3), "label of row 2 is 3", "0 to 2");
        refusesArgument(() -> Dataset.ofLabels(X, new int[] {0, -1, 1}, 3), "label of row 1 is -1", "0 to 2");
        refusesArgument(() -> Dataset.ofLabels(X, new int[] {0, 0, 0}, 1), "classes is 1", "2");
        refusesArgument(() -> Dataset.ofLabels(X, new int[] {0, 1}, 2), "x has 3 rows", "labels 2");
        refusesNull(() -> Dataset.ofLabels(X, null, 2), "labels");
        refusesNull(() -> Dataset.ofLabels(2, null, new int[1], 2), "x");
        refusesArgument(() -> Dataset.ofLabels(new double[0][], new int[0], 2), "x has no rows");
    }

    @Test
    void flatArraysThatDoNotFit() {
        refusesArgument(() -> Dataset.of(2, new double[5], 1, new double[3]), "x has length 5", "2 inputs");
        refusesArgument(() -> Dataset.of(2, new double[6], 2, new double[5]), "y has length 5", "2 outputs");
        refusesArgument(() -> Dataset.of(2, new double[6], 1, new double[4]), "x has 3 rows", "y 4");
        refusesArgument(() -> Dataset.of(2, new double[0], 1, new double[0]), "x has length 0");
        refusesArgument(() -> Dataset.of(2, new double[2], 1, new double[0]), "y has length 0");
        refusesArgument(() -> Dataset.of(0, new double[2], 1, new double[2]), "inputs is 0", "1");
        refusesArgument(() -> Dataset.of(1, new double[2], -1, new double[2]), "outputs is -1", "1");
        refusesNull(() -> Dataset.of(1, null, 1, new double[2]), "x");
        refusesNull(() -> Dataset.of(1, new double[2], 1, null), "y");
    }

    @Test
    void arraysOfRowsThatDoNotFit() {
        refusesArgument(() -> Dataset.of(new double[][] {{1, 2}, {3}}, new double[][] {{1}, {2}}),
                "row 1 of x has length 1", "2");
        refusesArgument(() -> Dataset.of(new double[][] {{1}, {3}}, new double[][] {{1}, {2, 3}}),
                "row 1 of y has length 2", "1");
        refusesArgument(() -> Dataset.of(X, new double[][] {{1}}), "x has 3 rows", "y 1");
        refusesArgument(() -> Dataset.of(new double[0][], new double[0][]), "x has no rows");
        refusesArgument(() -> Dataset.of(new double[2][0], new double[2][1]), "inputs is 0");
        refusesNull(() -> Dataset.of(null, Y), "x");
        refusesNull(() -> Dataset.of(X, null), "y");
        refusesNull(() -> Dataset.of(new double[][] {{1}, null}, new double[2][1]), "row 1 of x");
    }

    @Test
    void weights() {
        double[] weights = {0.5, 0, 2};
        Dataset plain = Dataset.of(X, Y);
        Dataset data = plain.withWeights(weights);
        weights[0] = 9;
        assertArrayEquals(new double[] {0.5, 0, 2}, weightsOf(data), "a copy");
        assertArrayEquals(new double[] {1, 1, 1}, weightsOf(plain), "the original has none");
        assertSame(plain.x(), data.x());
        assertArrayEquals(new double[] {3, 2, 1}, weightsOf(data.withWeights(new double[] {3, 2, 1})), "replaced");
    }

    @Test
    void badWeights() {
        Dataset data = Dataset.of(X, Y);
        refusesArgument(() -> data.withWeights(new double[] {1, 2}), "rowWeights has length 2", "3");
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refusesArgument(() -> data.withWeights(new double[] {1, bad, 1}), "weight of row 1 is " + bad);
        }
        refusesArgument(() -> data.withWeights(new double[3]), "all 3 rows", "0");
        refusesNull(() -> data.withWeights(null), "rowWeights");
    }

    @Test
    void weightsOfClasses() {
        Dataset data = Dataset.ofLabels(X, new int[] {2, 0, 2}, 3);
        Dataset weighted = data.withClassWeights(5, 7, 0.5);
        assertArrayEquals(new double[] {0.5, 5, 0.5}, weightsOf(weighted));
        assertArrayEquals(new double[] {1, 15, 2},
                weightsOf(data.withWeights(new double[] {2, 3, 4}).withClassWeights(5, 7, 0.5)), "times a row's own");
        Dataset binary = Dataset.of(new double[][] {{1}, {2}, {3}}, new double[][] {{1}, {0}, {1}});
        assertArrayEquals(new double[] {4, 3, 4}, weightsOf(binary.withClassWeights(3, 4)));
        refusesArgument(() -> binary.withClassWeights(3), "classWeights has length 1", "2");
        refusesArgument(() -> binary.withWeights(new double[] {1e308, 1e308, 1}), "sum of the weights is Infinity");
        refusesArgument(() -> data.withClassWeights(1, 2), "classWeights has length 2", "3");
        refusesArgument(() -> data.withClassWeights(1, 2, -1), "-1.0");
        refusesArgument(() -> data.withClassWeights(1, 2, Double.NaN), "NaN");
        refusesArgument(() -> data.withClassWeights(0, 2, 0), "all 3 rows");
        refusesNull(() -> data.withClassWeights((double[]) null), "classWeights");
    }

    @Test
    void someRows() {
        Dataset data = Dataset.of(X, Y).withWeights(new double[] {1, 2, 3});
        Dataset some = data.rows(1, 3);
        assertArrayEquals(new double[] {3, 4, 5, 6}, some.x());
        assertArrayEquals(new double[] {8, 9}, some.y());
        assertArrayEquals(new double[] {2, 3}, weightsOf(some));
        some.x()[0] = 9;
        assertEquals(3, data.x()[2], "a copy");
        assertNotSame(data.x(), data.rows(0, 3).x());
        refusesRange(() -> data.rows(-1, 2), "-1 to 2 of 3");
        refusesRange(() -> data.rows(1, 4), "1 to 4 of 3");
        refusesArgument(() -> data.rows(2, 2), "2 to 2 of 3");
        refusesArgument(() -> data.rows(2, 1), "2 to 1 of 3");
    }

    @ParameterizedTest
    @CsvSource({"0.2, 100, 20", "0.5, 5, 3", "0.25, 10, 3", "0.001, 10, 1", "0.999, 10, 9", "0.1, 2, 1", "0.9, 2, 1"})
    void sizesOfASplit(double share, int rows, int second) {
        Dataset[] parts = numbered(rows).split(share, 1);
        assertEquals(rows - second, parts[0].rows());
        assertEquals(second, parts[1].rows());
    }

    @Test
    void aSplitHasAllRowsOnce() {
        Dataset data = numbered(57);
        Dataset[] parts = data.split(0.3, 4);
        double[] rows = new double[57];
        int next = 0;
        for (Dataset part : parts) {
            for (int i = 0; i < part.rows(); i++) {
                double row = part.x()[2 * i];
                rows[next++] = row;
                assertEquals(row + 0.5, part.x()[2 * i + 1], "a row stays together");
                assertEquals(10 * row, part.y()[i], "with its target");
                assertEquals(row + 1, part.weight(i), "with its weight");
            }
        }
        assertFalse(Arrays.equals(data.y(), Arrays.stream(rows).map(row -> 10 * row).toArray()), "shuffled");
        Arrays.sort(rows);
        assertArrayEquals(IntStream.range(0, 57).asDoubleStream().toArray(), rows);
    }

    @Test
    void aSplitGoesByItsSeed() {
        Dataset data = numbered(30);
        assertArrayEquals(data.split(0.5, 9)[1].x(), data.split(0.5, 9)[1].x());
        assertFalse(Arrays.equals(data.split(0.5, 9)[1].x(), data.split(0.5, 10)[1].x()));
    }

    @Test
    void badSplits() {
        Dataset data = numbered(3);
        for (double bad : new double[] {0, 1, -0.1, 1.5, Double.NaN}) {
            refusesArgument(() -> data.split(bad, 1), "share is " + bad);
        }
        refusesArgument(() -> numbered(1).split(0.5, 1), "single row");
    }

    /** Each place is taken by each row about as often. */
    @Test
    void shufflesEvenly() {
        int[][] counts = new int[4][4];
        int[] order = new int[4];
        for (int seed = 0; seed < 40_000; seed++) {
            Dataset.shuffle(order, seed);
            for (int i = 0; i < 4; i++) {
                counts[i][order[i]]++;
            }
        }
        for (int[] places : counts) {
            for (int count : places) {
                assertEquals(10_000, count, 5 * Math.sqrt(40_000 * 0.25 * 0.75));
            }
        }
    }

    private static Dataset numbered(int rows) {
        double[] x = new double[2 * rows];
        double[] y = new double[rows];
        double[] weights = new double[rows];
        for (int i = 0; i < rows; i++) {
            x[2 * i] = i;
            x[2 * i + 1] = i + 0.5;
            y[i] = 10 * i;
            weights[i] = i + 1;
        }
        return Dataset.of(2, x, 1, y).withWeights(weights);
    }

    private static double[] weightsOf(Dataset data) {
        return IntStream.range(0, data.rows()).mapToDouble(data::weight).toArray();
    }
}
