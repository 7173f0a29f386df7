package dev.lanewise.kernel;

import static dev.lanewise.kernel.GemmMicroKernel.NR;
import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * Copies blocks of the operands into the order in which {@link GemmMicroKernel} reads them: A row by row, B in panels
 * of {@code NR} columns, step by step. What a panel holds past the last column of its operand goes into elements of C
 * that are never kept.
 */
final class Packing {

    /** Rows or columns that are transposed side by side: as many streams as the general registers hold. */
    private static final int GROUP = 4;

    /** Steps that are copied for all rows or panels before the next: as many pages at a time as are known to stay. */
    private static final int STEPS = 16;

    private Packing() {
    }

    /** Copies {@code A[i0 .. i0+mb)[p0 .. p0+kb)} to rows of kb elements. */
    static void rows(MatrixView a, int i0, int p0, int mb, int kb, double[] rows) {
        if (a.transposed) {
            for (int p = 0; p < kb; p += STEPS) {
                int steps = Math.min(STEPS, kb - p);
                int i = 0;
                for (; i <= mb - GROUP; i += GROUP) {
                    transposeRows(steps, a.data, a.index(i0 + i, p0 + p), a.stride, rows, i * kb + p, kb);
                }
                for (; i < mb; i++) {
                    copy(steps, a.data, a.index(i0 + i, p0 + p), a.stride, rows, i * kb + p, 1);
                }
            }
        } else {
            for (int i = 0; i < mb; i++) {
                System.arraycopy(a.data, a.index(i0 + i, p0), rows, i * kb, kb);
            }
        }
    }

    /** Packs {@code B[p0 .. p0+kb)[j0 .. j0+nb)} into panels, one after the other. */
    static void columnPanels(MatrixView b, int p0, int j0, int kb, int nb, double[] panels) {
        if (b.transposed) {
            for (int j = 0; j < nb; j += GemmMicroKernel.panel(nb - j)) {
                int panel = GemmMicroKernel.panel(nb - j);
                transposedPanel(panel, Math.min(panel, nb - j), kb, b.data, b.index(p0, j0 + j), b.stride,
                        panels, j * kb);
            }
        } else {
            for (int p = 0; p < kb; p += STEPS) {
                rowsOfPanels(b, p0 + p, j0, Math.min(STEPS, kb - p), nb, kb, p, panels);
            }
        }
    }

    /** Overwrites {@code to[columns×rows]} with the transpose of {@code from[rows×columns]}. */
    static void transpose(int rows, int columns, double[] from, int fromOffset, double[] to, int toOffset) {
        for (int i = 0; i < rows; i++) {
            copy(columns, from, fromOffset + i * columns, 1, to, toOffset + i, rows);
        }
    }

    /** Packs {@code B[k×n]} into one panel of LANES columns, of which n count. */
    static void narrowPanel(MatrixView b, int k, int n, double[] panel) {
        int p = 0;
        if (!b.transposed) {
            // whole vectors as long as they lie in the array: what follows a row fills columns that do not count
            int last = b.data.length - LANES - b.offset;
            int whole = last < 0 ? 0 : Math.min(k, last / b.stride + 1);
            for (; p < whole; p++) {
                DoubleVector.fromArray(SPECIES, b.data, b.offset + p * b.stride).intoArray(panel, p * LANES);
            }
        }
        for (int j = 0; j < n; j++) {
            copy(k - p, b.data, b.index(p, j), b.transposed ? 1 : b.stride, panel, p * LANES + j, LANES);
        }
    }

    /** Some steps of all panels: rows of b are read from end to end. */
    private static void rowsOfPanels(MatrixView b, int p0, int j0, int steps, int nb, int kb, int firstStep,
            double[] panels) {
        for (int j = 0; j < nb; j += GemmMicroKernel.panel(nb - j)) {
            int panel = GemmMicroKernel.panel(nb - j);
            int width = Math.min(panel, nb - j);
            int from = b.index(p0, j0 + j);
            int to = j * kb + firstStep * panel;
            if (width == NR && panel == NR) {
                panel(steps, b.data, from, b.stride, panels, to);
            } else {
                for (int p = 0; p < steps; p++) {
                    GemmMicroKernel.copy(1, width, b.data, from + p * b.stride, 0, panels, to + p * panel, 0);
                }
            }
        }
    }

    private static void panel(int kb, double[] b, int from, int stride, double[] panels, int to) {
        for (int p = 0; p < kb; p++) {
            DoubleVector.fromArray(SPECIES, b, from + p * stride).intoArray(panels, to + p * NR);
            DoubleVector.fromArray(SPECIES, b, from + p * stride + LANES).intoArray(panels, to + p * NR + LANES);
        }
    }

    /** Rows of b become columns of the panel. */
    private static void transposedPanel(int panel, int width, int kb, double[] b, int from, int stride,
            double[] panels, int to) {
        int c = 0;
        for (; c <= width - GROUP; c += GROUP) {
            transposeColumns(kb, b, from + c * stride, stride, panels, to + c, panel);
        }
        for (; c < width; c++) {
            copy(kb, b, from + c * stride, 1, panels, to + c, panel);
        }
    }

    /** Four neighbours of each step become four rows. */
    private static void transposeRows(int steps, double[] a, int from, int stride, double[] rows, int to,
            int toStride) {
        int to1 = to + toStride;
        int to2 = to1 + toStride;
        int to3 = to2 + toStride;
        for (int p = 0; p < steps; p++) {
            int step = from + p * stride;
            rows[to + p] = a[step];
            rows[to1 + p] = a[step + 1];
            rows[to2 + p] = a[step + 2];
            rows[to3 + p] = a[step + 3];
        }
    }

    /** Four rows become four neighbours of each step. */
    private static void transposeColumns(int kb, double[] b, int from, int stride, double[] panels, int to,
            int panel) {
        int from1 = from + stride;
        int from2 = from1 + stride;
        int from3 = from2 + stride;
        for (int p = 0; p < kb; p++) {
            int step = to + p * panel;
            panels[step] = b[from + p];
            panels[step + 1] = b[from1 + p];
            panels[step + 2] = b[from2 + p];
            panels[step + 3] = b[from3 + p];
        }
    }

    private static void copy(int length, double[] from, int fromIndex, int fromStride,
            double[] to, int toIndex, int toStride) {
        for (int i = 0; i < length; i++) {
            to[toIndex + i * toStride] = from[fromIndex + i * fromStride];
        }
    }
}
