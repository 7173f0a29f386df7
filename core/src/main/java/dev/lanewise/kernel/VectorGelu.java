package dev.lanewise.kernel;

import static dev.lanewise.kernel.Parts.NEXT_TERM;
import static dev.lanewise.kernel.Parts.POINT;
import static dev.lanewise.kernel.Parts.REDUCED;
import static dev.lanewise.kernel.Parts.TAIL;
import static dev.lanewise.kernel.Parts.TERM;
import static dev.lanewise.kernel.ScalarExp.COUNTER;
import static dev.lanewise.kernel.ScalarExp.ROUNDER;
import static dev.lanewise.kernel.ScalarExp.STEPS;
import static dev.lanewise.kernel.ScalarExp.STEP_HI;
import static dev.lanewise.kernel.ScalarExp.STEP_LO;
import static dev.lanewise.kernel.ScalarGelu.DENSITY;
import static dev.lanewise.kernel.ScalarGelu.SPLITTER;
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

    private static final LongVector LIMIT = Simd.magnitude(ScalarGelu.LIMIT);

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
            DoubleVector v = high.mul(high).mul(-0.5);
            DoubleVector rest = high.sub(a).mul(high.add(a)).mul(0.5);
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
            DoubleVector t = a.mul(ScalarGelu.STEPS).add(ROUNDER);
            t.intoArray(parts, POINT + i);
            a.sub(t.sub(ROUNDER).mul(1 / ScalarGelu.STEPS)).intoArray(parts, REDUCED + i);
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

    /** The terms t_3 and t_4; a loop apart from {@link #ratio}, as {@link Simd} asks for short ones. */
    static boolean ratioTerms(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector b = DoubleVector.fromArray(SPECIES, parts, REDUCED + i);
            DoubleVector p = DoubleVector.fromArray(SPECIES, x, xOffset + i).abs().sub(b).mul(b);
            DoubleVector q = b.mul(b);
            DoubleVector t1 = b.mul(DoubleVector.fromArray(SPECIES, parts, TAIL + i));
            DoubleVector t2 = p.mul(t1).add(q.mul(DoubleVector.fromArray(SPECIES, parts, POINT + i))).mul(0.5);
            DoubleVector t3 = p.mul(t2).add(q.mul(t1)).mul(1.0 / 3);
            t3.intoArray(parts, TERM + i);
            p.mul(t3).add(q.mul(t2)).mul(0.25).intoArray(parts, NEXT_TERM + i);
        }
        return true;
    }

    /** M(a). Makes t_2 anew, so that no row of parts has to hold it. */
    static boolean ratio(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector b = DoubleVector.fromArray(SPECIES, parts, REDUCED + i);
            DoubleVector p = DoubleVector.fromArray(SPECIES, x, xOffset + i).abs().sub(b).mul(b);
            DoubleVector q = b.mul(b);
            DoubleVector t0 = DoubleVector.fromArray(SPECIES, parts, POINT + i);
            DoubleVector t1 = b.mul(DoubleVector.fromArray(SPECIES, parts, TAIL + i));
            DoubleVector t2 = p.mul(t1).add(q.mul(t0)).mul(0.5);
            DoubleVector t3 = DoubleVector.fromArray(SPECIES, parts, TERM + i);
            DoubleVector t4 = DoubleVector.fromArray(SPECIES, parts, NEXT_TERM + i);
            DoubleVector t5 = p.mul(t4).add(q.mul(t3)).mul(0.2);
            DoubleVector t6 = p.mul(t5).add(q.mul(t4)).mul(1.0 / 6);
            DoubleVector t7 = p.mul(t6).add(q.mul(t5)).mul(1.0 / 7);
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
            v.max(0).sub(tail).intoArray(y, yOffset + i);
        }
        return true;
    }

    /** {@code y = Φ(x) + x·φ(x)}. */
    static boolean slope(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = 0; i < length; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
            DoubleVector e = DoubleVector.fromArray(SPECIES, parts, Parts.VALUE + i);
            DoubleVector ofMinusA = DoubleVector.fromArray(SPECIES, parts, POINT + i).sub(v.abs().mul(DENSITY)).mul(e);
            LongVector negative = v.reinterpretAsLongs().lanewise(VectorOperators.ASHR, 63);
            LongVector ofA = one.sub(ofMinusA).reinterpretAsLongs();
            // the one where all bits of negative are set, the other where none is
            ofMinusA.reinterpretAsLongs().lanewise(VectorOperators.XOR, ofA).lanewise(VectorOperators.AND, negative)
                    .lanewise(VectorOperators.XOR, ofA).reinterpretAsDoubles().intoArray(y, yOffset + i);
        }
        return true;
    }
}
