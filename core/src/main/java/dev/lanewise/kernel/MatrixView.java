package dev.lanewise.kernel;

/**
 * An operand of a product: element (row, column) lies at {@code offset + row·stride + column} of a row-major array, or
 * with the two exchanged where it is used transposed. Mutable so that a {@link Scratch} can reuse it: a call allocates
 * nothing.
 */
final class MatrixView {

    double[] data;
    int offset;
    int stride;
    boolean transposed;

    MatrixView set(double[] data, int offset, int stride, boolean transposed) {
        this.data = data;
        this.offset = offset;
        this.stride = stride;
        this.transposed = transposed;
        return this;
    }

    /** Turns this into the view of the transpose. */
    MatrixView transpose() {
        transposed = !transposed;
        return this;
    }

    /** {@return the index of element (row, column) of the operand as the product sees it} */
    int index(int row, int column) {
        return offset + (transposed ? column * stride + row : row * stride + column);
    }
}
