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
 * <li>They are short and call the Vector API alone. A call of a method of ours may not be inlined, and a vector that
 *     crosses a call becomes an object. Within a method, too, inlining ends when the compiler's budget is spent.
 * <li>What a loop carries from step to step, a sum, is an argument inside the loop, never the receiver:
 *     {@code product.add(sum)}. HotSpot does not know the class of such a variable. It guesses, and for when the guess
 *     is wrong it keeps the object, if it has seen enough wrong guesses anywhere in the Vector API.
 * <li>A reinterpretation does not outlive the step that makes it, but for where a variable begins: HotSpot loses track
 *     of one that is kept.
 * <li>A variable of a loop does not begin as a constant: that is an object already, and so would be all its values.
 * <li>Constants are scalar operands, which HotSpot broadcasts to registers once. A vector in a static field it reads in
 *     each step, with 512 bit from two cache lines: that took a quarter of the time of an exponential.
 * <li>Conditions are scalar: without AVX-512 there are no masks for vectors of two doubles.
 * </ul>
 */
final class Simd {

    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    static final int LANES = SPECIES.length();

    private Simd() {
    }

    /** {@return a vector of the bits of as many doubles, all the same} */
    static LongVector bits(long value) {
        return DoubleVector.zero(SPECIES).reinterpretAsLongs().or(value);
    }

    /**
     * {@return what makes a sum negative with the bits of a magnitude above the limit, NaN among them, and with no
     * others} The bits of magnitudes, which are not negative, are ordered as these are.
     */
    static long above(double limit) {
        return Long.MAX_VALUE - Double.doubleToRawLongBits(limit);
    }
}
