package dev.lanewise.kernel;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.ElementaryFunction;

/**
 * Every numerical operation of Lanewise. This page is the contract; {@link ScalarKernels} is its specification,
 * {@link VectorKernels} gives the same bits faster.
 *
 * <p><b>Shapes.</b> {@code m} rows of the batch, {@code k} inputs, {@code n} outputs; all matrices row-major and dense:
 * {@code x[m×k] w[k×n] b[n] z[m×n] a[m×n] y[m×n]}, gradients {@code dx dw db dz da} of the shape of their variable. An
 * array is followed by the offset of its first element. Sizes may be 0.
 *
 * <p><b>Order of sums.</b> A product sums in index order, one chain per output element, each step one rounding
 * ({@link Arithmetic#FUSED}) or two ({@link Arithmetic#STRICT}), from +0 or, where {@code accumulate} says so, from the
 * value that is there. Nothing skips zeros, pads along the sum or splits it. Hence width, blocking and the batch
 * that a row sits in cannot change a bit. Sums along a row follow {@link RowSums#sum}; softmax divides by
 * {@link RowSums#accurateSum}, while logarithms are of the former.
 *
 * <p><b>Preconditions.</b> Checked by the callers in {@code dev.lanewise}: ranges lie inside their arrays, an output
 * of a product overlaps no input, an output of an elementwise operation is exactly the range of an input or disjoint.
 *
 * <p>NaN and infinities propagate; a NaN's payload and sign are not part of the contract. Implementations have no
 * state that shows: one instance serves all threads, scratch memory comes from the caller's {@link Scratch}.
 */
public interface Kernels {

    /** {@return which kernels these are, for people: {@code "scalar"} or {@code "vector, 256 bit"}} */
    String description();

    // Matrix products of a dense layer

    /** {@code z = x·w}: overwrites {@code z[m×n]}; the chain runs over the k inputs. */
    void forward(Arithmetic arithmetic, int m, int k, int n, double[] x, int xOffset, double[] w, int wOffset,
            double[] z, int zOffset, Scratch scratch);

    /** {@code dx = dz·wᵀ}: overwrites {@code dx[m×k]}; the chain runs over the n outputs. */
    void inputGradient(Arithmetic arithmetic, int m, int k, int n, double[] dz, int dzOffset, double[] w, int wOffset,
            double[] dx, int dxOffset, Scratch scratch);

    /**
     * {@code dw = xᵀ·dz}: overwrites {@code dw[k×n]} or continues its chains, which run over the m rows. Rows of
     * {@code x} are {@code xStride} apart, so that a range of inputs can be taken by itself.
     */
    void weightGradient(Arithmetic arithmetic, int m, int k, int n, double[] x, int xOffset, int xStride,
            double[] dz, int dzOffset, double[] dw, int dwOffset, boolean accumulate, Scratch scratch);

    /**
     * A whole layer: {@code z = x·w + b}, the bias added last, and {@code a = f(z)}; overwrites {@code z[m×n]} and
     * {@code a[m×n]}, which may be the same range.
     */
    void dense(Arithmetic arithmetic, Activation f, int m, int k, int n, double[] x, int xOffset,
            double[] w, int wOffset, double[] b, int bOffset, double[] z, int zOffset, double[] a, int aOffset,
            Scratch scratch);

    // Bias

    /** {@code z = z + b} for each of the m rows, in place. */
    void addBias(int m, int n, double[] b, int bOffset, double[] z, int zOffset, Scratch scratch);

    /** {@code db = Σ_rows dz}, plain additions in row order from +0, or from {@code db[n]} if accumulating. */
    void biasGradient(int m, int n, double[] dz, int dzOffset, double[] db, int dbOffset, boolean accumulate,
            Scratch scratch);

    // Elementary functions and activations, forward and backward

    /** {@code y = f(x)}; y may be the range of x. See {@link ScalarMath}. */
    void apply(ElementaryFunction f, int length, double[] x, int xOffset, double[] y, int yOffset, Scratch scratch);

    /** {@code a = f(z)} over {@code m×n}; a may be the range of z. */
    default void activate(Activation f, int m, int n, double[] z, int zOffset, double[] a, int aOffset,
            Scratch scratch) {
        switch (f) {
            case IDENTITY -> System.arraycopy(z, zOffset, a, aOffset, m * n);
            case SOFTMAX -> softmax(m, n, z, zOffset, a, aOffset, scratch);
            case LOG_SOFTMAX -> logSoftmax(m, n, z, zOffset, a, aOffset, scratch);
            default -> activateElements(f, m * n, z, zOffset, a, aOffset, scratch);
        }
    }

