package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The functions of {@link ScalarMath} as loops over a block, bit for bit the same: the same operations in the same
 * order. {@link VectorFunction} says which loops make a function; what one leaves to the next lies in {@code parts},
 * three values for each element.
 *
 * <p>The lookups are scalar: a gather of AVX2 is no faster, and in a loop apart their stores retire before vectors are
 * loaded from there.
 *
 * <p>{@link Simd} says what keeps the vectors of these loops in registers.
 */
final class VectorMath {

    /** Elements of a block, a multiple of any number of lanes: what lies in {@code parts} stays in the first cache. */
    static final int BLOCK = 256;

    // Where the values of a block lie in parts: the reduced argument, and what the lookup finds. The number of the
    // nearest point gives way to the value there.
    private static final int REDUCED = 0;
    private static final int POINT = BLOCK;
    private static final int TAIL = 2 * BLOCK;
    static final int PARTS = 3 * BLOCK;

    // Vectors made once: HotSpot reads them as memory operands, where broadcasts would occupy registers and spill.
    private static final LongVector EXP_LIMIT = broadcast(ScalarMath.EXP_LIMIT).reinterpretAsLongs();
    private static final LongVector TANH_LIMIT = broadcast(ScalarMath.TANH_LIMIT).reinterpretAsLongs();
    private static final LongVector SIGN = broadcast(-0.0).reinterpretAsLongs();
    private static final DoubleVector ROUNDER = broadcast(ScalarMath.ROUNDER);
    private static final DoubleVector EXP_STEPS = broadcast(ScalarMath.EXP_STEPS);
    private static final DoubleVector EXP_STEP_HI = broadcast(ScalarMath.EXP_STEP_HI);
    private static final DoubleVector EXP_STEP_LO = broadcast(ScalarMath.EXP_STEP_LO);
    private static final DoubleVector EXP_C3 = broadcast(ScalarMath.EXP_C3);
    private static final DoubleVector EXP_C4 = broadcast(ScalarMath.EXP_C4);
    private static final DoubleVector EXP_C5 = broadcast(ScalarMath.EXP_C5);
    private static final DoubleVector TANH_STEPS = broadcast(ScalarMath.TANH_STEPS);
    private static final DoubleVector TANH_STEP = broadcast(1 / ScalarMath.TANH_STEPS);
    private static final DoubleVector TANH_C0 = broadcast(ScalarMath.TANH_C0);
    private static final DoubleVector TANH_C1 = broadcast(ScalarMath.TANH_C1);
    private static final DoubleVector TANH_C2 = broadcast(ScalarMath.TANH_C2);
    private static final DoubleVector TANH_C3 = broadcast(ScalarMath.TANH_C3);
    private static final DoubleVector HALF = broadcast(0.5);
    private static final DoubleVector ONE = broadcast(1.0);

    private VectorMath() {
    }

