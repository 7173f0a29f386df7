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
 * The functions of {@link ScalarGelu} as loops over a block, bit for bit the same; see {@link VectorExp}, whose lookup
 * and {@code exp} make the value, {@code e^(−a²/2)}, of this reduction.
 */
final class VectorGelu {

    private static final LongVector LIMIT = Simd.vector(ScalarGelu.LIMIT).reinterpretAsLongs();
    private static final DoubleVector SPLITTER = Simd.vector(ScalarGelu.SPLITTER);
    private static final DoubleVector COUNTER = Simd.vector(ScalarExp.COUNTER);
    private static final DoubleVector ROUNDER = Simd.vector(ScalarExp.ROUNDER);
    private static final DoubleVector STEPS = Simd.vector(ScalarExp.STEPS);
    private static final DoubleVector STEP_HI = Simd.vector(ScalarExp.STEP_HI);
    private static final DoubleVector STEP_LO = Simd.vector(ScalarExp.STEP_LO);
    private static final DoubleVector POINTS = Simd.vector(ScalarGelu.STEPS);
    private static final DoubleVector POINT_STEP = Simd.vector(1 / ScalarGelu.STEPS);
    private static final DoubleVector DENSITY = Simd.vector(ScalarGelu.DENSITY);
    private static final DoubleVector MINUS_HALF = Simd.vector(-0.5);
    private static final DoubleVector ZERO = Simd.vector(0.0);
    private static final DoubleVector HALF = Simd.vector(0.5);
    private static final DoubleVector ONE = Simd.vector(1.0);
    private static final DoubleVector THIRD = Simd.vector(1.0 / 3);
    private static final DoubleVector FOURTH = Simd.vector(0.25);
    private static final DoubleVector FIFTH = Simd.vector(0.2);
    private static final DoubleVector SIXTH = Simd.vector(1.0 / 6);
    private static final DoubleVector SEVENTH = Simd.vector(1.0 / 7);

    private VectorGelu() {
    }

    /** {@code −a²/2 = n·ln 2 / 128 + r}: n, in the low bits, and r. {@return whether the lookup covers every x} */
    static boolean reduction(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        // not from a constant, see Simd
        LongVector room = DoubleVector.zero(SPECIES).reinterpretAsLongs();
        for (int i = 0; i < length; i += LANES) {
            DoubleVector a = DoubleVector.fromArray(SPECIES, x, xOffset + i).abs();
            room = LIMIT.sub(a.reinterpretAsLongs()).lanewise(VectorOperators.OR, room);
            DoubleVector high = a.add(SPLITTER).sub(SPLITTER);
            DoubleVector v = high.mul(high).mul(MINUS_HALF);
            DoubleVector rest = high.sub(a).mul(high.add(a)).mul(HALF);
            DoubleVector t = v.mul(STEPS).add(COUNTER);
            t.intoArray(parts, POINT + i);
            DoubleVector n = t.sub(COUNTER);
            v.sub(n.mul(STEP_HI)).sub(n.mul(STEP_LO).sub(rest)).intoArray(parts, REDUCED + i);
        }
        return room.reduceLanes(VectorOperators.OR) >= 0;
    }

    /** {@code a = A + b}: the number of A, in the low bits, and b. */
    static boolean ratioReduction(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector a = DoubleVector.fromArray(SPECIES, x, xOffset + i).abs();
            DoubleVector t = a.mul(POINTS).add(ROUNDER);
            t.intoArray(parts, POINT + i);
            a.sub(t.sub(ROUNDER).mul(POINT_STEP)).intoArray(parts, REDUCED + i);
        }
        return true;
    }

    /** M(A) and M'(A). */
    static boolean ratioLookup(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i++) {
            int j = (int) Double.doubleToRawLongBits(parts[POINT + i]);
            parts[POINT + i] = GaussianTable.RATIO[j];
            parts[TAIL + i] = GaussianTable.SLOPE[j];
        }
        return true;
    }

    /** M(a). */
    static boolean ratio(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector b = DoubleVector.fromArray(SPECIES, parts, REDUCED + i);
            DoubleVector p = DoubleVector.fromArray(SPECIES, x, xOffset + i).abs().sub(b).mul(b);
            DoubleVector q = b.mul(b);
            DoubleVector t0 = DoubleVector.fromArray(SPECIES, parts, POINT + i);
            DoubleVector t1 = b.mul(DoubleVector.fromArray(SPECIES, parts, TAIL + i));
            DoubleVector t2 = p.mul(t1).add(q.mul(t0)).mul(HALF);
            DoubleVector t3 = p.mul(t2).add(q.mul(t1)).mul(THIRD);
            DoubleVector t4 = p.mul(t3).add(q.mul(t2)).mul(FOURTH);
            DoubleVector t5 = p.mul(t4).add(q.mul(t3)).mul(FIFTH);
            DoubleVector t6 = p.mul(t5).add(q.mul(t4)).mul(SIXTH);
            DoubleVector t7 = p.mul(t6).add(q.mul(t5)).mul(SEVENTH);
            t0.add(t1.add(t2.add(t3.add(t4.add(t5.add(t6.add(t7))))))).intoArray(parts, POINT + i);
        }
        return true;
    }

    /** {@code y = max(x, 0) − e·(a·M(a))}, e being the value. */
    static boolean gelu(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
            DoubleVector tail = v.abs().mul(DoubleVector.fromArray(SPECIES, parts, POINT + i))
                    .mul(DoubleVector.fromArray(SPECIES, parts, Parts.VALUE + i));
            v.max(ZERO).sub(tail).intoArray(y, yOffset + i);
        }
        return true;
    }

    /** {@code y = Φ(x) + x·φ(x)}. */
    static boolean slope(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
            DoubleVector e = DoubleVector.fromArray(SPECIES, parts, Parts.VALUE + i);
            DoubleVector ofMinusA = DoubleVector.fromArray(SPECIES, parts, POINT + i).sub(v.abs().mul(DENSITY)).mul(e);
            LongVector negative = v.reinterpretAsLongs().lanewise(VectorOperators.ASHR, 63);
            LongVector ofA = ONE.sub(ofMinusA).reinterpretAsLongs();
            // the one where all bits of negative are set, the other where none is
            ofMinusA.reinterpretAsLongs().lanewise(VectorOperators.XOR, ofA).lanewise(VectorOperators.AND, negative)
                    .lanewise(VectorOperators.XOR, ofA).reinterpretAsDoubles().intoArray(y, yOffset + i);
        }
        return true;
    }
}
