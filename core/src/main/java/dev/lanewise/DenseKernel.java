package dev.lanewise;

import dev.lanewise.kernel.KernelProvider;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Scratch;

/**
 * The kernel for reuse: matrix products of a dense layer, elementary functions, activations, losses and the SGD
 * update, over flat row-major
 * {@code double[]} with offsets.
 *
 * <p>On a HotSpot JVM with C2 and {@code --add-modules jdk.incubator.vector} (on the module path without that flag) the
 * operations run on the Vector API, otherwise on scalar code; the system property {@code dev.lanewise.kernels}
 * ({@code auto}, {@code vector}, {@code scalar}) decides by force. The bits are the same either way, and a row's do not
 * depend on the batch that it sits in.
 *
 * <p>An instance owns scratch memory, which grows to what the largest product needs and is then reused: nothing is
 * allocated once warm. It is meant for one caller at a time; make one per thread. Its products can use several threads,
 * see {@link #create(Arithmetic, Parallelism)}. Arrays stay the caller's.
 *
 * <p>In every method {@code m} is the number of rows of the batch, {@code k} of inputs and {@code n} of outputs; sizes
 * may be 0, and then outputs are what an empty sum gives. Bad arguments are refused before anything is written:
 * {@link IllegalArgumentException} for a negative size, for a matrix of more than 2^31 − 1 elements and for an output
 * that overlaps an input (a product allows no overlap, an elementwise operation exactly the same range),
 * {@link IndexOutOfBoundsException} for a range outside its array, {@link NullPointerException} for null.
 */
public final class DenseKernel {

    private final Arithmetic arithmetic;
    private final Kernels kernels = KernelProvider.kernels();
    private final Scratch scratch;
    private final SharedProducts products;

    private DenseKernel(Arithmetic arithmetic, Parallelism parallelism) {
        LayerPass[] passes = LayerPass.forParts(parallelism.threads(), kernels, arithmetic);
        this.arithmetic = arithmetic;
        this.products = new SharedProducts(parallelism, passes);
        this.scratch = passes[0].scratch();
    }

    /**
     * Creates a kernel with scratch memory of its own.
     *
     * @param arithmetic how products are summed
     * @return the kernel
     * @throws IllegalStateException if the system property {@code dev.lanewise.kernels} has no valid value
     */
    public static DenseKernel create(Arithmetic arithmetic) {
        return new DenseKernel(Checks.notNull("arithmetic", arithmetic), Parallelism.CALLING_THREAD);
    }

    /**
     * Creates a kernel whose products, {@link #forward}, {@link #inputGradient}, {@link #weightGradient},
     * {@link #denseForward} and {@link #denseBackward}, are shared between threads by rows of what they write: a
     * product of a single row is computed on the calling thread. So are the elementwise operations, losses and updates,
     * which are seldom worth sharing one by one; {@link Network} shares them as parts of whole passes.
     *
     * @param arithmetic how products are summed
     * @param parallelism the threads that products use
     * @return the kernel, for one caller at a time
     * @throws IllegalStateException if the parallelism is closed, later also from every product; or if the system
     *     property {@code dev.lanewise.kernels} has no valid value
     */
    public static DenseKernel create(Arithmetic arithmetic, Parallelism parallelism) {
        Checks.notNull("parallelism", parallelism).requireOpen();
        return new DenseKernel(Checks.notNull("arithmetic", arithmetic), parallelism);
    }

    /** {@return how products are summed} */
    public Arithmetic arithmetic() {
        return arithmetic;
    }

    // Matrix products

    /**
     * {@code z = x·w}, without the bias: overwrites {@code z[m×n]} from {@code x[m×k]} and {@code w[k×n]}.
     *
     * @param m rows of x and z
     * @param k columns of x, rows of w
     * @param n columns of w and z
     * @param x inputs, m×k
     * @param xOffset first element of x
     * @param w weights, k×n
     * @param wOffset first element of w
     * @param z the product, m×n
     * @param zOffset first element of z
     */
    public void forward(int m, int k, int n, double[] x, int xOffset, double[] w, int wOffset,
            double[] z, int zOffset) {
        int xLength = matrix("x", x, xOffset, "m", m, "k", k);
        int wLength = matrix("w", w, wOffset, "k", k, "n", n);
        int zLength = matrix("z", z, zOffset, "m", m, "n", n);
        Checks.disjoint("z", z, zOffset, zLength, "x", x, xOffset, xLength);
        Checks.disjoint("z", z, zOffset, zLength, "w", w, wOffset, wLength);
        products.requireOpen();
        products.forward(m, k, n, x, xOffset, w, wOffset, z, zOffset);
    }

