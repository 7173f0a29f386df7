package dev.lanewise;

import static dev.lanewise.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.examples.Seed000;
import org.junit.jupiter.api.Test;

/** Every row of 10,000 steps, every hundredth of them, against NumPy. */
class Seed000Test {

    private static final double TOLERANCE = 1e-12;

    @Test
    void asPublished() {
        compare("seed000-as-published.txt", Seed000.asPublished());
    }

    @Test
    void corrected() {
        compare("seed000-corrected.txt", Seed000.corrected());
    }

    private static void compare(String reference, Seed000 network) {
        int done = 0;
        for (ReferenceFile.Row row : ReferenceFile.read(reference).numberedRows()) {
            int steps = Integer.parseInt(row.name()) + 1;
            network.run(steps - done);
            done = steps;
            network.evaluate();
            String at = "iteration " + row.name() + ", ";
            assertClose(at + "a2", row.group(0), network.output(), TOLERANCE);
            assertClose(at + "W1", row.group(1), network.w1(), TOLERANCE);
            assertClose(at + "b1", row.group(2), network.b1(), TOLERANCE);
            assertClose(at + "W2", row.group(3), network.w2(), TOLERANCE);
            assertClose(at + "b2", row.group(4), network.b2(), TOLERANCE);
        }
        assertEquals(10_000, done);
    }
}