    /** The {@code dz} that {@code da} gives through f at {@code z, a = f(z)}; dz may be the range of z, a or da. */
    default void activateBackward(Activation f, int m, int n, double[] z, int zOffset, double[] a, int aOffset,
            double[] da, int daOffset, double[] dz, int dzOffset, Scratch scratch) {
        switch (f) {
            case IDENTITY -> System.arraycopy(da, daOffset, dz, dzOffset, m * n);
            case SOFTMAX -> softmaxBackward(m, n, a, aOffset, da, daOffset, dz, dzOffset);
            case LOG_SOFTMAX -> logSoftmaxBackward(m, n, a, aOffset, da, daOffset, dz, dzOffset, scratch);
            default -> activateElementsBackward(f, m * n, z, zOffset, a, aOffset, da, daOffset, dz, dzOffset, scratch);
        }
    }

    /** {@code a = f(z)} for an activation with a formula for each element; see {@link ScalarMath}. */
    void activateElements(Activation f, int length, double[] z, int zOffset, double[] a, int aOffset, Scratch scratch);

    /** {@code dz = da·f'(z)} for such an activation; see {@link ScalarMath#backward}. */
    void activateElementsBackward(Activation f, int length, double[] z, int zOffset, double[] a, int aOffset,
            double[] da, int daOffset, double[] dz, int dzOffset, Scratch scratch);

    /** Row by row {@code s = z − max z}; s may be the range of z. A row of NaN if one is among z. */
    void subtractMax(int m, int n, double[] z, int zOffset, double[] s, int sOffset);

    /** Row by row {@code e = e / Σ e}, in place; the sum is {@link RowSums#accurateSum}. */
    void divideBySum(int m, int n, double[] e, int eOffset);

    /** Row by row {@code a = exp(z − max z)}, then {@code a / Σ a}. A row of NaN if the row's maximum is infinite. */
    default void softmax(int m, int n, double[] z, int zOffset, double[] a, int aOffset, Scratch scratch) {
        subtractMax(m, n, z, zOffset, a, aOffset);
        apply(ElementaryFunction.EXP, m * n, a, aOffset, a, aOffset, scratch);
        divideBySum(m, n, a, aOffset);
    }

    /** Row by row {@code dz = a·(da − Σ da·a)}. */
    default void softmaxBackward(int m, int n, double[] a, int aOffset, double[] da, int daOffset,
            double[] dz, int dzOffset) {
        Rows.softmaxBackward(m, n, a, aOffset, da, daOffset, dz, dzOffset);
    }

    /** Row by row {@code a = s − log Σ exp s}, where {@code s = z − max z}. */
    default void logSoftmax(int m, int n, double[] z, int zOffset, double[] a, int aOffset, Scratch scratch) {
        subtractMax(m, n, z, zOffset, a, aOffset);
        int piece = Rows.piece(n);
        double[] e = scratch.exponentials(piece * n);
        for (int i = 0; i < m; i += piece) {
            int rows = Math.min(piece, m - i);
            int ai = aOffset + i * n;
            apply(ElementaryFunction.EXP, rows * n, a, ai, e, 0, scratch);
            Rows.subtractLogSum(rows, n, e, a, ai);
        }
    }

    /** Row by row {@code dz = da − exp(a)·Σ da}. */
    default void logSoftmaxBackward(int m, int n, double[] a, int aOffset, double[] da, int daOffset,
            double[] dz, int dzOffset, Scratch scratch) {
        int piece = Rows.piece(n);
        double[] e = scratch.exponentials(piece * n);
        for (int i = 0; i < m; i += piece) {
            int rows = Math.min(piece, m - i);
            apply(ElementaryFunction.EXP, rows * n, a, aOffset + i * n, e, 0, scratch);
            Rows.logSoftmaxBackward(rows, n, e, da, daOffset + i * n, dz, dzOffset + i * n);
        }
    }

    // Rows of a batch

    /** {@code v = (x − mean) / deviation} over {@code x[m×n]}, column by column; v may be the range of x. */
    void standardize(int m, int n, double[] mean, double[] deviation, double[] x, int xOffset,
            double[] v, int vOffset);

