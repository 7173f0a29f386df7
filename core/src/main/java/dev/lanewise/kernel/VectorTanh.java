package dev.lanewise.kernel;

import static dev.lanewise.kernel.Parts.POINT;
import static dev.lanewise.kernel.Parts.REDUCED;
import static dev.lanewise.kernel.Parts.TAIL;
import static dev.lanewise.kernel.Parts.VALUE;
import static dev.lanewise.kernel.ScalarExp.ROUNDER;
import static dev.lanewise.kernel.ScalarTanh.C0;
import static dev.lanewise.kernel.ScalarTanh.C1;
import static dev.lanewise.kernel.ScalarTanh.C2;
import static dev.lanewise.kernel.ScalarTanh.C3;
import static dev.lanewise.kernel.ScalarTanh.STEPS;
import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** {@link ScalarTanh} as loops over a block, bit for bit the same; see {@link VectorExp}. */
final class VectorTanh {

    private static final LongVector LIMIT = Simd.magnitude(ScalarTanh.LIMIT);
    private static final long SIGN = Long.MIN_VALUE;

    private VectorTanh() {
    }

    /**
     * {@code |x| = j/16 + b}: j, in the low bits, b, and {@code tanh(b) − b}, as the value: with the rest of it,
     * HotSpot 17 would leave some of the last loop's operations as calls. {@return whether the lookup covers every x}
     */
    static boolean reduction(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        // not from a constant, see Simd
        LongVector room = DoubleVector.zero(SPECIES).reinterpretAsLongs();
        for (int i = 0; i < length; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i).abs();
            room = LIMIT.sub(v.reinterpretAsLongs()).lanewise(VectorOperators.OR, room);
            DoubleVector t = v.mul(STEPS).add(ROUNDER);
            t.intoArray(parts, POINT + i);
            DoubleVector b = v.sub(t.sub(ROUNDER).mul(1 / STEPS));
            b.intoArray(parts, REDUCED + i);
            DoubleVector z = b.mul(b);
            z.mul(C3).add(C2).mul(z.mul(z)).add(z.mul(C1).add(C0)).mul(z.mul(b)).intoArray(parts, VALUE + i);
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
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = 0; i < length; i += LANES) {
            DoubleVector b = DoubleVector.fromArray(SPECIES, parts, REDUCED + i);
            DoubleVector s = DoubleVector.fromArray(SPECIES, parts, POINT + i);
            DoubleVector tail = DoubleVector.fromArray(SPECIES, parts, TAIL + i);
            DoubleVector u = DoubleVector.fromArray(SPECIES, parts, VALUE + i);
            DoubleVector p = b.add(u);
            DoubleVector w = s.mul(p);
            DoubleVector less = one.sub(s);
            DoubleVector low = less.add(ROUNDER).sub(ROUNDER);
            DoubleVector step = low.mul(b);
            DoubleVector sum = s.add(step);
            DoubleVector rest = s.sub(sum).add(step);
            DoubleVector q = u.sub(w.mul(sum)).mul(low).add(less.sub(tail).mul(p).mul(s.add(1)).mul(one.sub(low)));
            DoubleVector a = sum.add(q.div(w.add(1)).add(rest.add(tail)));
            LongVector sign = DoubleVector.fromArray(SPECIES, x, xOffset + i).reinterpretAsLongs()
                    .lanewise(VectorOperators.AND, SIGN);
            a.reinterpretAsLongs().lanewise(VectorOperators.OR, sign).reinterpretAsDoubles().intoArray(y, yOffset + i);
        }
        return true;
    }
}
