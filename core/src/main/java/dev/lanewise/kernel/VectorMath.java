package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The functions of {@link ScalarMath} as loops over vectors, bit for bit the same: the same operations in the same
 * order. {@link VectorFunction} says which loops make a function. What one loop leaves to the next lies in
 * {@code parts}, {@value #PARTS} vectors for each vector of the argument.
 *
 * <p>Conditions are arithmetic: without AVX-512 HotSpot has no masks for vectors of two doubles, and makes
 * objects of them.
 *
 * <p>Loops call the Vector API alone and are short. A call of a method of ours may not be inlined, and past about 50
 * operations HotSpot no longer inlines the API as it parses either (NodeCountInliningCutoff); a vector that crosses a
 * call becomes an object. HotSpot 17 also loses track of a vector that was reinterpreted; so nothing but a store
 * follows a reinterpretation.
 */
final class VectorMath {

    private static final int FRACTION_BITS = 52;

    /** Vectors in {@code parts} per vector of the argument. */
    static final int PARTS = 6;

    // where each of them lies
    private static final int RH = 0;
    private static final int D = LANES;
    private static final int SCALE = 2 * LANES;
    private static final int REST = 3 * LANES;
    private static final int NEAR = 4 * LANES;
    private static final int SIGN_OF_ONE = 5 * LANES;
    // e^2|z| in three doubles takes the place of what it was made from
    private static final int S = RH;
    private static final int C = D;
    private static final int C_LO = SCALE;

    // Vectors made once: HotSpot reads them as memory operands, where broadcasts would occupy registers and spill.
    private static final LongVector EXP_LIMIT = broadcast(ScalarMath.EXP_LIMIT).reinterpretAsLongs();
    private static final LongVector TANH_NEAR_ONE = broadcast(ScalarMath.TANH_NEAR_ONE).reinterpretAsLongs();
    private static final LongVector TANH_LIMIT = broadcast(ScalarMath.TANH_LIMIT).reinterpretAsLongs();
    private static final LongVector INFINITY = broadcast(Double.POSITIVE_INFINITY).reinterpretAsLongs();
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
    private static final DoubleVector MINUS_TWO = broadcast(-2.0);
    private static final LongVector MAGNITUDE = broadcast(-0.0).reinterpretAsLongs().not();

    private VectorMath() {
    }

    private static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }

    /** {@return whether every |x| is in the range of normal results that {@link #exp} covers, for whole vectors} */
    static boolean inExpRange(int length, double[] x, int xOffset) {
        // not from a constant: that is an object already, and so would be every later value of the variable
        LongVector room = DoubleVector.zero(SPECIES).reinterpretAsLongs();
        for (int i = 0; i < length; i += LANES) {
            // the bits of a magnitude are ordered as it is, NaN above all: a difference is negative if it is too large
            LongVector bits = DoubleVector.fromArray(SPECIES, x, xOffset + i).reinterpretAsLongs();
            room = room.lanewise(VectorOperators.OR, EXP_LIMIT.sub(bits.lanewise(VectorOperators.AND, MAGNITUDE)));
        }
        return room.reduceLanes(VectorOperators.OR) >= 0;
    }

    /** {@code factor · x = n·ln 2 + rh + d}: stores rh, d and 2^n. */
    static void reduction(double factor, int length, double[] x, int xOffset, double[] parts) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i).mul(factor);
            DoubleVector vh = v.add(SPLITTER).sub(SPLITTER);
            DoubleVector vl = v.sub(vh);
            DoubleVector t = v.mul(INV_LN2).add(ROUNDER);
            DoubleVector n = t.sub(ROUNDER);
            vh.sub(n.mul(LN2_HI)).intoArray(parts, PARTS * i + RH);
            vl.sub(n.mul(LN2_LO)).intoArray(parts, PARTS * i + D);
            t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, FRACTION_BITS).add(ONE_BITS).reinterpretAsDoubles()
                    .intoArray(parts, PARTS * i + SCALE);
        }
    }

    /** {@code r³·Q(r)} where {@code r = rh + d}: what needs no more than plain rounding in the series of e^r. */
    static void polynomial(int length, double[] parts) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector rh = DoubleVector.fromArray(SPECIES, parts, PARTS * i + RH);
            DoubleVector r = rh.add(DoubleVector.fromArray(SPECIES, parts, PARTS * i + D));
            DoubleVector r2 = r.mul(r);
            DoubleVector r4 = r2.mul(r2);
            DoubleVector q01 = r.mul(EXP_Q1).add(EXP_Q0);
            DoubleVector q23 = r.mul(EXP_Q3).add(EXP_Q2);
            DoubleVector q45 = r.mul(EXP_Q5).add(EXP_Q4);
            DoubleVector q67 = r.mul(EXP_Q7).add(EXP_Q6);
            DoubleVector q89 = r.mul(EXP_Q9).add(EXP_Q8);
            DoubleVector q03 = q23.mul(r2).add(q01);
            DoubleVector q47 = q67.mul(r2).add(q45);
            r2.mul(r).mul(q89.mul(r4).add(q47).mul(r4).add(q03)).intoArray(parts, PARTS * i + REST);
        }
    }

    /** {@code y = 2^n·(s + c)}; only for arguments {@link #inExpRange}. */
    static void exp(int length, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector rh = DoubleVector.fromArray(SPECIES, parts, PARTS * i + RH);
            DoubleVector d = DoubleVector.fromArray(SPECIES, parts, PARTS * i + D);
            DoubleVector r = rh.add(d);
            DoubleVector h = rh.mul(EXP_C3H).add(HALF);
            DoubleVector k = h.mul(rh).add(ONE);
            DoubleVector s = k.mul(rh).add(ONE);
            DoubleVector slope = r.mul(EXP_C3H).add(h).mul(r).add(k);
            DoubleVector c = d.mul(slope).add(DoubleVector.fromArray(SPECIES, parts, PARTS * i + REST));
            DoubleVector scale = DoubleVector.fromArray(SPECIES, parts, PARTS * i + SCALE);
            s.add(c).mul(scale).intoArray(y, yOffset + i);
        }
    }

    /** {@code y = 1 / (1 + y)}. */
    static void reciprocalOfOnePlus(int length, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            ONE.div(ONE.add(DoubleVector.fromArray(SPECIES, y, yOffset + i))).intoArray(y, yOffset + i);
        }
    }

    /**
     * {@code a = |z|}, at most TANH_LIMIT; stores 1 where it is beyond TANH_NEAR_ONE and 0 elsewhere, and the sign of z
     * as ±1. All on the bits, which are ordered as the magnitudes are.
     */
    static void tanhArgument(int length, double[] z, int zOffset, double[] parts, double[] a, int aOffset) {
        for (int i = 0; i < length; i += LANES) {
            LongVector x = DoubleVector.fromArray(SPECIES, z, zOffset + i).reinterpretAsLongs();
            LongVector bits = x.lanewise(VectorOperators.AND, MAGNITUDE);
            LongVector nan = INFINITY.sub(bits).lanewise(VectorOperators.ASHR, 63);
            LongVector beyond = TANH_LIMIT.sub(bits).lanewise(VectorOperators.ASHR, 63)
                    .lanewise(VectorOperators.AND_NOT, nan);
            bits.lanewise(VectorOperators.XOR, TANH_LIMIT).lanewise(VectorOperators.AND, beyond)
                    .lanewise(VectorOperators.XOR, bits).reinterpretAsDoubles().intoArray(a, aOffset + i);
            TANH_NEAR_ONE.sub(bits).lanewise(VectorOperators.ASHR, 63).lanewise(VectorOperators.AND, ONE_BITS)
                    .reinterpretAsDoubles().intoArray(parts, PARTS * i + NEAR);
            x.lanewise(VectorOperators.AND_NOT, MAGNITUDE).lanewise(VectorOperators.OR, ONE_BITS)
                    .reinterpretAsDoubles().intoArray(parts, PARTS * i + SIGN_OF_ONE);
        }
    }

    /** After the {@link #polynomial}: three doubles s, c and cLo whose sum is the exponential. */
    static void tanhSum(int length, double[] parts) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector rh = DoubleVector.fromArray(SPECIES, parts, PARTS * i + RH);
            DoubleVector d = DoubleVector.fromArray(SPECIES, parts, PARTS * i + D);
            DoubleVector r = rh.add(d);
            DoubleVector h = rh.mul(EXP_C3H).add(HALF);
            DoubleVector k = h.mul(rh);
            DoubleVector s = k.add(ONE).mul(rh).add(ONE);
            DoubleVector slope = r.mul(EXP_C3H).add(h).mul(r).add(k);
            DoubleVector w = d.mul(slope).add(DoubleVector.fromArray(SPECIES, parts, PARTS * i + REST));
            DoubleVector c = d.add(w);
            DoubleVector cLo = d.sub(c).add(w);
            DoubleVector scale = DoubleVector.fromArray(SPECIES, parts, PARTS * i + SCALE);
            s.mul(scale).intoArray(parts, PARTS * i + S);
            c.mul(scale).intoArray(parts, PARTS * i + C);
            cLo.mul(scale).intoArray(parts, PARTS * i + C_LO);
        }
    }

    /** {@code a = tanh(z)} from e^2|z| and what {@link #tanhArgument} stored. */
    static void tanhRatio(int length, double[] parts, double[] a, int aOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector s = DoubleVector.fromArray(SPECIES, parts, PARTS * i + S);
            DoubleVector c = DoubleVector.fromArray(SPECIES, parts, PARTS * i + C);
            DoubleVector cLo = DoubleVector.fromArray(SPECIES, parts, PARTS * i + C_LO);
            DoubleVector numHi = s.sub(ONE);
            DoubleVector denHi = s.add(ONE);
            DoubleVector num = numHi.add(c);
            DoubleVector den = denHi.add(c);
            DoubleVector numLo = c.sub(num.sub(numHi)).add(cLo);
            DoubleVector denLo = c.sub(den.sub(denHi)).add(cLo);
            DoubleVector q = num.div(den);
            DoubleVector fix = numLo.sub(q.mul(denLo));
            // lanes near 1 take 1 and −2 instead of q and fix
            DoubleVector near = DoubleVector.fromArray(SPECIES, parts, PARTS * i + NEAR);
            DoubleVector far = ONE.sub(near);
            DoubleVector result = q.mul(far).add(near).add(fix.mul(far).add(near.mul(MINUS_TWO)).div(den));
            result.mul(DoubleVector.fromArray(SPECIES, parts, PARTS * i + SIGN_OF_ONE)).intoArray(a, aOffset + i);
        }
    }
}