    /** {@code w = u·v}; w may be the range of u or v. */
    void multiply(int length, double[] u, int uOffset, double[] v, int vOffset, double[] w, int wOffset);

    /** Row by row {@code v = v·factor}, in place. */
    default void scaleRows(int m, int n, double[] factors, int factorsOffset, double[] v, int vOffset) {
        for (int i = 0; i < m; i++) {
            scale(n, v, vOffset + i * n, factors[factorsOffset + i]);
        }
    }

    /**
     * What dropout multiplies {@code m×n} activations by: 0 with probability {@code rate}, otherwise
     * {@code 1/(1 − rate)}. Element (i, j) is 0 where number j of {@link SplitMix64}, seeded by number
     * {@code firstRow + i} of {@code seed}, is below the rate.
     */
    default void dropoutMask(int m, int n, long seed, long firstRow, double rate, double[] mask, int maskOffset) {
        Rows.dropoutMask(m, n, seed, firstRow, rate, mask, maskOffset);
    }

    // Losses

    /** {@code d = a − y}; d may be the range of a or y. */
    void subtract(int length, double[] a, int aOffset, double[] y, int yOffset, double[] d, int dOffset);

    /** {@code rowLoss[m] = ½·Σ_j (a − y)·(a − y)}, {@code da = a − y}; {@code da} may be the range of a or y. */
    default void halfSquaredError(int m, int n, double[] a, int aOffset, double[] y, int yOffset,
            double[] rowLoss, int rowLossOffset, double[] da, int daOffset) {
        subtract(m * n, a, aOffset, y, yOffset, da, daOffset);
        Rows.halfSquares(m, n, da, daOffset, rowLoss, rowLossOffset);
    }

    /**
     * {@code rowLoss[m] = Σ_j (a − y)·(a − y) / n}, {@code da = (a − y)·(2/n)}; {@code da} may be the range of a or y.
     */
    default void meanSquaredError(int m, int n, double[] a, int aOffset, double[] y, int yOffset,
            double[] rowLoss, int rowLossOffset, double[] da, int daOffset) {
        subtract(m * n, a, aOffset, y, yOffset, da, daOffset);
        Rows.meanSquares(m, n, da, daOffset, rowLoss, rowLossOffset);
        scale(m * n, da, daOffset, 2.0 / n);
    }

    /**
     * {@code rowLoss[m] = Σ_j |a − y| / n}, {@code da = sign(a − y)·(1/n)}, 0 where a is y; {@code da} may be the range
     * of a or y.
     */
    default void meanAbsoluteError(int m, int n, double[] a, int aOffset, double[] y, int yOffset,
            double[] rowLoss, int rowLossOffset, double[] da, int daOffset, Scratch scratch) {
        subtract(m * n, a, aOffset, y, yOffset, da, daOffset);
        Rows.meanMagnitudes(m, n, da, daOffset, rowLoss, rowLossOffset, scratch.exponentials(n));
        Rows.signs(m * n, 1.0 / n, da, daOffset);
    }

    /**
     * With {@code d = a − y}: {@code rowLoss[m] = Σ_j (|d| <= delta ? ½·d·d : delta·(|d| − ½·delta))},
     * {@code da = d} clipped to {@code [−delta, delta]}; {@code da} may be the range of a or y.
     */
    default void huber(int m, int n, double[] a, int aOffset, double[] y, int yOffset, double delta,
            double[] rowLoss, int rowLossOffset, double[] da, int daOffset, Scratch scratch) {
        subtract(m * n, a, aOffset, y, yOffset, da, daOffset);
        Rows.huber(m, n, delta, da, daOffset, rowLoss, rowLossOffset, scratch.exponentials(n));
        clip(m * n, da, daOffset, delta);
    }

