package dev.lanewise.kernel;

import static dev.lanewise.kernel.Parts.POINT;
import static dev.lanewise.kernel.Parts.REDUCED;
import static dev.lanewise.kernel.Parts.TAIL;
import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** {@link ScalarExpm1} as loops over a block, bit for bit the same; see {@link VectorExp}. */
final class VectorExpm1 {

    private static final LongVector LIMIT = Simd.vector(ScalarExp.LIMIT).reinterpretAsLongs();
    private static final LongVector SIGN = Simd.vector(-0.0).reinterpretAsLongs();
    private static final LongVector EXPONENT_OF_ONE = Simd.vector(1.0).reinterpretAsLongs();
    private static final DoubleVector ROUNDER = Simd.vector(ScalarExp.ROUNDER);
    private static final DoubleVector STEPS = Simd.vector(ScalarExpm1.STEPS);
    private static final DoubleVector LN2_HI = Simd.vector(ScalarExpm1.LN2_HI);
    private static final DoubleVector LN2_LO = Simd.vector(ScalarExpm1.LN2_LO);
    private static final DoubleVector C3 = Simd.vector(ScalarExpm1.C3);
    private static final DoubleVector C4 = Simd.vector(ScalarExpm1.C4);
    private static final DoubleVector C5 = Simd.vector(ScalarExpm1.C5);
    private static final DoubleVector C6 = Simd.vector(ScalarExpm1.C6);
    private static final DoubleVector C7 = Simd.vector(ScalarExpm1.C7);
    private static final DoubleVector C8 = Simd.vector(ScalarExpm1.C8);
    private static final DoubleVector C9 = Simd.vector(ScalarExpm1.C9);
    private static final DoubleVector C10 = Simd.vector(ScalarExpm1.C10);
    private static final DoubleVector C11 = Simd.vector(ScalarExpm1.C11);
    private static final DoubleVector C12 = Simd.vector(ScalarExpm1.C12);
    private static final DoubleVector HALF = Simd.vector(0.5);
    private static final DoubleVector ONE = Simd.vector(1.0);
    private static final DoubleVector ZERO = Simd.vector(0.0);

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
            p.mul(r).add(HALF).mul(r2).add(c.mul(r).add(c)).intoArray(parts, TAIL + i);
        }
        return true;
    }

    /** {@code y = 2^n·((1 − 2^−n) + r + q)}, with the sign of x. */
    static boolean reconstruction(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            LongVector exponent = DoubleVector.fromArray(SPECIES, parts, POINT + i).reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHL, ScalarExp.FRACTION_BITS);
            DoubleVector power = exponent.add(EXPONENT_OF_ONE).reinterpretAsDoubles();
            DoubleVector inverse = EXPONENT_OF_ONE.sub(exponent).reinterpretAsDoubles();
            DoubleVector d = ONE.sub(inverse);
            DoubleVector r = DoubleVector.fromArray(SPECIES, parts, REDUCED + i);
            DoubleVector sum = d.add(r);
            DoubleVector rest = r.sub(sum.sub(d)).add(ONE.sub(d).sub(inverse))
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
            DoubleVector.fromArray(SPECIES, x, xOffset + i).min(ZERO).intoArray(parts, Parts.VALUE + i);
        }
        return true;
    }

    /** {@code y}, the larger of x and 0, plus the value. */
    static boolean positivePart(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector value = DoubleVector.fromArray(SPECIES, parts, Parts.VALUE + i);
            DoubleVector.fromArray(SPECIES, x, xOffset + i).max(ZERO).add(value).intoArray(y, yOffset + i);
        }
        return true;
    }
}
