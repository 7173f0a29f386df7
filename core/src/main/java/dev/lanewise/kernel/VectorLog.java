package dev.lanewise.kernel;

import static dev.lanewise.kernel.Parts.POINT;
import static dev.lanewise.kernel.Parts.REDUCED;
import static dev.lanewise.kernel.Parts.TAIL;
import static dev.lanewise.kernel.ScalarExp.EXPONENT_OF_ONE;
import static dev.lanewise.kernel.ScalarExp.FRACTION_BITS;
import static dev.lanewise.kernel.ScalarLog.C1;
import static dev.lanewise.kernel.ScalarLog.C2;
import static dev.lanewise.kernel.ScalarLog.C3;
import static dev.lanewise.kernel.ScalarLog.C4;
import static dev.lanewise.kernel.ScalarLog.C5;
import static dev.lanewise.kernel.ScalarLog.C6;
import static dev.lanewise.kernel.ScalarLog.C7;
import static dev.lanewise.kernel.ScalarLog.LN2_HI;
import static dev.lanewise.kernel.ScalarLog.LN2_LO;
import static dev.lanewise.kernel.ScalarLog.TO_EXPONENT;
import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** The functions of {@link ScalarLog} as loops over a block, bit for bit the same; see {@link VectorExp}. */
final class VectorLog {

    /** The bits of 2^52: in their place, an integer below that is the fraction. */
    private static final long INTEGER = Double.doubleToRawLongBits(0x1.0p52);

    private static final double UNBIAS = 0x1.0p52 + 1023;
    private static final LongVector SMALLEST = Simd.magnitude(Double.MIN_NORMAL);
    private static final LongVector LARGEST = Simd.magnitude(Double.MAX_VALUE);
    private static final LongVector LOG1P_LARGEST = Simd.magnitude(Math.nextDown(ScalarLog.LOG1P_LIMIT));
    private static final LongVector BITS_OF_ONE = Simd.magnitude(1);
    private static final long SIGN = Long.MIN_VALUE;

    private VectorLog() {
    }

    /**
     * {@code x = 2^k·(1 + f)}: k, f, and the low part of {@code k·ln 2}. {@return whether the other loops cover every
     * x}
     */
    static boolean reduction(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        // not from a constant, see Simd
        LongVector room = DoubleVector.zero(SPECIES).reinterpretAsLongs();
        for (int i = 0; i < length; i += LANES) {
            LongVector bits = DoubleVector.fromArray(SPECIES, x, xOffset + i).reinterpretAsLongs();
            room = bits.sub(SMALLEST).lanewise(VectorOperators.OR, LARGEST.sub(bits))
                    .lanewise(VectorOperators.OR, bits).lanewise(VectorOperators.OR, room);
            LongVector e = bits.add(TO_EXPONENT).lanewise(VectorOperators.LSHR, FRACTION_BITS);
            DoubleVector k = e.lanewise(VectorOperators.OR, INTEGER).reinterpretAsDoubles().sub(UNBIAS);
            k.intoArray(parts, POINT + i);
            k.mul(LN2_LO).intoArray(parts, TAIL + i);
            bits.sub(e.lanewise(VectorOperators.LSHL, FRACTION_BITS)).add(EXPONENT_OF_ONE)
                    .reinterpretAsDoubles().sub(1).intoArray(parts, REDUCED + i);
        }
        // all three signs are clear where x is normal, positive and finite
        return room.reduceLanes(VectorOperators.OR) >= 0;
    }

    /**
     * {@code 1 + x = 2^k·(1 + g + rest)}: k, g, and rest with the low part of {@code k·ln 2}. {@return whether the
     * other loops cover every x}
     */
    static boolean log1pReduction(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        LongVector room = DoubleVector.zero(SPECIES).reinterpretAsLongs();
        for (int i = 0; i < length; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
            DoubleVector u = v.add(1);
            LongVector bits = u.reinterpretAsLongs();
            room = LOG1P_LARGEST.sub(v.abs().reinterpretAsLongs()).lanewise(VectorOperators.OR, bits.sub(1))
                    .lanewise(VectorOperators.OR, room);
            DoubleVector u1 = u.sub(1);
            DoubleVector c = u1.sub(u).add(1).add(v.sub(u1));
            LongVector e = bits.add(TO_EXPONENT).lanewise(VectorOperators.LSHR, FRACTION_BITS);
            DoubleVector k = e.lanewise(VectorOperators.OR, INTEGER).reinterpretAsDoubles().sub(UNBIAS);
            k.intoArray(parts, POINT + i);
            LongVector exponent = e.lanewise(VectorOperators.LSHL, FRACTION_BITS).sub(EXPONENT_OF_ONE);
            DoubleVector f = bits.sub(exponent).reinterpretAsDoubles().sub(1);
            DoubleVector scaled = c.mul(BITS_OF_ONE.sub(exponent).reinterpretAsDoubles());
            DoubleVector g = f.add(scaled);
            g.intoArray(parts, REDUCED + i);
            k.mul(LN2_LO).add(scaled.sub(g.sub(f))).intoArray(parts, TAIL + i);
        }
        // 1 + x is above 0, and |x| not above the limit nor NaN
        return room.reduceLanes(VectorOperators.OR) >= 0;
    }

    /** {@code f − log(1 + f)}, less the tail. */
    static boolean approximation(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector f = DoubleVector.fromArray(SPECIES, parts, REDUCED + i);
            DoubleVector s = f.div(f.add(2));
            DoubleVector z = s.mul(s);
            DoubleVector w = z.mul(z);
            DoubleVector odd = w.mul(C7).add(C5).mul(w).add(C3).mul(w).add(C1).mul(z);
            DoubleVector even = w.mul(C6).add(C4).mul(w).add(C2).mul(w);
            DoubleVector half = f.mul(0.5).mul(f);
            DoubleVector fit = half.add(even.add(odd)).mul(s);
            half.sub(fit.add(DoubleVector.fromArray(SPECIES, parts, TAIL + i))).intoArray(parts, TAIL + i);
        }
        return true;
    }

    /** {@code y = k·ln 2 + log(1 + f)}, with the sign of x where that is a zero. */
    static boolean reconstruction(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector k = DoubleVector.fromArray(SPECIES, parts, POINT + i);
            DoubleVector f = DoubleVector.fromArray(SPECIES, parts, REDUCED + i);
            DoubleVector log = k.mul(LN2_HI).sub(DoubleVector.fromArray(SPECIES, parts, TAIL + i).sub(f));
            LongVector sign = DoubleVector.fromArray(SPECIES, x, xOffset + i).reinterpretAsLongs()
                    .lanewise(VectorOperators.AND, SIGN);
            log.reinterpretAsLongs().lanewise(VectorOperators.OR, sign).reinterpretAsDoubles()
                    .intoArray(y, yOffset + i);
        }
        return true;
    }
}