    /**
     * {@code rowLoss[m] = Σ_j ((max(z, 0) − z·y) + log1p(exp(−|z|)))}, the last by softplus, and
     * {@code dz = sigmoid(z) − y}; {@code dz} may be the range of z.
     */
    default void binaryCrossEntropy(int m, int n, double[] z, int zOffset, double[] y, int yOffset,
            double[] rowLoss, int rowLossOffset, double[] dz, int dzOffset, Scratch scratch) {
        int piece = Rows.piece(n);
        double[] e = scratch.exponentials(piece * n);
        for (int i = 0; i < m; i += piece) {
            int rows = Math.min(piece, m - i);
            int zi = zOffset + i * n;
            Rows.negativeMagnitudes(rows * n, z, zi, e);
            activateElements(Activation.SOFTPLUS, rows * n, e, 0, e, 0, scratch);
            Rows.binaryCrossEntropy(rows, n, z, zi, y, yOffset + i * n, e, rowLoss, rowLossOffset + i);
        }
        activateElements(Activation.SIGMOID, m * n, z, zOffset, dz, dzOffset, scratch);
        subtract(m * n, dz, dzOffset, y, yOffset, dz, dzOffset);
    }

    /**
     * With {@code s = z − max z}, row by row: {@code rowLoss[m] = log(Σ exp s)·Σ y − Σ y·s}, where {@code 0·(−∞)}
     * counts as 0, and {@code dz = exp(s) / Σ exp(s) − y}; {@code dz} may be the range of z.
     */
    default void softmaxCrossEntropy(int m, int n, double[] z, int zOffset, double[] y, int yOffset,
            double[] rowLoss, int rowLossOffset, double[] dz, int dzOffset, Scratch scratch) {
        subtractMax(m, n, z, zOffset, dz, dzOffset);
        Rows.dots(m, n, y, yOffset, dz, dzOffset, rowLoss, rowLossOffset);
        apply(ElementaryFunction.EXP, m * n, dz, dzOffset, dz, dzOffset, scratch);
        Rows.crossEntropy(m, n, dz, dzOffset, y, yOffset, rowLoss, rowLossOffset);
        divideBySum(m, n, dz, dzOffset);
        subtract(m * n, dz, dzOffset, y, yOffset, dz, dzOffset);
    }

    /** {@return {@code Σ values}, in the order of {@link RowSums}} */
    default double sum(int length, double[] values, int offset) {
        return RowSums.sum(values, offset, length);
    }

    /** {@return {@code Σ v·v}, in the order of {@link RowSums}} */
    default double sumOfSquares(int length, double[] v, int offset) {
        return RowSums.dot(v, offset, v, offset, length);
    }

    /** {@return whether there is neither NaN nor infinity among the values} */
    boolean isFinite(int length, double[] v, int offset);

    // Gradients

    /** {@code v = v / divisor}, in place. */
    void divide(int length, double[] v, int vOffset, double divisor);

    /** {@code v = v·factor}, in place. */
    void scale(int length, double[] v, int vOffset, double factor);

    /** {@code v = min(max(v, −limit), limit)}, in place; NaN stays. */
    void clip(int length, double[] v, int vOffset, double limit);

    // Updates. Arrays of one layout share one offset; each operation is rounded.

    /** {@code g = (g + l2·v) + l1·sign(v)}, in place, where a term whose factor is 0 is left out; sign(0) is 0. */
    void penalize(int length, int offset, double[] v, double[] g, double l1, double l2);

    /** {@code v = v − rate·(g + l2·v)}, each operation rounded; {@code v − rate·g} where {@code l2} is 0. */
    void sgd(int length, double[] v, int vOffset, double[] g, int gOffset, double rate, double l2);

    /**
     * {@code b = momentum·b + g}, then {@code v = v − rate·b}, or with Nesterov's form
     * {@code v = v − rate·(g + momentum·b)}. PyTorch's {@code SGD} without dampening.
     */
    void momentum(int length, int offset, double[] v, double[] g, double[] b, double rate, double momentum,
            boolean nesterov);

    /**
     * {@code s = α·s + (1 − α)·g·g}, then {@code v = v − rate·(g / (√s + ε))}. PyTorch's {@code RMSprop}, not centred.
     */
    void rmsProp(int length, int offset, double[] v, double[] g, double[] s, double rate, double alpha,
            double epsilon);

    /**
     * {@code u = β1·u + (1 − β1)·g}, {@code s = β2·s + (1 − β2)·g·g}, then {@code v = v − step·(u / (√s / root + ε))}.
     * PyTorch's {@code Adam}, for which {@code step = rate / (1 − β1^t)} and {@code root = √(1 − β2^t)} in step t.
     */
    void adam(int length, int offset, double[] v, double[] g, double[] u, double[] s, double step, double root,
            double beta1, double beta2, double epsilon);
}
