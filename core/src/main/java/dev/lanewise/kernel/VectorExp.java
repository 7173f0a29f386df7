package dev.lanewise.kernel;

import static dev.lanewise.kernel.Parts.POINT;
import static dev.lanewise.kernel.Parts.REDUCED;
import static dev.lanewise.kernel.Parts.TAIL;
import static dev.lanewise.kernel.ScalarExp.C3;
import static dev.lanewise.kernel.ScalarExp.C4;
import static dev.lanewise.kernel.ScalarExp.C5;
import static dev.lanewise.kernel.ScalarExp.COUNTER;
import static dev.lanewise.kernel.ScalarExp.FRACTION;
import static dev.lanewise.kernel.ScalarExp.FRACTION_BITS;
import static dev.lanewise.kernel.ScalarExp.NO_TAIL;
import static dev.lanewise.kernel.ScalarExp.OCTAVES;
import static dev.lanewise.kernel.ScalarExp.SHIFT;
import static dev.lanewise.kernel.ScalarExp.STEPS;
import static dev.lanewise.kernel.ScalarExp.STEP_HI;
import static dev.lanewise.kernel.ScalarExp.STEP_LO;
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

    private static final LongVector LIMIT = Simd.magnitude(ScalarExp.LIMIT);
    private static final long TAIL_BITS = Double.doubleToRawLongBits(ScalarExp.TAILS);

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
            DoubleVector t = v.mul(-STEPS).add(COUNTER);
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
            DoubleVector tail = entry.lanewise(VectorOperators.LSHR, FRACTION_BITS)
                    .lanewise(VectorOperators.OR, TAIL_BITS).reinterpretAsDoubles().sub(NO_TAIL);
            DoubleVector p = r.mul(C5).add(C4).mul(r2).add(r.mul(C3).add(0.5)).mul(r2).add(tail.add(r));
            LongVector exponent = DoubleVector.fromArray(SPECIES, parts, POINT + i).reinterpretAsLongs()
                    .lanewise(VectorOperators.AND, OCTAVES).lanewise(VectorOperators.LSHL, SHIFT);
            DoubleVector s = entry.lanewise(VectorOperators.AND, FRACTION).add(exponent).reinterpretAsDoubles();
            s.mul(p).add(s).intoArray(y, yOffset + i);
        }
        return true;
    }

    /** {@code y = 1 / (1 + e)}, e being what {@link #exp} gives. */
    static boolean sigmoid(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = 0; i < length; i += LANES) {
            DoubleVector r = DoubleVector.fromArray(SPECIES, parts, REDUCED + i);
            DoubleVector r2 = r.mul(r);
            LongVector entry = DoubleVector.fromArray(SPECIES, parts, TAIL + i).reinterpretAsLongs();
            DoubleVector tail = entry.lanewise(VectorOperators.LSHR, FRACTION_BITS)
                    .lanewise(VectorOperators.OR, TAIL_BITS).reinterpretAsDoubles().sub(NO_TAIL);
            DoubleVector p = r.mul(C5).add(C4).mul(r2).add(r.mul(C3).add(0.5)).mul(r2).add(tail.add(r));
            LongVector exponent = DoubleVector.fromArray(SPECIES, parts, POINT + i).reinterpretAsLongs()
                    .lanewise(VectorOperators.AND, OCTAVES).lanewise(VectorOperators.LSHL, SHIFT);
            DoubleVector s = entry.lanewise(VectorOperators.AND, FRACTION).add(exponent).reinterpretAsDoubles();
            one.div(s.mul(p).add(s).add(1)).intoArray(y, yOffset + i);
        }
        return true;
    }

    /** {@code y = x / (1 + e)}, e being the value. */
    static boolean silu(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector e = DoubleVector.fromArray(SPECIES, parts, Parts.VALUE + i);
            DoubleVector.fromArray(SPECIES, x, xOffset + i).div(e.add(1)).intoArray(y, yOffset + i);
        }
        return true;
    }

    /** {@code y = s·(1 + x·(1 − s))} with {@code s = 1 / (1 + e)}, e being the value. */
    static boolean siluSlope(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = 0; i < length; i += LANES) {
            DoubleVector e = DoubleVector.fromArray(SPECIES, parts, Parts.VALUE + i);
            DoubleVector s = one.div(e.add(1));
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
            v.mul(one.sub(s)).add(1).mul(s).intoArray(y, yOffset + i);
        }
        return true;
    }
}
