package dev.lanewise.kernel;

import static dev.lanewise.kernel.Parts.POINT;
import static dev.lanewise.kernel.Parts.REDUCED;
import static dev.lanewise.kernel.Parts.TAIL;
import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** {@link ScalarTanh} as loops over a block, bit for bit the same; see {@link VectorExp}. */
final class VectorTanh {

    private static final LongVector LIMIT = Simd.vector(ScalarTanh.LIMIT).reinterpretAsLongs();
    private static final LongVector SIGN = Simd.vector(-0.0).reinterpretAsLongs();
    private static final DoubleVector ROUNDER = Simd.vector(ScalarExp.ROUNDER);
    private static final DoubleVector STEPS = Simd.vector(ScalarTanh.STEPS);
    private static final DoubleVector STEP = Simd.vector(1 / ScalarTanh.STEPS);
    private static final DoubleVector C0 = Simd.vector(ScalarTanh.C0);
    private static final DoubleVector C1 = Simd.vector(ScalarTanh.C1);
    private static final DoubleVector C2 = Simd.vector(ScalarTanh.C2);
    private static final DoubleVector C3 = Simd.vector(ScalarTanh.C3);
    private static final DoubleVector ONE = Simd.vector(1.0);

    private VectorTanh() {
    }

    /** {@code |x| = j/16 + b}: j, in the low bits, and b. {@return whether the lookup covers every x} */
    static boolean reduction(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        // not from a constant, see Simd
        LongVector room = DoubleVector.zero(SPECIES).reinterpretAsLongs();
        for (int i = 0; i < length; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i).abs();
            room = LIMIT.sub(v.reinterpretAsLongs()).lanewise(VectorOperators.OR, room);
            DoubleVector t = v.mul(STEPS).add(ROUNDER);
            t.intoArray(parts, POINT + i);
            v.sub(t.sub(ROUNDER).mul(STEP)).intoArray(parts, REDUCED + i);
        }
        return room.reduceLanes(VectorOperators.OR) >= 0;
    }

    /** {@code tanh(j/16) = s + tail}: s and tail for each j. */
    static boolean lookup(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i++) {
            int j = Math.min((int) Double.doubleToRawLongBits(parts[POINT + i]), MathTables.TANH_LAST);
            parts[POINT + i] = Double.longBitsToDouble(MathTables.TANH_BITS[j]);
            parts[TAIL + i] = Double.longBitsToDouble(MathTables.TANH_TAIL[j]);
        }
        return true;
    }

    /** {@code y = tanh(j/16 + b)}, with the sign of x. */
    static boolean tanh(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector b = DoubleVector.fromArray(SPECIES, parts, REDUCED + i);
            DoubleVector s = DoubleVector.fromArray(SPECIES, parts, POINT + i);
            DoubleVector b2 = b.mul(b);
            DoubleVector u = b2.mul(C3).add(C2).mul(b2.mul(b2)).add(b2.mul(C1).add(C0)).mul(b2.mul(b));
            DoubleVector w = s.mul(b.add(u));
            DoubleVector sum = s.add(b);
            DoubleVector rest = s.sub(sum).add(b).add(DoubleVector.fromArray(SPECIES, parts, TAIL + i));
            DoubleVector a = sum.add(u.sub(w.mul(sum)).div(w.add(ONE)).add(rest));
            LongVector sign = DoubleVector.fromArray(SPECIES, x, xOffset + i).reinterpretAsLongs()
                    .lanewise(VectorOperators.AND, SIGN);
            a.reinterpretAsLongs().lanewise(VectorOperators.OR, sign).reinterpretAsDoubles().intoArray(y, yOffset + i);
        }
        return true;
    }
}