    /**
     * {@code dx = dz·wᵀ}: overwrites {@code dx[m×k]} from {@code dz[m×n]} and {@code w[k×n]}.
     *
     * @param m rows of dz and dx
     * @param k rows of w, columns of dx
     * @param n columns of dz and w
     * @param dz gradient of z, m×n
     * @param dzOffset first element of dz
     * @param w weights, k×n
     * @param wOffset first element of w
     * @param dx gradient of x, m×k
     * @param dxOffset first element of dx
     */
    public void inputGradient(int m, int k, int n, double[] dz, int dzOffset, double[] w, int wOffset,
            double[] dx, int dxOffset) {
        int dzLength = matrix("dz", dz, dzOffset, "m", m, "n", n);
        int wLength = matrix("w", w, wOffset, "k", k, "n", n);
        int dxLength = matrix("dx", dx, dxOffset, "m", m, "k", k);
        Checks.disjoint("dx", dx, dxOffset, dxLength, "dz", dz, dzOffset, dzLength);
        Checks.disjoint("dx", dx, dxOffset, dxLength, "w", w, wOffset, wLength);
        products.requireOpen();
        products.inputGradient(m, k, n, dz, dzOffset, w, wOffset, dx, dxOffset);
    }

    /**
     * {@code dw = xᵀ·dz}, or {@code dw += xᵀ·dz}: from {@code x[m×k]} and {@code dz[m×n]} into {@code dw[k×n]}. The sum
     * runs over the rows in order and is not divided by their number; a batch given in ordered pieces, accumulating,
     * has the bits of the batch in one.
     *
     * @param m rows of x and dz
     * @param k columns of x, rows of dw
     * @param n columns of dz and dw
     * @param x inputs, m×k
     * @param xOffset first element of x
     * @param dz gradient of z, m×n
     * @param dzOffset first element of dz
     * @param dw gradient of w, k×n
     * @param dwOffset first element of dw
     * @param accumulate whether to add to dw instead of overwriting it
     */
    public void weightGradient(int m, int k, int n, double[] x, int xOffset, double[] dz, int dzOffset,
            double[] dw, int dwOffset, boolean accumulate) {
        int xLength = matrix("x", x, xOffset, "m", m, "k", k);
        int dzLength = matrix("dz", dz, dzOffset, "m", m, "n", n);
        int dwLength = matrix("dw", dw, dwOffset, "k", k, "n", n);
        Checks.disjoint("dw", dw, dwOffset, dwLength, "x", x, xOffset, xLength);
        Checks.disjoint("dw", dw, dwOffset, dwLength, "dz", dz, dzOffset, dzLength);
        products.requireOpen();
        products.weightGradient(m, k, n, x, xOffset, dz, dzOffset, dw, dwOffset, accumulate);
    }

    // Bias

    /**
     * {@code z = z + b}: adds {@code b[n]} to each row of {@code z[m×n]}, in place.
     *
     * @param m rows of z
     * @param n columns of z, length of b
     * @param b biases, n
     * @param bOffset first element of b
     * @param z the matrix, m×n
     * @param zOffset first element of z
     */
    public void addBias(int m, int n, double[] b, int bOffset, double[] z, int zOffset) {
        int zLength = matrix("z", z, zOffset, "m", m, "n", n);
        Checks.range("b", b, bOffset, n);
        Checks.disjoint("z", z, zOffset, zLength, "b", b, bOffset, n);
        kernels.addBias(m, n, b, bOffset, z, zOffset, scratch);
    }

    /**
     * {@code db = Σ_rows dz}, or {@code db += …}: plain additions in row order into {@code db[n]}.
     *
     * @param m rows of dz
     * @param n columns of dz, length of db
     * @param dz gradient of z, m×n
     * @param dzOffset first element of dz
     * @param db gradient of b, n
     * @param dbOffset first element of db
     * @param accumulate whether to add to db instead of overwriting it
     */
    public void biasGradient(int m, int n, double[] dz, int dzOffset, double[] db, int dbOffset, boolean accumulate) {
        int dzLength = matrix("dz", dz, dzOffset, "m", m, "n", n);
        Checks.range("db", db, dbOffset, n);
        Checks.disjoint("db", db, dbOffset, n, "dz", dz, dzOffset, dzLength);
        kernels.biasGradient(m, n, dz, dzOffset, db, dbOffset, accumulate, scratch);
    }

