package dev.lanewise.kernel;

import static dev.lanewise.kernel.Parts.POINT;
import static dev.lanewise.kernel.Parts.REDUCED;
import static dev.lanewise.kernel.Parts.TAIL;
import static dev.lanewise.kernel.ScalarExp.EXPONENT_OF_ONE;
import static dev.lanewise.kernel.ScalarExp.FRACTION_BITS;
import static dev.lanewise.kernel.ScalarExp.ROUNDER;
import static dev.lanewise.kernel.ScalarExpm1.C10;
import static dev.lanewise.kernel.ScalarExpm1.C11;
import static dev.lanewise.kernel.ScalarExpm1.C12;
import static dev.lanewise.kernel.ScalarExpm1.C3;
import static dev.lanewise.kernel.ScalarExpm1.C4;
import static dev.lanewise.kernel.ScalarExpm1.C5;
import static dev.lanewise.kernel.ScalarExpm1.C6;
import static dev.lanewise.kernel.ScalarExpm1.C7;
import static dev.lanewise.kernel.ScalarExpm1.C8;
import static dev.lanewise.kernel.ScalarExpm1.C9;
import static dev.lanewise.kernel.ScalarExpm1.LN2_HI;
import static dev.lanewise.kernel.ScalarExpm1.LN2_LO;
import static dev.lanewise.kernel.ScalarExpm1.STEPS;
import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** {@link ScalarExpm1} as loops over a block, bit for bit the same; see {@link VectorExp}. */
final class VectorExpm1 {

    private static final LongVector LIMIT = Simd.magnitude(ScalarExp.LIMIT);
    private static final LongVector BITS_OF_ONE = Simd.magnitude(1);
    private static final long SIGN = Long.MIN_VALUE;

    private VectorExpm1() {
    }

    /** {@code x = n·ln 2 + r + c}: n, in the low bits, r and c. {@return whether the other loops cover every x} */
    static boolean reduction(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        // not from a constant, see Simd
        LongVector room = DoubleVector.zero(SPECIES).reinterpretAsLongs();
        for (int i = 0; i < length; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
            room = LIMIT.sub(v.abs().reinterpretAsLongs()).lanewise(VectorOperators.OR, room);
            DoubleVector t = v.mul(STEPS).add(ROUNDER);
            t.intoArray(parts, POINT + i);
            DoubleVector n = t.sub(ROUNDER);
            DoubleVector hi = v.sub(n.mul(LN2_HI));
            DoubleVector lo = n.mul(LN2_LO);
            DoubleVector r = hi.sub(lo);
            r.intoArray(parts, REDUCED + i);
            hi.sub(r).sub(lo).intoArray(parts, TAIL + i);
        }
        return room.reduceLanes(VectorOperators.OR) >= 0;
    }

    /** {@code e^(r + c) = 1 + r + q}: q. */
    static boolean approximation(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector r = DoubleVector.fromArray(SPECIES, parts, REDUCED + i);
            DoubleVector r2 = r.mul(r);
            DoubleVector high = r.mul(C12).add(C11).mul(r2).add(r.mul(C10).add(C9));
            DoubleVector low = r.mul(C8).add(C7).mul(r2).add(r.mul(C6).add(C5)).mul(r2).add(r.mul(C4).add(C3));
            DoubleVector p = high.mul(r2.mul(r2).mul(r2)).add(low);
            DoubleVector c = DoubleVector.fromArray(SPECIES, parts, TAIL + i);
            p.mul(r).add(0.5).mul(r2).add(c.mul(r).add(c)).intoArray(parts, TAIL + i);
        }
        return true;
    }

    /** {@code y = 2^n·((1 − 2^−n) + r + q)}, with the sign of x. */
    static boolean reconstruction(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = 0; i < length; i += LANES) {
            LongVector exponent = DoubleVector.fromArray(SPECIES, parts, POINT + i).reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHL, FRACTION_BITS);
            DoubleVector power = exponent.add(EXPONENT_OF_ONE).reinterpretAsDoubles();
            DoubleVector inverse = BITS_OF_ONE.sub(exponent).reinterpretAsDoubles();
            DoubleVector d = one.sub(inverse);
            DoubleVector r = DoubleVector.fromArray(SPECIES, parts, REDUCED + i);
            DoubleVector sum = d.add(r);
            DoubleVector rest = r.sub(sum.sub(d)).add(one.sub(d).sub(inverse))
                    .add(DoubleVector.fromArray(SPECIES, parts, TAIL + i));
            LongVector sign = DoubleVector.fromArray(SPECIES, x, xOffset + i).reinterpretAsLongs()
                    .lanewise(VectorOperators.AND, SIGN);
            sum.add(rest).mul(power).reinterpretAsLongs().lanewise(VectorOperators.OR, sign).reinterpretAsDoubles()
                    .intoArray(y, yOffset + i);
        }
        return true;
    }

    /** The smaller of x and 0, as the value. */
    static boolean negativePart(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector.fromArray(SPECIES, x, xOffset + i).min(0).intoArray(parts, Parts.VALUE + i);
        }
        return true;
    }

    /** {@code y}, the larger of x and 0, plus the value. */
    static boolean positivePart(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector value = DoubleVector.fromArray(SPECIES, parts, Parts.VALUE + i);
            DoubleVector.fromArray(SPECIES, x, xOffset + i).max(0).add(value).intoArray(y, yOffset + i);
        }
        return true;
    }
}
