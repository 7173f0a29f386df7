package dev.lanewise;

import static dev.lanewise.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.examples.Seed003;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 20,000 passes against NumPy; rounding differs and training amplifies it, hence the tolerances. */
class Seed003Test {

    private static final int PASSES = 20_000;

    @ParameterizedTest
    @ValueSource(ints = {3, 50})
    void firstHundredPasses(int hidden) {
        ReferenceFile reference = reference(hidden);
        Seed003 program = Seed003.create(hidden);
        int done = 0;
        for (int pass : new int[] {0, 1, 2, 10, 100}) {
            program.run(pass - done);
            done = pass;
            assertClose("loss at pass " + pass, loss(reference, pass), program.loss(), 1e-9);
        }
    }

    /** The update itself, not only the loss that follows from it. */
    @ParameterizedTest
    @ValueSource(ints = {3, 50})
    void parametersAfterTwoPasses(int hidden) {
        Seed003 program = Seed003.create(hidden);
        program.run(2);
        double[] expected = reference(hidden).row("2").groups().stream()
                .skip(1)
                .flatMapToDouble(Arrays::stream)
                .toArray();
        assertClose("parameters", expected, program.parameters(), 1e-9);
    }

    /**
     * With three hidden units, training is unstable between passes 1,000 and 2,000: the last bits of the hyperbolic
     * tangents decide whether it ends at NumPy's loss or at 0.071316, which would be no less right. Ours and
     * StrictMath's lead to the former.
     */
    @ParameterizedTest
    @ValueSource(ints = {3, 50})
    void endOfTraining(int hidden) {
        ReferenceFile reference = reference(hidden);
        Seed003 program = Seed003.create(hidden);
        program.run(PASSES);
        assertClose("final loss", loss(reference, PASSES), program.loss(), 1e-6);
        assertEquals(reference.row("accuracy").number(0), program.accuracy());
    }

    @Test
    void widthsWithoutInitialWeights() {
        assertThrows(IllegalArgumentException.class, () -> Seed003.create(4));
    }

    private static ReferenceFile reference(int hidden) {
        return ReferenceFile.read("seed003-moons-h" + hidden + ".txt");
    }

    private static double loss(ReferenceFile reference, int pass) {
        return reference.row(Integer.toString(pass)).number(0);
    }
}
