package dev.lanewise.kernel;

import static dev.lanewise.kernel.GemmMicroKernel.NR;
import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * Copies blocks of the operands into panels, the order in which {@link GemmMicroKernel} reads them. A panel of A is
 * {@code mr} rows, step by step; a panel of B is {@code NR} columns, step by step. What a panel holds past the last row
 * or column of its operand goes into elements of C that are never kept.
 */
final class Packing {

    private Packing() {
    }

    /** Packs {@code A[i0 .. i0+mb)[p0 .. p0+kb)} into panels of mr rows, one after the other. */
    static void rowPanels(MatrixView a, int i0, int p0, int mb, int kb, int mr, double[] panels) {
        for (int i = 0; i < mb; i += mr) {
            int height = Math.min(mr, mb - i);
            int from = a.index(i0 + i, p0);
            if (a.transposed) {
                for (int p = 0; p < kb; p++) {
                    copy(height, a.data, from + p * a.stride, panels, i * kb + p * mr);
                }
            } else {
                for (int r = 0; r < height; r++) {
                    scatter(kb, a.data, from + r * a.stride, panels, i * kb + r, mr);
                }
            }
        }
    }

    /** Packs {@code B[p0 .. p0+kb)[j0 .. j0+nb)} into panels of NR columns, one after the other. */
    static void columnPanels(MatrixView b, int p0, int j0, int kb, int nb, double[] panels) {
        for (int j = 0; j < nb; j += NR) {
            int width = Math.min(NR, nb - j);
            int from = b.index(p0, j0 + j);
            if (b.transposed) {
                for (int c = 0; c < width; c++) {
                    scatter(kb, b.data, from + c * b.stride, panels, j * kb + c, NR);
                }
            } else if (width == NR) {
                fullColumnPanel(kb, b.data, from, b.stride, panels, j * kb);
            } else {
                for (int p = 0; p < kb; p++) {
                    copy(width, b.data, from + p * b.stride, panels, j * kb + p * NR);
                }
            }
        }
    }

    private static void fullColumnPanel(int kb, double[] b, int from, int stride, double[] panels, int to) {
        for (int p = 0; p < kb; p++) {
            DoubleVector.fromArray(SPECIES, b, from + p * stride).intoArray(panels, to + p * NR);
            DoubleVector.fromArray(SPECIES, b, from + p * stride + LANES).intoArray(panels, to + p * NR + LANES);
        }
    }

    /** A few elements, fewer than a call of {@link System#arraycopy} is worth. */
    private static void copy(int length, double[] from, int fromIndex, double[] to, int toIndex) {
        for (int i = 0; i < length; i++) {
            to[toIndex + i] = from[fromIndex + i];
        }
    }

    private static void scatter(int length, double[] from, int fromIndex, double[] to, int toIndex, int toStride) {
        for (int i = 0; i < length; i++) {
            to[toIndex + i * toStride] = from[fromIndex + i];
        }
    }
}
