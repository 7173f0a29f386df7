package dev.lanewise.kernel;

import static dev.lanewise.kernel.Parts.TAIL;
import static dev.lanewise.kernel.Parts.VALUE;
import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * {@link ScalarSoftplus} as loops over a block, bit for bit the same; see {@link VectorExp}, whose loops make the
 * value, {@code f = e^−|x|}.
 */
final class VectorSoftplus {

    private static final DoubleVector C1 = Simd.vector(ScalarSoftplus.C1);
    private static final DoubleVector C2 = Simd.vector(ScalarSoftplus.C2);
    private static final DoubleVector C3 = Simd.vector(ScalarSoftplus.C3);
    private static final DoubleVector C4 = Simd.vector(ScalarSoftplus.C4);
    private static final DoubleVector C5 = Simd.vector(ScalarSoftplus.C5);
    private static final DoubleVector C6 = Simd.vector(ScalarSoftplus.C6);
    private static final DoubleVector C7 = Simd.vector(ScalarSoftplus.C7);
    private static final DoubleVector C8 = Simd.vector(ScalarSoftplus.C8);
    private static final DoubleVector C9 = Simd.vector(ScalarSoftplus.C9);
    private static final DoubleVector C10 = Simd.vector(ScalarSoftplus.C10);
    private static final DoubleVector C11 = Simd.vector(ScalarSoftplus.C11);
    private static final DoubleVector ZERO = Simd.vector(0.0);
    private static final DoubleVector HALF = Simd.vector(0.5);
    private static final DoubleVector TWO = Simd.vector(2.0);

    private VectorSoftplus() {
    }

    /** {@code f − log(1 + f)}, f being the value. */
    static boolean approximation(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector f = DoubleVector.fromArray(SPECIES, parts, VALUE + i);
            DoubleVector s = f.div(f.add(TWO));
            DoubleVector z = s.mul(s);
            DoubleVector w = z.mul(z);
            DoubleVector odd = w.mul(C11).add(C9).mul(w).add(C7).mul(w).add(C5).mul(w).add(C3).mul(w).add(C1).mul(z);
            DoubleVector even = w.mul(C10).add(C8).mul(w).add(C6).mul(w).add(C4).mul(w).add(C2).mul(w);
            DoubleVector half = f.mul(HALF).mul(f);
            half.sub(half.add(even.add(odd)).mul(s)).intoArray(parts, TAIL + i);
        }
        return true;
    }

    /** {@code y = max(x, 0) + log(1 + f)}. */
    static boolean reconstruction(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector f = DoubleVector.fromArray(SPECIES, parts, VALUE + i);
            DoubleVector log = f.sub(DoubleVector.fromArray(SPECIES, parts, TAIL + i));
            DoubleVector.fromArray(SPECIES, x, xOffset + i).max(ZERO).add(log).intoArray(y, yOffset + i);
        }
        return true;
    }
}
