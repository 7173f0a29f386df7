package dev.lanewise.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector shape in use: the widest of this processor. The only place that names a species.
 *
 * <p>A vector is an object unless HotSpot sees everything that happens to it. So loops over vectors keep to these
 * rules, each of which HotSpot 17 has punished with objects, in some JVMs or in all, but for that on constants:
 *
 * <ul>
 * <li>They call the Vector API alone. A call of a method of ours may not be inlined, and a vector that crosses a call
 *     becomes an object.
 * <li>They are short: up to thirty operations, loads, stores and reinterpretations not counted. When the compiler's
 *     budget is spent (NodeCountInliningCutoff), the rest of a method is called, or inlined late, when the class of a
 *     vector may no longer be known where it is stored. With 36 operations that was so in a few of 135 JVMs, with 28 in
 *     none of 178.
 * <li>They do not negate longs: that makes a vector of zeros on the way, which became an object in one JVM of 90.
 * <li>What a loop carries from step to step, a sum, is an argument inside the loop, never the receiver:
 *     {@code product.add(sum)}. HotSpot does not know the class of such a variable. It guesses, and for when the guess
 *     is wrong it keeps the object, if it has seen enough wrong guesses anywhere in the Vector API.
 * <li>A reinterpretation does not outlive the step that makes it, but for where a variable begins: HotSpot loses track
 *     of one that is kept.
 * <li>A variable of a loop does not begin as a constant: that is an object already, and so would be all its values.
 * <li>Constants are scalar operands, which HotSpot broadcasts to registers once. A vector in a static field it reads in
 *     each step, with 512 bit from two cache lines: that took a quarter of the time of an exponential.
 *     One that is subtracted from has to be a vector.
 * <li>Conditions are scalar: without AVX-512 there are no masks for vectors of two doubles.
 * </ul>
 */
final class Simd {

    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    static final int LANES = SPECIES.length();

    private Simd() {
    }

    /**
     * {@return the bits of a magnitude, as a constant that is receiver of a subtraction} The bits of magnitudes are
     * ordered as these are, NaN above all: the difference is negative where the other one is larger.
     */
    static LongVector magnitude(double limit) {
        return DoubleVector.broadcast(SPECIES, limit).reinterpretAsLongs();
    }
}
