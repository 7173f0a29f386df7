package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.examples.Seed001;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Python program bit for bit: no tolerance anywhere. */
class Seed001Test {

    @Test
    void everyPublishedDigit() {
        Seed001 network = Seed001.asPublished();
        int done = 0;
        for (ReferenceFile.Row row : ReferenceFile.read("seed001-published-digits.txt").rows()) {
            double error = iterate(network, done, row);
            done = Integer.parseInt(row.name());
            assertEquals(row.number(4), roundedToNineDecimals(error), "error at iteration " + done);
        }
        assertEquals(10_000, done);
    }

    @Test
    void everyRowAsPublished() {
        compare("seed001-as-published.txt", Seed001.asPublished());
    }

    @Test
    void everyRowCorrected() {
        compare("seed001-corrected.txt", Seed001.corrected());
    }

    /** The first forward pass happens to round alike with fused steps, to the last of 17 digits. */
    @Test
    void firstOutputsWithFusedSteps() {
        Seed001 published = Seed001.asPublished();
        double[] w1 = published.w1();
        double[] w2 = published.w2();
        // weights in x out, each layer's followed by the biases that the program never changes
        double[] parameters = {w1[0], w1[2], w1[1], w1[3], 0.35, 0.35, w2[0], w2[2], w2[1], w2[3], 0.6, 0.6};
        Network network = Network.of(Arithmetic.FUSED, new DenseLayer(2, 2, Activation.SIGMOID),
                new DenseLayer(2, 2, Activation.SIGMOID));
        Workspace workspace = network.newWorkspace(1);
        network.forward(parameters, 1, new double[] {0.05, 0.1}, 0, workspace);
        ReferenceFile.Row first = ReferenceFile.read("seed001-as-published.txt").rows().get(0);
        assertArrayEquals(first.group(0), workspace.a[0]);
        assertArrayEquals(first.group(1), workspace.output());
    }

    private static void compare(String reference, Seed001 network) {
        List<ReferenceFile.Row> rows = ReferenceFile.read(reference).rows();
        int done = 0;
        for (ReferenceFile.Row row : rows) {
            double error = iterate(network, done, row);
            done = Integer.parseInt(row.name());
            assertEquals(row.number(4), error, "error at iteration " + done);
            assertArrayEquals(row.group(5), network.w1(), "W1 at iteration " + done);
            assertArrayEquals(row.group(6), network.w2(), "W2 at iteration " + done);
        }
        assertEquals(10_000, done);
    }

    /** Goes on to the row's iteration, compares the activations before and after it, and gives the error after it. */
    private static double iterate(Seed001 network, int done, ReferenceFile.Row row) {
        String at = " at iteration " + row.name();
        network.run(Integer.parseInt(row.name()) - done);
        assertArrayEquals(row.group(0), network.hidden(), "hidden before" + at);
        assertArrayEquals(row.group(1), network.output(), "output before" + at);
        double error = network.evaluate();
        assertArrayEquals(row.group(2), network.hidden(), "hidden after" + at);
        assertArrayEquals(row.group(3), network.output(), "output after" + at);
        return error;
    }

    /** Python's {@code round(error, 9)}. */
    private static double roundedToNineDecimals(double error) {
        return new BigDecimal(error).setScale(9, RoundingMode.HALF_EVEN).doubleValue();
    }
}
