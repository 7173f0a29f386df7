package dev.lanewise.bench.peers;

import dev.lanewise.bench.Products;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.mult.VectorVectorMult_DDRM;

/**
 * The products by EJML's row-major matrices, laid over our arrays without a copy or an object per call. A single row
 * takes the operations for vectors.
 */
final class EjmlProducts implements Products {

    private final DMatrixRMaj left = new DMatrixRMaj(0, 0);
    private final DMatrixRMaj right = new DMatrixRMaj(0, 0);
    private final DMatrixRMaj product = new DMatrixRMaj(0, 0);

    @Override
    public boolean areChains() {
        return false;
    }

    /** {@code z = x·w}; of a single row {@code zᵀ = wᵀ·xᵀ}. */
    @Override
    public void forward(int m, int k, int n, double[] x, double[] w, int wOffset, double[] z) {
        requireStart(wOffset);
        if (m == 1) {
            CommonOps_DDRM.multTransA(over(left, k, n, w), over(right, k, 1, x), over(product, n, 1, z));
        } else {
            CommonOps_DDRM.mult(over(left, m, k, x), over(right, k, n, w), over(product, m, n, z));
        }
    }

    /** {@code dx = dz·wᵀ}; of a single row {@code dxᵀ = w·dzᵀ}. */
    @Override
    public void inputGradient(int m, int k, int n, double[] dz, double[] w, int wOffset, double[] dx) {
        requireStart(wOffset);
        if (m == 1) {
            CommonOps_DDRM.mult(over(left, k, n, w), over(right, n, 1, dz), over(product, k, 1, dx));
        } else {
            CommonOps_DDRM.multTransB(over(left, m, n, dz), over(right, k, n, w), over(product, m, k, dx));
        }
    }

    /** {@code dw = xᵀ·dz}. */
    @Override
    public void weightGradient(int m, int k, int n, double[] x, double[] dz, double[] dw, int dwOffset) {
        requireStart(dwOffset);
        if (m == 1) {
            VectorVectorMult_DDRM.outerProd(over(left, k, 1, x), over(right, n, 1, dz), over(product, k, n, dw));
        } else {
            CommonOps_DDRM.multTransA(over(left, m, k, x), over(right, m, n, dz), over(product, k, n, dw));
        }
    }

    private static DMatrixRMaj over(DMatrixRMaj matrix, int rows, int columns, double[] values) {
        matrix.data = values;
        matrix.numRows = rows;
        matrix.numCols = columns;
        return matrix;
    }

    private static void requireStart(int offset) {
        if (offset != 0) {
            throw new IllegalArgumentException("a matrix of EJML starts its array, not at element " + offset);
        }
    }
}
