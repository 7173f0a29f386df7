package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The functions of {@link ScalarMath} as loops over vectors, bit for bit the same: the same operations in the same order.
 *
 * <p>Conditions work on the bits of a lane, as all zeros or all ones: without AVX-512 HotSpot has no masks for vectors of
 * two doubles, and makes objects of them.
 *
 * <p>What HotSpot inlines decides whether vectors stay in registers. It always inlines the Vector API's own methods, but
 * a method of ours only as long as what it compiles has not become large, and a vector that crosses a call is an object.
 * Hence loops call the Vector API alone, and {@link #expRest} is called only by methods of more than 325 bytecodes,
 * which HotSpot never inlines into anything larger.
 */
final class VectorMath {

    private static final int FRACTION_BITS = 52;

    // Vectors made once: HotSpot reads them as memory operands, where broadcasts would occupy registers and spill.
    private static final LongVector EXP_LIMIT = broadcast(ScalarMath.EXP_LIMIT).reinterpretAsLongs();
    private static final LongVector NEAR_ONE = broadcast(ScalarMath.TANH_NEAR_ONE).reinterpretAsLongs();
    private static final DoubleVector TANH_LIMIT = broadcast(ScalarMath.TANH_LIMIT);
    private static final DoubleVector ROUNDER = broadcast(ScalarMath.ROUNDER);
    private static final DoubleVector SPLITTER = broadcast(ScalarMath.SPLITTER);
    private static final DoubleVector INV_LN2 = broadcast(ScalarMath.INV_LN2);
    private static final DoubleVector LN2_HI = broadcast(ScalarMath.LN2_HI);
    private static final DoubleVector LN2_LO = broadcast(ScalarMath.LN2_LO);
    private static final DoubleVector EXP_C3H = broadcast(ScalarMath.EXP_C3H);
    private static final DoubleVector EXP_Q0 = broadcast(ScalarMath.EXP_Q0);
    private static final DoubleVector EXP_Q1 = broadcast(ScalarMath.EXP_Q1);
    private static final DoubleVector EXP_Q2 = broadcast(ScalarMath.EXP_Q2);
    private static final DoubleVector EXP_Q3 = broadcast(ScalarMath.EXP_Q3);
    private static final DoubleVector EXP_Q4 = broadcast(ScalarMath.EXP_Q4);
    private static final DoubleVector EXP_Q5 = broadcast(ScalarMath.EXP_Q5);
    private static final DoubleVector EXP_Q6 = broadcast(ScalarMath.EXP_Q6);
    private static final DoubleVector EXP_Q7 = broadcast(ScalarMath.EXP_Q7);
    private static final DoubleVector EXP_Q8 = broadcast(ScalarMath.EXP_Q8);
    private static final DoubleVector EXP_Q9 = broadcast(ScalarMath.EXP_Q9);
    private static final DoubleVector HALF = broadcast(0.5);
    private static final DoubleVector ONE = broadcast(1.0);
    private static final LongVector ONE_BITS = ONE.reinterpretAsLongs();
    private static final LongVector MINUS_TWO_BITS = broadcast(-2.0).reinterpretAsLongs();
    private static final LongVector MAGNITUDE = broadcast(-0.0).reinterpretAsLongs().not();

    private VectorMath() {
    }

    private static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }

    /**
     * {@code y = exp(sign · x)} for a sign of 1 or −1; y may be the range of x. A vector with a lane beyond the range of
     * normal results is left to the scalar twin, lane by lane.
     */
    static void exp(double sign, int length, double[] x, int xOffset, double[] y, int yOffset) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i).mul(sign);
            // the bits of a magnitude are ordered as it is, NaN above all: negative where a lane is too large
            LongVector room = EXP_LIMIT.sub(v.reinterpretAsLongs().lanewise(VectorOperators.AND, MAGNITUDE));
            if (room.reduceLanes(VectorOperators.OR) < 0) {
                scalarExp(sign, LANES, x, xOffset + i, y, yOffset + i);
                continue;
            }
            DoubleVector vh = v.add(SPLITTER).sub(SPLITTER);
            DoubleVector vl = v.sub(vh);
            DoubleVector t = v.mul(INV_LN2).add(ROUNDER);
            DoubleVector n = t.sub(ROUNDER);
            DoubleVector rh = vh.sub(n.mul(LN2_HI));
            DoubleVector d = vl.sub(n.mul(LN2_LO));
            DoubleVector r = rh.add(d);
            DoubleVector h = rh.mul(EXP_C3H).add(HALF);
            DoubleVector k = h.mul(rh).add(ONE);
            DoubleVector s = k.mul(rh).add(ONE);
            DoubleVector c = expRest(r, d, r.mul(EXP_C3H).add(h).mul(r).add(k));
            LongVector scale = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, FRACTION_BITS);
            s.add(c).reinterpretAsLongs().add(scale).reinterpretAsDoubles().intoArray(y, yOffset + i);
        }
        scalarExp(sign, length - i, x, xOffset + i, y, yOffset + i);
    }

    private static void scalarExp(double sign, int length, double[] x, int xOffset, double[] y, int yOffset) {
        for (int i = 0; i < length; i++) {
            y[yOffset + i] = ScalarMath.exp(sign * x[xOffset + i]);
        }
    }

    /**
     * The first half of the hyperbolic tangent, which covers every z, for a whole number of vectors: stores e^2|z| as
     * the sum of three vectors per vector of z; {@link #tanhOfParts} is the second half. One loop would be too large for
     * HotSpot to inline all of it.
     */
    static void tanhParts(int length, double[] z, int zOffset, double[] parts) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, z, zOffset + i);
            DoubleVector half = x.abs().min(TANH_LIMIT);
            DoubleVector y = half.add(half);
            DoubleVector yh = y.add(SPLITTER).sub(SPLITTER);
            DoubleVector yl = y.sub(yh);
            DoubleVector t = y.mul(INV_LN2).add(ROUNDER);
            DoubleVector n = t.sub(ROUNDER);
            DoubleVector rh = yh.sub(n.mul(LN2_HI));
            DoubleVector d = yl.sub(n.mul(LN2_LO));
            DoubleVector r = rh.add(d);
            DoubleVector h = rh.mul(EXP_C3H).add(HALF);
            DoubleVector k = h.mul(rh);
            DoubleVector s = k.add(ONE).mul(rh).add(ONE);
            DoubleVector w = expRest(r, d, r.mul(EXP_C3H).add(h).mul(r).add(k));
            LongVector scale = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, FRACTION_BITS);
            DoubleVector p = scale.add(ONE_BITS).reinterpretAsDoubles();
            DoubleVector c = d.add(w);
            DoubleVector cLo = d.sub(c).add(w);
            p.mul(s).intoArray(parts, 3 * i);
            p.mul(c).intoArray(parts, 3 * i + LANES);
            p.mul(cLo).intoArray(parts, 3 * i + 2 * LANES);
        }
    }

    /** The second half: {@code a = tanh(z)}, from what {@link #tanhParts} stored for z; a may be the range of z. */
    static void tanhOfParts(int length, double[] z, int zOffset, double[] parts, double[] a, int aOffset) {
        for (int i = 0; i < length; i += LANES) {
            LongVector x = DoubleVector.fromArray(SPECIES, z, zOffset + i).reinterpretAsLongs();
            DoubleVector s = DoubleVector.fromArray(SPECIES, parts, 3 * i);
            DoubleVector c = DoubleVector.fromArray(SPECIES, parts, 3 * i + LANES);
            DoubleVector cLo = DoubleVector.fromArray(SPECIES, parts, 3 * i + 2 * LANES);
            DoubleVector numHi = s.sub(ONE);
            DoubleVector denHi = s.add(ONE);
            DoubleVector num = numHi.add(c);
            DoubleVector den = denHi.add(c);
            DoubleVector numLo = c.sub(num.sub(numHi)).add(cLo);
            DoubleVector denLo = c.sub(den.sub(denHi)).add(cLo);
            LongVector q = num.div(den).reinterpretAsLongs();
            LongVector fix = numLo.sub(q.reinterpretAsDoubles().mul(denLo)).reinterpretAsLongs();
            // all ones in the lanes beyond TANH_NEAR_ONE, which take 1 and −2 instead of q and fix
            LongVector near = NEAR_ONE.sub(x.lanewise(VectorOperators.AND, MAGNITUDE)).lanewise(VectorOperators.ASHR, 63);
            q = q.lanewise(VectorOperators.XOR, ONE_BITS).lanewise(VectorOperators.AND_NOT, near)
                    .lanewise(VectorOperators.XOR, ONE_BITS);
            fix = fix.lanewise(VectorOperators.XOR, MINUS_TWO_BITS).lanewise(VectorOperators.AND_NOT, near)
                    .lanewise(VectorOperators.XOR, MINUS_TWO_BITS);
            DoubleVector result = q.reinterpretAsDoubles().add(fix.reinterpretAsDoubles().div(den));
            LongVector sign = x.lanewise(VectorOperators.AND_NOT, MAGNITUDE);
            result.reinterpretAsLongs().lanewise(VectorOperators.OR, sign).reinterpretAsDoubles()
                    .intoArray(a, aOffset + i);
        }
    }

    private static DoubleVector expRest(DoubleVector r, DoubleVector d, DoubleVector slope) {
        DoubleVector r2 = r.mul(r);
        DoubleVector r4 = r2.mul(r2);
        DoubleVector q01 = r.mul(EXP_Q1).add(EXP_Q0);
        DoubleVector q23 = r.mul(EXP_Q3).add(EXP_Q2);
        DoubleVector q45 = r.mul(EXP_Q5).add(EXP_Q4);
        DoubleVector q67 = r.mul(EXP_Q7).add(EXP_Q6);
        DoubleVector q89 = r.mul(EXP_Q9).add(EXP_Q8);
        DoubleVector q03 = q23.mul(r2).add(q01);
        DoubleVector q47 = q67.mul(r2).add(q45);
        return d.mul(slope).add(r2.mul(r).mul(q89.mul(r4).add(q47).mul(r4).add(q03)));
    }
}