    // Elementary functions and activations

    /**
     * {@code y = f(x)}: overwrites y, which may be the range of x. {@link ElementaryFunction} has the errors and the
     * special values.
     *
     * @param f the function
     * @param length number of elements
     * @param x arguments
     * @param xOffset first element of x
     * @param y values
     * @param yOffset first element of y
     */
    public void apply(ElementaryFunction f, int length, double[] x, int xOffset, double[] y, int yOffset) {
        Checks.notNull("f", f);
        Checks.range("x", x, xOffset, length);
        Checks.range("y", y, yOffset, length);
        Checks.sameOrDisjoint("y", y, yOffset, "x", x, xOffset, length);
        kernels.apply(f, length, x, xOffset, y, yOffset, scratch);
    }

    /**
     * {@code a = f(z)}: overwrites {@code a[m×n]}, which may be the range of {@code z[m×n]}.
     *
     * @param f the activation; softmax and its logarithm act on rows, the others on elements
     * @param m rows
     * @param n columns
     * @param z pre-activations, m×n
     * @param zOffset first element of z
     * @param a activations, m×n
     * @param aOffset first element of a
     */
    public void activate(Activation f, int m, int n, double[] z, int zOffset, double[] a, int aOffset) {
        Checks.notNull("f", f);
        int length = matrix("z", z, zOffset, "m", m, "n", n);
        matrix("a", a, aOffset, "m", m, "n", n);
        Checks.sameOrDisjoint("a", a, aOffset, "z", z, zOffset, length);
        kernels.activate(f, m, n, z, zOffset, a, aOffset, scratch);
    }

    /**
     * {@code dz} from {@code da} and what the forward pass left: overwrites {@code dz[m×n]}, which may be the range of
     * z, a or da. See {@link Activation} for the formulas; z and a must both be there, though a formula reads but one.
     *
     * @param f the activation
     * @param m rows
     * @param n columns
     * @param z pre-activations, m×n
     * @param zOffset first element of z
     * @param a activations, m×n
     * @param aOffset first element of a
     * @param da gradient of a, m×n
     * @param daOffset first element of da
     * @param dz gradient of z, m×n
     * @param dzOffset first element of dz
     */
    public void activateBackward(Activation f, int m, int n, double[] z, int zOffset, double[] a, int aOffset,
            double[] da, int daOffset, double[] dz, int dzOffset) {
        Checks.notNull("f", f);
        int length = matrix("z", z, zOffset, "m", m, "n", n);
        matrix("a", a, aOffset, "m", m, "n", n);
        matrix("da", da, daOffset, "m", m, "n", n);
        matrix("dz", dz, dzOffset, "m", m, "n", n);
        Checks.sameOrDisjoint("dz", dz, dzOffset, "z", z, zOffset, length);
        Checks.sameOrDisjoint("dz", dz, dzOffset, "a", a, aOffset, length);
        Checks.sameOrDisjoint("dz", dz, dzOffset, "da", da, daOffset, length);
        kernels.activateBackward(f, m, n, z, zOffset, a, aOffset, da, daOffset, dz, dzOffset, scratch);
    }

    // A whole layer

    /**
     * {@code z = x·w + b}, {@code a = f(z)}: overwrites z and a, which may be the same range.
     *
     * @param layer shape and activation
     * @param m rows of the batch
     * @param x inputs, m×k
     * @param xOffset first element of x
     * @param parameters weights k×n followed by biases n
     * @param parametersOffset first weight
     * @param z pre-activations, m×n
     * @param zOffset first element of z
     * @param a activations, m×n
     * @param aOffset first element of a
     */
    public void denseForward(DenseLayer layer, int m, double[] x, int xOffset, double[] parameters,
            int parametersOffset, double[] z, int zOffset, double[] a, int aOffset) {
        Checks.notNull("layer", layer);
        int n = layer.outputs();
        int xLength = matrix("x", x, xOffset, "m", m, "inputs", layer.inputs());
        int pLength = layer.parameterCount();
        Checks.range("parameters", parameters, parametersOffset, pLength);
        int length = matrix("z", z, zOffset, "m", m, "outputs", n);
        matrix("a", a, aOffset, "m", m, "outputs", n);
        Checks.disjoint("z", z, zOffset, length, "x", x, xOffset, xLength);
        Checks.disjoint("z", z, zOffset, length, "parameters", parameters, parametersOffset, pLength);
        Checks.disjoint("a", a, aOffset, length, "x", x, xOffset, xLength);
        Checks.disjoint("a", a, aOffset, length, "parameters", parameters, parametersOffset, pLength);
        Checks.sameOrDisjoint("a", a, aOffset, "z", z, zOffset, length);
        products.requireOpen();
        products.layerForward(layer, m, x, xOffset, parameters, parametersOffset, z, zOffset, a, aOffset);
    }