    private static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }

    /**
     * {@code sign · x = n·ln 2 / 128 + r}: stores n, in the low bits, and r. {@return whether every |x| is in the range
     * that the other loops cover}
     */
    static boolean expReduction(double sign, int length, double[] x, int xOffset, double[] parts) {
        // not from a constant, see Simd
        LongVector room = DoubleVector.zero(SPECIES).reinterpretAsLongs();
        for (int i = 0; i < length; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i).mul(sign);
            room = EXP_LIMIT.sub(v.abs().reinterpretAsLongs()).lanewise(VectorOperators.OR, room);
            DoubleVector t = v.mul(EXP_STEPS).add(ROUNDER);
            t.intoArray(parts, POINT + i);
            DoubleVector n = t.sub(ROUNDER);
            v.sub(n.mul(EXP_STEP_HI)).sub(n.mul(EXP_STEP_LO)).intoArray(parts, REDUCED + i);
        }
        // the bits of magnitudes are ordered as these are, NaN above all: no difference is negative if all are covered
        return room.reduceLanes(VectorOperators.OR) >= 0;
    }

    /** {@code 2^(n/128) = s·(1 + tail)}: s and tail for each n. */
    static void expLookup(int length, double[] parts) {
        for (int i = 0; i < length; i++) {
            long bits = Double.doubleToRawLongBits(parts[POINT + i]);
            int j = (int) bits & MathTables.EXP_POINTS - 1;
            parts[POINT + i] = Double.longBitsToDouble(MathTables.EXP_BITS[j] + (bits << ScalarMath.EXP_SHIFT));
            parts[TAIL + i] = Double.longBitsToDouble(MathTables.EXP_TAIL[j]);
        }
    }

    /** {@code y = s + s·p}, where p is {@code e^r·(1 + tail) − 1}. */
    static void exp(int length, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector r = DoubleVector.fromArray(SPECIES, parts, REDUCED + i);
            DoubleVector r2 = r.mul(r);
            DoubleVector tail = DoubleVector.fromArray(SPECIES, parts, TAIL + i);
            DoubleVector p = r.mul(EXP_C5).add(EXP_C4).mul(r2).add(r.mul(EXP_C3).add(HALF)).mul(r2).add(tail.add(r));
            DoubleVector s = DoubleVector.fromArray(SPECIES, parts, POINT + i);
            s.mul(p).add(s).intoArray(y, yOffset + i);
        }
    }

    /** {@code a = 1 / (1 + e)}, e being what {@link #exp} gives. */
    static void sigmoid(int length, double[] parts, double[] a, int aOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector r = DoubleVector.fromArray(SPECIES, parts, REDUCED + i);
            DoubleVector r2 = r.mul(r);
            DoubleVector tail = DoubleVector.fromArray(SPECIES, parts, TAIL + i);
            DoubleVector p = r.mul(EXP_C5).add(EXP_C4).mul(r2).add(r.mul(EXP_C3).add(HALF)).mul(r2).add(tail.add(r));
            DoubleVector s = DoubleVector.fromArray(SPECIES, parts, POINT + i);
            ONE.div(s.mul(p).add(s).add(ONE)).intoArray(a, aOffset + i);
        }
    }

    /**
     * {@code |z| = j/16 + b}: stores j, in the low bits, and b. {@return whether every |z| is in the range that the
     * other loops cover}
     */
    static boolean tanhReduction(int length, double[] z, int zOffset, double[] parts) {
        LongVector room = DoubleVector.zero(SPECIES).reinterpretAsLongs();
        for (int i = 0; i < length; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, z, zOffset + i).abs();
            room = TANH_LIMIT.sub(v.reinterpretAsLongs()).lanewise(VectorOperators.OR, room);
            DoubleVector t = v.mul(TANH_STEPS).add(ROUNDER);
            t.intoArray(parts, POINT + i);
            v.sub(t.sub(ROUNDER).mul(TANH_STEP)).intoArray(parts, REDUCED + i);
        }
        // the bits of magnitudes are ordered as these are, NaN above all: no difference is negative if all are covered
        return room.reduceLanes(VectorOperators.OR) >= 0;
    }

    /** {@code tanh(j/16) = s + tail}: s and tail for each j. */
    static void tanhLookup(int length, double[] parts) {
        for (int i = 0; i < length; i++) {
            int j = Math.min((int) Double.doubleToRawLongBits(parts[POINT + i]), MathTables.TANH_LAST);
            parts[POINT + i] = Double.longBitsToDouble(MathTables.TANH_BITS[j]);
            parts[TAIL + i] = Double.longBitsToDouble(MathTables.TANH_TAIL[j]);
        }
    }

    /** {@code a = tanh(j/16 + b)}, with the sign of z. */
    static void tanh(int length, double[] parts, double[] z, int zOffset, double[] a, int aOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector b = DoubleVector.fromArray(SPECIES, parts, REDUCED + i);
            DoubleVector s = DoubleVector.fromArray(SPECIES, parts, POINT + i);
            DoubleVector b2 = b.mul(b);
            DoubleVector u = b2.mul(TANH_C3).add(TANH_C2).mul(b2.mul(b2)).add(b2.mul(TANH_C1).add(TANH_C0))
                    .mul(b2.mul(b));
            DoubleVector w = s.mul(b.add(u));
            DoubleVector sum = s.add(b);
            DoubleVector rest = s.sub(sum).add(b).add(DoubleVector.fromArray(SPECIES, parts, TAIL + i));
            DoubleVector y = sum.add(u.sub(w.mul(sum)).div(w.add(ONE)).add(rest));
            LongVector sign = DoubleVector.fromArray(SPECIES, z, zOffset + i).reinterpretAsLongs()
                    .lanewise(VectorOperators.AND, SIGN);
            y.reinterpretAsLongs().lanewise(VectorOperators.OR, sign).reinterpretAsDoubles().intoArray(a, aOffset + i);
        }
    }
}
