package dev.lanewise;

import static dev.lanewise.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.examples.Seed002;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class Seed002Test {

    private static final double TOLERANCE = 1e-12;

    private final ReferenceFile reference = ReferenceFile.read("seed002-worked-example.txt");
    private final Seed002 network = Seed002.create();

    /** As printed in the text, but for two numbers that its author rounded on the way: 0.995275 and 2.1019206. */
    @Test
    void printedDigits() {
        network.evaluate();
        assertPrinted("2.35", network.hiddenNet()[0]);
        assertPrinted("0.912934", network.hidden()[0]);
        assertPrinted("0.979164", network.hidden()[1]);
        assertPrinted("0.9952743", network.hidden()[2]);
        assertPrinted("2.1019201", network.outputNet()[0]);
        assertPrinted("0.891090", network.output()[0]);
        assertPrinted("0.904330", network.output()[1]);
    }

    @Test
    void forwardPass() {
        double error = network.evaluate();
        assertClose("net(h)", reference.values("net_hidden"), network.hiddenNet(), TOLERANCE);
        assertClose("out(h)", reference.values("out_hidden"), network.hidden(), TOLERANCE);
        assertClose("net(o)", reference.values("net_output"), network.outputNet(), TOLERANCE);
        assertClose("out(o)", reference.values("out_output"), network.output(), TOLERANCE);
        assertClose("error", reference.row("error").number(0), error, TOLERANCE);
    }

    @Test
    void weightsAfterTheStep() {
        network.step();
        assertClose("w1", reference.values("W1_after"), network.w1(), TOLERANCE);
        assertClose("w2", reference.values("W2_after"), network.w2(), TOLERANCE);
        assertClose("b1, not updated", new double[] {0.35, 0.35, 0.35}, network.b1(), 0);
        assertClose("b2, not updated", new double[] {0.65, 0.65}, network.b2(), 0);
    }

    /** Equal once rounded to as many decimals as were printed. */
    private static void assertPrinted(String printed, double actual) {
        BigDecimal expected = new BigDecimal(printed);
        assertEquals(expected, new BigDecimal(actual).setScale(expected.scale(), RoundingMode.HALF_EVEN));
    }
}