    /**
     * From {@code dz} (see {@link #activateBackward}) the gradients of a layer: {@code dw = xᵀ·dz}, {@code db = Σ dz},
     * both overwritten or accumulated, and {@code dx = dz·wᵀ}, overwritten.
     *
     * @param layer shape; its activation is not used
     * @param m rows of the batch
     * @param x inputs of the forward pass, m×k
     * @param xOffset first element of x
     * @param parameters weights k×n followed by biases n, as in the forward pass
     * @param parametersOffset first weight
     * @param dz gradient of z, m×n
     * @param dzOffset first element of dz
     * @param gradients dw, k×n, followed by db, n
     * @param gradientsOffset first element of dw
     * @param accumulate whether to add to the gradients instead of overwriting them; dx is always overwritten
     * @param dx gradient of x, m×k, or null if nobody needs it
     * @param dxOffset first element of dx, ignored if dx is null
     */
    public void denseBackward(DenseLayer layer, int m, double[] x, int xOffset, double[] parameters,
            int parametersOffset, double[] dz, int dzOffset, double[] gradients, int gradientsOffset,
            boolean accumulate, double[] dx, int dxOffset) {
        Checks.notNull("layer", layer);
        int xLength = matrix("x", x, xOffset, "m", m, "inputs", layer.inputs());
        int dzLength = matrix("dz", dz, dzOffset, "m", m, "outputs", layer.outputs());
        int pLength = layer.parameterCount();
        Checks.range("parameters", parameters, parametersOffset, pLength);
        Checks.range("gradients", gradients, gradientsOffset, pLength);
        Checks.disjoint("gradients", gradients, gradientsOffset, pLength, "x", x, xOffset, xLength);
        Checks.disjoint("gradients", gradients, gradientsOffset, pLength, "dz", dz, dzOffset, dzLength);
        Checks.disjoint("gradients", gradients, gradientsOffset, pLength,
                "parameters", parameters, parametersOffset, pLength);
        if (dx != null) {
            matrix("dx", dx, dxOffset, "m", m, "inputs", layer.inputs());
            Checks.disjoint("dx", dx, dxOffset, xLength, "x", x, xOffset, xLength);
            Checks.disjoint("dx", dx, dxOffset, xLength, "dz", dz, dzOffset, dzLength);
            Checks.disjoint("dx", dx, dxOffset, xLength, "parameters", parameters, parametersOffset, pLength);
            Checks.disjoint("dx", dx, dxOffset, xLength, "gradients", gradients, gradientsOffset, pLength);
        }
        products.requireOpen();
        products.layerGradients(layer, m, x, xOffset, dz, dzOffset, gradients, gradientsOffset, accumulate);
        if (dx != null) {
            products.inputGradient(m, layer.inputs(), layer.outputs(), dz, dzOffset, parameters, parametersOffset,
                    dx, dxOffset);
        }
    }

    // Losses

    /**
     * Half squared error: overwrites {@code rowLoss[m]} with {@code ½·Σ_j (a_j − y_j)²} of each row and
     * {@code da[m×n]} with {@code a − y}; da may be the range of a or y.
     *
     * @param m rows
     * @param n columns
     * @param a outputs, m×n
     * @param aOffset first element of a
     * @param y targets, m×n
     * @param yOffset first element of y
     * @param rowLoss losses of the rows, m
     * @param rowLossOffset first element of rowLoss
     * @param da gradient of a, m×n
     * @param daOffset first element of da
     */
    public void halfSquaredError(int m, int n, double[] a, int aOffset, double[] y, int yOffset,
            double[] rowLoss, int rowLossOffset, double[] da, int daOffset) {
        checkLoss(m, n, "a", a, aOffset, y, yOffset, rowLoss, rowLossOffset, "da", da, daOffset);
        kernels.halfSquaredError(m, n, a, aOffset, y, yOffset, rowLoss, rowLossOffset, da, daOffset);
    }

