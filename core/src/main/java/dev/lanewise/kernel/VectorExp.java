package dev.lanewise.kernel;

import static dev.lanewise.kernel.Parts.POINT;
import static dev.lanewise.kernel.Parts.REDUCED;
import static dev.lanewise.kernel.Parts.TAIL;
import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The functions of {@link ScalarExp} as loops over a block, bit for bit the same: the same operations in the same
 * order. Each is a {@link VectorFunction.Loop}. The sigmoid repeats the lines of {@link #exp}, as a loop over its value
 * would take 0.1 ns per element more.
 *
 * <p>The lookup is scalar: a gather of AVX2 is no faster, and in a loop apart its stores retire before vectors are
 * loaded from there.
 */
final class VectorExp {

    // Vectors made once: HotSpot reads them as memory operands, where broadcasts would occupy registers and spill.
    private static final LongVector LIMIT = Simd.vector(ScalarExp.LIMIT).reinterpretAsLongs();
    private static final LongVector TAILS = Simd.vector(ScalarExp.TAILS).reinterpretAsLongs();
    private static final LongVector OCTAVES = Simd.bits(ScalarExp.OCTAVES);
    private static final LongVector FRACTION = Simd.bits(ScalarExp.FRACTION);
    private static final DoubleVector NO_TAIL = Simd.vector(ScalarExp.NO_TAIL);
    private static final DoubleVector COUNTER = Simd.vector(ScalarExp.COUNTER);
    private static final DoubleVector STEPS = Simd.vector(ScalarExp.STEPS);
    private static final DoubleVector STEP_HI = Simd.vector(ScalarExp.STEP_HI);
    private static final DoubleVector STEP_LO = Simd.vector(ScalarExp.STEP_LO);
    private static final DoubleVector C3 = Simd.vector(ScalarExp.C3);
    private static final DoubleVector C4 = Simd.vector(ScalarExp.C4);
    private static final DoubleVector C5 = Simd.vector(ScalarExp.C5);
    private static final DoubleVector HALF = Simd.vector(0.5);
    private static final DoubleVector ONE = Simd.vector(1.0);

    private VectorExp() {
    }

    /** {@code x = n·ln 2 / 128 + r}: n, in the low bits, and r. {@return whether the lookup covers every x} */
    static boolean reduction(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        return reduction(1, length, x, xOffset, parts);
    }

    /** {@code −x = n·ln 2 / 128 + r}: n, in the low bits, and r. {@return whether the lookup covers every x} */
    static boolean negatedReduction(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        return reduction(-1, length, x, xOffset, parts);
    }

    /** {@code −|x| = n·ln 2 / 128 + r}: n, in the low bits, and r. {@return whether the lookup covers every x} */
    static boolean decayReduction(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        // not from a constant, see Simd
        LongVector room = DoubleVector.zero(SPECIES).reinterpretAsLongs();
        for (int i = 0; i < length; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i).abs();
            room = LIMIT.sub(v.reinterpretAsLongs()).lanewise(VectorOperators.OR, room);
            DoubleVector t = COUNTER.sub(v.mul(STEPS));
            t.intoArray(parts, POINT + i);
            DoubleVector n = t.sub(COUNTER);
            n.mul(STEP_HI).add(v).add(n.mul(STEP_LO)).neg().intoArray(parts, REDUCED + i);
        }
        return room.reduceLanes(VectorOperators.OR) >= 0;
    }

    private static boolean reduction(double sign, int length, double[] x, int xOffset, double[] parts) {
        LongVector room = DoubleVector.zero(SPECIES).reinterpretAsLongs();
        for (int i = 0; i < length; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i).mul(sign);
            room = LIMIT.sub(v.abs().reinterpretAsLongs()).lanewise(VectorOperators.OR, room);
            DoubleVector t = v.mul(STEPS).add(COUNTER);
            t.intoArray(parts, POINT + i);
            DoubleVector n = t.sub(COUNTER);
            v.sub(n.mul(STEP_HI)).sub(n.mul(STEP_LO)).intoArray(parts, REDUCED + i);
        }
        // the bits of magnitudes are ordered as these are, NaN above all: no difference is negative if all are covered
        return room.reduceLanes(VectorOperators.OR) >= 0;
    }

    /** The entry of the table for each n. */
    static boolean lookup(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i++) {
            long bits = Double.doubleToRawLongBits(parts[POINT + i]);
            int j = (int) bits & MathTables.EXP_POINTS - 1;
            parts[TAIL + i] = Double.longBitsToDouble(MathTables.EXP[j]);
        }
        return true;
    }

    /** {@code y = s + s·p}, where p is {@code e^r·(1 + tail) − 1}. */
    static boolean exp(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector r = DoubleVector.fromArray(SPECIES, parts, REDUCED + i);
            DoubleVector r2 = r.mul(r);
            LongVector entry = DoubleVector.fromArray(SPECIES, parts, TAIL + i).reinterpretAsLongs();
            DoubleVector tail = entry.lanewise(VectorOperators.LSHR, ScalarExp.FRACTION_BITS)
                    .lanewise(VectorOperators.OR, TAILS).reinterpretAsDoubles().sub(NO_TAIL);
            DoubleVector p = r.mul(C5).add(C4).mul(r2).add(r.mul(C3).add(HALF)).mul(r2).add(tail.add(r));
            LongVector exponent = DoubleVector.fromArray(SPECIES, parts, POINT + i).reinterpretAsLongs()
                    .lanewise(VectorOperators.AND, OCTAVES).lanewise(VectorOperators.LSHL, ScalarExp.SHIFT);
            DoubleVector s = entry.lanewise(VectorOperators.AND, FRACTION).add(exponent).reinterpretAsDoubles();
            s.mul(p).add(s).intoArray(y, yOffset + i);
        }
        return true;
    }

    /** {@code y = 1 / (1 + e)}, e being what {@link #exp} gives. */
    static boolean sigmoid(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector r = DoubleVector.fromArray(SPECIES, parts, REDUCED + i);
            DoubleVector r2 = r.mul(r);
            LongVector entry = DoubleVector.fromArray(SPECIES, parts, TAIL + i).reinterpretAsLongs();
            DoubleVector tail = entry.lanewise(VectorOperators.LSHR, ScalarExp.FRACTION_BITS)
                    .lanewise(VectorOperators.OR, TAILS).reinterpretAsDoubles().sub(NO_TAIL);
            DoubleVector p = r.mul(C5).add(C4).mul(r2).add(r.mul(C3).add(HALF)).mul(r2).add(tail.add(r));
            LongVector exponent = DoubleVector.fromArray(SPECIES, parts, POINT + i).reinterpretAsLongs()
                    .lanewise(VectorOperators.AND, OCTAVES).lanewise(VectorOperators.LSHL, ScalarExp.SHIFT);
            DoubleVector s = entry.lanewise(VectorOperators.AND, FRACTION).add(exponent).reinterpretAsDoubles();
            ONE.div(s.mul(p).add(s).add(ONE)).intoArray(y, yOffset + i);
        }
        return true;
    }

    /** {@code y = x / (1 + e)}, e being the value. */
    static boolean silu(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector e = DoubleVector.fromArray(SPECIES, parts, Parts.VALUE + i);
            DoubleVector.fromArray(SPECIES, x, xOffset + i).div(e.add(ONE)).intoArray(y, yOffset + i);
        }
        return true;
    }

    /** {@code y = s·(1 + x·(1 − s))} with {@code s = 1 / (1 + e)}, e being the value. */
    static boolean siluSlope(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector e = DoubleVector.fromArray(SPECIES, parts, Parts.VALUE + i);
            DoubleVector s = ONE.div(e.add(ONE));
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
            v.mul(ONE.sub(s)).add(ONE).mul(s).intoArray(y, yOffset + i);
        }
        return true;
    }
}
