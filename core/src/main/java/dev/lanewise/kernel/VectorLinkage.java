package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The Vector API loads and links its classes when they are first used, which takes about a tenth of a second before
 * anything is computed. Split into steps, none is a pause of more than some 25 ms. A step that was taken before costs
 * nothing.
 */
final class VectorLinkage {

    /** Steps that loops over doubles need. */
    static final int DOUBLES = 4;

    /** Steps that loops need which also work on the bits of doubles. */
    static final int LONGS = 7;

    /** What the steps compute with, and where it ends, so that it is computed. */
    private static final double[] VALUES = new double[16];

    private VectorLinkage() {
    }

    static void link(int step) {
        switch (step) {
            case 0 -> VALUES[0] = VectorOperators.ADD.hashCode();
            case 1 -> VALUES[0] = SPECIES.length();
            case 2 -> doubles().intoArray(VALUES, 0);
            case 3 -> doubles().fma(doubles(), DoubleVector.zero(SPECIES)).intoArray(VALUES, 0);
            case 4 -> VALUES[0] = longs().length();
            case 5 -> VALUES[0] = longs().lanewise(VectorOperators.AND, longs()).lanewise(VectorOperators.ASHR, 1)
                    .length();
            case 6 -> longs().reinterpretAsDoubles().intoArray(VALUES, 0);
            default -> throw new IllegalArgumentException("no step " + step);
        }
    }

    private static DoubleVector doubles() {
        return DoubleVector.fromArray(SPECIES, VALUES, 0);
    }

    private static LongVector longs() {
        return doubles().reinterpretAsLongs();
    }
}