    /**
     * Cross-entropy of the softmax of logits: overwrites {@code rowLoss[m]} and {@code dz[m×n] = softmax(z) − y}; dz
     * may be the range of z, not that of y. See {@link Loss#SOFTMAX_CROSS_ENTROPY} for the formula.
     *
     * @param m rows
     * @param n columns
     * @param z logits, m×n
     * @param zOffset first element of z
     * @param y targets, m×n, each row summing to 1
     * @param yOffset first element of y
     * @param rowLoss losses of the rows, m
     * @param rowLossOffset first element of rowLoss
     * @param dz gradient of z, m×n
     * @param dzOffset first element of dz
     */
    public void softmaxCrossEntropy(int m, int n, double[] z, int zOffset, double[] y, int yOffset,
            double[] rowLoss, int rowLossOffset, double[] dz, int dzOffset) {
        int length = checkLoss(m, n, "z", z, zOffset, y, yOffset, rowLoss, rowLossOffset, "dz", dz, dzOffset);
        Checks.disjoint("dz", dz, dzOffset, length, "y", y, yOffset, length);
        kernels.softmaxCrossEntropy(m, n, z, zOffset, y, yOffset, rowLoss, rowLossOffset, dz, dzOffset, scratch);
    }

    private static int checkLoss(int m, int n, String valueName, double[] value, int valueOffset,
            double[] y, int yOffset, double[] rowLoss, int rowLossOffset,
            String gradientName, double[] gradient, int gradientOffset) {
        int length = matrix(valueName, value, valueOffset, "m", m, "n", n);
        matrix("y", y, yOffset, "m", m, "n", n);
        Checks.range("rowLoss", rowLoss, rowLossOffset, m);
        matrix(gradientName, gradient, gradientOffset, "m", m, "n", n);
        Checks.disjoint("rowLoss", rowLoss, rowLossOffset, m, valueName, value, valueOffset, length);
        Checks.disjoint("rowLoss", rowLoss, rowLossOffset, m, "y", y, yOffset, length);
        Checks.disjoint("rowLoss", rowLoss, rowLossOffset, m, gradientName, gradient, gradientOffset, length);
        Checks.sameOrDisjoint(gradientName, gradient, gradientOffset, valueName, value, valueOffset, length);
        Checks.sameOrDisjoint(gradientName, gradient, gradientOffset, "y", y, yOffset, length);
        return length;
    }

    /**
     * Sum in a fixed order: element i goes to partial sum i mod 8, and these are added as a tree.
     *
     * @param length number of elements
     * @param values what to sum
     * @param offset first element
     * @return the sum, +0 if there are none
     */
    public double sum(int length, double[] values, int offset) {
        Checks.range("values", values, offset, length);
        return kernels.sum(length, values, offset);
    }

    // Update

    /**
     * {@code v = v / divisor}, in place: what makes a mean of summed gradients.
     *
     * @param length number of elements
     * @param v the values
     * @param vOffset first element of v
     * @param divisor any number; IEEE rules hold for 0 and the like
     */
    public void divide(int length, double[] v, int vOffset, double divisor) {
        Checks.range("v", v, vOffset, length);
        kernels.divide(length, v, vOffset, divisor);
    }

    /**
     * One step of stochastic gradient descent with L2 regularisation, {@code v = v − rate·(g + l2·v)} with each
     * operation rounded, in place; {@code v − rate·g} where l2 is 0. PyTorch's {@code SGD} with
     * {@code weight_decay = l2}.
     *
     * @param length number of elements
     * @param v parameters, overwritten
     * @param vOffset first element of v
     * @param g gradients
     * @param gOffset first element of g
     * @param rate learning rate
     * @param l2 factor λ of the penalty λ/2·Σv²
     */
    public void sgd(int length, double[] v, int vOffset, double[] g, int gOffset, double rate, double l2) {
        Checks.range("v", v, vOffset, length);
        Checks.range("g", g, gOffset, length);
        Checks.sameOrDisjoint("v", v, vOffset, "g", g, gOffset, length);
        kernels.sgd(length, v, vOffset, g, gOffset, rate, l2);
    }

    /** {@return which kernels and arithmetic are in use, such as {@code "DenseKernel[vector, 256 bit, FUSED]"}} */
    @Override
    public String toString() {
        return "DenseKernel[" + kernels.description() + ", " + arithmetic + "]";
    }

    private static int matrix(String name, double[] values, int offset, String rowsName, int rows,
            String columnsName, int columns) {
        int length = Checks.area(rowsName, rows, columnsName, columns);
        Checks.range(name, values, offset, length);
        return length;
    }
}
