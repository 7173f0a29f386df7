package dev.lanewise.kernel;

import static dev.lanewise.kernel.MicroKernel.GROUP;
import static dev.lanewise.kernel.MicroKernel.MR;
import static dev.lanewise.kernel.MicroKernel.NR;
import static dev.lanewise.kernel.MicroKernel.SLOT;
import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * Copies blocks of the operands into the order in which the micro-kernel reads them: A in panels of {@code MR} rows, B
 * in panels of {@code NR} columns, both step by step. What a panel holds past the last row or column of its operand is
 * what happens to lie there; it only gets into elements of C that are never kept.
 */
final class Packing {

    /** Steps of a panel of A that are filled row after row before the next ones: so many stay in the first cache. */
    private static final int STRIP = 64;

    /** Pages that are read at a time: so many are known to stay. */
    private static final int PAGES = 16;

    /** Doubles of a page. */
    private static final int PAGE = 512;

    private Packing() {
    }

    /** Packs {@code A[i0 .. i0+mb)[p0 .. p0+kb)} into the scratch's panels of A, which begin where tiles do. */
    static void rowPanels(MatrixView a, int i0, int p0, int mb, int kb, Scratch scratch) {
        int steps = a.transposed ? stepsAtATime(a.stride) : kb;
        for (int p = 0; p < kb; p += steps) {
            for (int i = 0; i < mb; i += MR) {
                int first = Gemm.firstRow(i, mb);
                rowPanel(a, i0 + first, p0 + p, Math.min(MR, mb - first), Math.min(steps, kb - p),
                        scratch.aPanel(i / MR, kb * SLOT), p * SLOT);
            }
        }
    }

    private static void rowPanel(MatrixView a, int i0, int p0, int rows, int kb, double[] panel, int to) {
        int from = a.index(i0, p0);
        if (a.transposed) {
            copySteps(kb, rows, SLOT, a.data, from, a.stride, panel, to);
            return;
        }
        for (int p = 0; p < kb; p += STRIP) {
            int strip = Math.min(STRIP, kb - p);
            for (int i = 0; i < rows; i++) {
                spread(strip, a.data, from + i * a.stride + p, panel, to + p * SLOT + i);
            }
        }
    }

    /** Packs {@code B[p0 .. p0+kb)[j0 .. j0+nb)} into the scratch's panels of B. */
    static void columnPanels(MatrixView b, int p0, int j0, int kb, int nb, Scratch scratch) {
        int steps = b.transposed ? kb : stepsAtATime(b.stride);
        for (int p = 0; p < kb; p += steps) {
            for (int j = 0; j < nb; j += NR) {
                double[] panel = scratch.bPanel(j / NR, kb * NR);
                columnPanel(b, p0 + p, j0 + j, Math.min(steps, kb - p), Math.min(NR, nb - j), NR, panel, p * NR);
            }
        }
    }

    /** {@return how many steps are copied for all panels before the next ones, where a step is a row of the operand} */
    private static int stepsAtATime(int stride) {
        return Math.max(PAGES, PAGES * PAGE / stride);
    }

    /** Packs {@code B[p0 .. p0+kb)[j0 .. j0+width)} into a panel of so many columns, whole vectors. */
    static void columnPanel(MatrixView b, int p0, int j0, int kb, int width, int columns, double[] panel, int to) {
        int from = b.index(p0, j0);
        if (b.transposed) {
            transposed(columns, width, kb, b.data, from, b.stride, panel, to);
        } else {
            copySteps(kb, width, columns, b.data, from, b.stride, panel, to);
        }
    }

    /** {@return how many of k steps, in rows of so many columns from an index on, lie in the array whole} */
    static int wholeSteps(int k, int columns, double[] data, int from, int stride) {
        int last = data.length - columns - from;
        return last < 0 ? 0 : Math.min(k, last / stride + 1);
    }

    /** Copies steps that lie in rows into a panel of so many columns, whole vectors. */
    private static void copySteps(int kb, int width, int columns, double[] data, int from, int stride,
            double[] panel, int to) {
        // what follows a row fills columns that do not count
        int whole = wholeSteps(kb, columns, data, from, stride);
        if (columns == NR && width > LANES) {
            MicroKernel.pairs(whole, data, from, stride, panel, to);
        } else {
            for (int j = 0; j < width; j += LANES) {
                vectors(whole, data, from + j, stride, panel, to + j, columns);
            }
        }
        copy(kb - whole, width, data, from + whole * stride, stride, panel, to + whole * columns, columns);
    }

    /** Copies {@code A[i0 .. i0+mb)[p0 .. p0+kb)} of an A that lies transposed to rows of kb elements. */
    static void rows(MatrixView a, int i0, int p0, int mb, int kb, double[] rows) {
        int i = 0;
        for (; i <= mb - GROUP; i += GROUP) {
            MicroKernel.columnsToRows(kb, a.data, a.index(i0 + i, p0), a.stride, rows, i * kb, kb);
        }
        for (; i < mb; i++) {
            copy(kb, 1, a.data, a.index(i0 + i, p0), a.stride, rows, i * kb, 1);
        }
    }

    /** Overwrites {@code to[columns×rows]} with the transpose of {@code from[rows×columns]}. */
    static void transpose(int rows, int columns, double[] from, int fromOffset, int fromStride,
            double[] to, int toOffset) {
        transposed(rows, rows, columns, from, fromOffset, fromStride, to, toOffset);
    }

    /** Copies rows of any width. */
    static void copy(int rows, int width, double[] from, int fromIndex, int fromStride,
            double[] to, int toIndex, int toStride) {
        int j = 0;
        for (; j <= width - LANES; j += LANES) {
            vectors(rows, from, fromIndex + j, fromStride, to, toIndex + j, toStride);
        }
        for (; j < width; j++) {
            for (int i = 0; i < rows; i++) {
                to[toIndex + i * toStride + j] = from[fromIndex + i * fromStride + j];
            }
        }
    }

    private static void vectors(int rows, double[] from, int fromIndex, int fromStride,
            double[] to, int toIndex, int toStride) {
        for (int i = 0; i < rows; i++) {
            DoubleVector.fromArray(SPECIES, from, fromIndex + i * fromStride).intoArray(to, toIndex + i * toStride);
        }
    }

    /** A row of A becomes a column of the panel. */
    private static void spread(int steps, double[] a, int from, double[] panel, int to) {
        for (int p = 0; p < steps; p++) {
            panel[to + p * SLOT] = a[from + p];
        }
    }

    /** Rows become columns of a panel of so many. */
    private static void transposed(int columns, int width, int kb, double[] b, int from, int stride,
            double[] panel, int to) {
        int c = 0;
        for (; c <= width - GROUP; c += GROUP) {
            MicroKernel.rowsToColumns(kb, b, from + c * stride, stride, panel, to + c, columns);
        }
        for (; c < width; c++) {
            for (int p = 0; p < kb; p++) {
                panel[to + c + p * columns] = b[from + c * stride + p];
            }
        }
    }
}
