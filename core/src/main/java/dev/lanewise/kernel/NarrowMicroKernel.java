package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * A product whose rows fit in one vector: four rows of C at a time, so that their chains hide each other's latency.
 *
 * <pre>
 *     C[4×LANES] = S[4×LANES] + A[4×k] · B[k×LANES]
 *
 *     A, rows as they lie                     a[a0 + p], a[a1 + p], a[a2 + p], a[a3 + p]
 *     B, packed, LANES columns                b[p·LANES + j]
 *     S, where chains start                   s[i·LANES + j]
 *     C                                       c[cOffset + i·cStride + j], rows stored in order, the first one first
 * </pre>
 */
final class NarrowMicroKernel {

    /** Rows of a tile. */
    static final int ROWS = 4;

    private NarrowMicroKernel() {
    }

    static void tile(boolean fused, int k, double[] a, int a0, int a1, int a2, int a3, double[] b,
            double[] s, double[] c, int cOffset, int cStride) {
        DoubleVector c0 = DoubleVector.fromArray(SPECIES, s, 0);
        DoubleVector c1 = DoubleVector.fromArray(SPECIES, s, LANES);
        DoubleVector c2 = DoubleVector.fromArray(SPECIES, s, 2 * LANES);
        DoubleVector c3 = DoubleVector.fromArray(SPECIES, s, 3 * LANES);
        for (int p = 0; p < k; p++) {
            DoubleVector bp = DoubleVector.fromArray(SPECIES, b, p * LANES);
            DoubleVector ap = DoubleVector.broadcast(SPECIES, a[a0 + p]);
            c0 = fused ? ap.fma(bp, c0) : c0.add(ap.mul(bp));
            ap = DoubleVector.broadcast(SPECIES, a[a1 + p]);
            c1 = fused ? ap.fma(bp, c1) : c1.add(ap.mul(bp));
            ap = DoubleVector.broadcast(SPECIES, a[a2 + p]);
            c2 = fused ? ap.fma(bp, c2) : c2.add(ap.mul(bp));
            ap = DoubleVector.broadcast(SPECIES, a[a3 + p]);
            c3 = fused ? ap.fma(bp, c3) : c3.add(ap.mul(bp));
        }
        c0.intoArray(c, cOffset);
        c1.intoArray(c, cOffset + cStride);
        c2.intoArray(c, cOffset + 2 * cStride);
        c3.intoArray(c, cOffset + 3 * cStride);
    }
}
