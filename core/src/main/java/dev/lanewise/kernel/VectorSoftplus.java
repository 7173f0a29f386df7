package dev.lanewise.kernel;

import static dev.lanewise.kernel.Parts.TAIL;
import static dev.lanewise.kernel.Parts.VALUE;
import static dev.lanewise.kernel.ScalarSoftplus.C1;
import static dev.lanewise.kernel.ScalarSoftplus.C10;
import static dev.lanewise.kernel.ScalarSoftplus.C11;
import static dev.lanewise.kernel.ScalarSoftplus.C2;
import static dev.lanewise.kernel.ScalarSoftplus.C3;
import static dev.lanewise.kernel.ScalarSoftplus.C4;
import static dev.lanewise.kernel.ScalarSoftplus.C5;
import static dev.lanewise.kernel.ScalarSoftplus.C6;
import static dev.lanewise.kernel.ScalarSoftplus.C7;
import static dev.lanewise.kernel.ScalarSoftplus.C8;
import static dev.lanewise.kernel.ScalarSoftplus.C9;
import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * {@link ScalarSoftplus} as loops over a block, bit for bit the same; see {@link VectorExp}, whose loops make the
 * value, {@code f = e^−|x|}.
 */
final class VectorSoftplus {

    private VectorSoftplus() {
    }

    /** {@code f − log(1 + f)}, f being the value. */
    static boolean approximation(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector f = DoubleVector.fromArray(SPECIES, parts, VALUE + i);
            DoubleVector s = f.div(f.add(2));
            DoubleVector z = s.mul(s);
            DoubleVector w = z.mul(z);
            DoubleVector odd = w.mul(C11).add(C9).mul(w).add(C7).mul(w).add(C5).mul(w).add(C3).mul(w).add(C1).mul(z);
            DoubleVector even = w.mul(C10).add(C8).mul(w).add(C6).mul(w).add(C4).mul(w).add(C2).mul(w);
            DoubleVector half = f.mul(0.5).mul(f);
            half.sub(half.add(even.add(odd)).mul(s)).intoArray(parts, TAIL + i);
        }
        return true;
    }

    /** {@code y = max(x, 0) + log(1 + f)}. */
    static boolean reconstruction(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector f = DoubleVector.fromArray(SPECIES, parts, VALUE + i);
            DoubleVector log = f.sub(DoubleVector.fromArray(SPECIES, parts, TAIL + i));
            DoubleVector.fromArray(SPECIES, x, xOffset + i).max(0).add(log).intoArray(y, yOffset + i);
        }
        return true;
    }
}
