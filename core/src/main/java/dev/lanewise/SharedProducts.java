package dev.lanewise;

import dev.lanewise.kernel.Kernels;

/**
 * The products of a {@link DenseKernel} on the threads of a {@link Parallelism}, by rows of what they write. Belongs to
 * one kernel; arguments are kept while a product runs. Each array that is passed has the name that it has in the
 * Javadoc of {@link Kernels}; the parameters and gradients of a layer begin with its {@code w} and {@code dw}.
 */
final class SharedProducts {

    private final Parallelism parallelism;
    private final LayerPass[] passes;

    // Made once: a product allocates nothing.
    private final Task forward = this::forwardPart;
    private final Task inputGradient = this::inputGradientPart;
    private final Task weightGradient = this::weightGradientPart;
    private final Task layerForward = this::layerForwardPart;
    private final Task layerGradients = this::layerGradientsPart;

    // The product under way: its sizes, its factors, transposed or not, and what it writes.
    private int m;
    private int k;
    private int n;
    private double[] left;
    private int leftOffset;
    private double[] right;
    private int rightOffset;
    private double[] product;
    private int productOffset;

    // Beyond a product: whether it is added, and of a whole layer the activations.
    private boolean accumulate;
    private DenseLayer layer;
    private double[] a;
    private int aOffset;

    SharedProducts(Parallelism parallelism, LayerPass[] passes) {
        this.parallelism = parallelism;
        this.passes = passes;
    }

    void requireOpen() {
        parallelism.requireOpen();
    }

    void forward(int m, int k, int n, double[] x, int xOffset, double[] w, int wOffset, double[] z, int zOffset) {
        int parts = parts(m, k, n, m);
        if (parts == 1) {
            passes[0].product(k, n, 0, m, x, xOffset, w, wOffset, z, zOffset);
            return;
        }
        keep(m, k, n, x, xOffset, w, wOffset, z, zOffset);
        run(forward, parts);
    }

    private void forwardPart(int part, int parts) {
        passes[part].product(k, n, Cuts.row(m, part, parts), Cuts.row(m, part + 1, parts), left, leftOffset,
                right, rightOffset, product, productOffset);
    }

    void inputGradient(int m, int k, int n, double[] dz, int dzOffset, double[] w, int wOffset,
            double[] dx, int dxOffset) {
        int parts = parts(m, k, n, m);
        if (parts == 1) {
            passes[0].inputGradient(k, n, 0, m, dz, dzOffset, w, wOffset, dx, dxOffset);
            return;
        }
        keep(m, k, n, dz, dzOffset, w, wOffset, dx, dxOffset);
        run(inputGradient, parts);
    }

    private void inputGradientPart(int part, int parts) {
        passes[part].inputGradient(k, n, Cuts.row(m, part, parts), Cuts.row(m, part + 1, parts), left, leftOffset,
                right, rightOffset, product, productOffset);
    }

    void weightGradient(int m, int k, int n, double[] x, int xOffset, double[] dz, int dzOffset,
            double[] dw, int dwOffset, boolean accumulate) {
        int parts = parts(m, k, n, k);
        if (parts == 1) {
            passes[0].weightGradient(k, n, 0, k, m, x, xOffset, dz, dzOffset, dw, dwOffset, accumulate);
            return;
        }
        keep(m, k, n, x, xOffset, dz, dzOffset, dw, dwOffset);
        this.accumulate = accumulate;
        run(weightGradient, parts);
    }

    private void weightGradientPart(int part, int parts) {
        passes[part].weightGradient(k, n, Cuts.row(k, part, parts), Cuts.row(k, part + 1, parts), m, left, leftOffset,
                right, rightOffset, product, productOffset, accumulate);
    }

    void layerForward(DenseLayer layer, int m, double[] x, int xOffset, double[] parameters, int parametersOffset,
            double[] z, int zOffset, double[] a, int aOffset) {
        int k = layer.inputs();
        int n = layer.outputs();
        int parts = parts(m, k, n, m);
        if (parts == 1) {
            passes[0].forward(layer, 0, m, x, xOffset, parameters, parametersOffset, z, zOffset, a, aOffset);
            return;
        }
        keep(m, k, n, x, xOffset, parameters, parametersOffset, z, zOffset);
        this.layer = layer;
        this.a = a;
        this.aOffset = aOffset;
        run(layerForward, parts);
    }

    private void layerForwardPart(int part, int parts) {
        passes[part].forward(layer, Cuts.row(m, part, parts), Cuts.row(m, part + 1, parts), left, leftOffset,
                right, rightOffset, product, productOffset, a, aOffset);
    }

    /** The gradients of weights and biases. */
    void layerGradients(DenseLayer layer, int m, double[] x, int xOffset, double[] dz, int dzOffset,
            double[] gradients, int gradientsOffset, boolean accumulate) {
        int k = layer.inputs();
        int n = layer.outputs();
        int parts = parts(m, k, n, k);
        if (parts == 1) {
            passes[0].gradients(layer, 0, k + 1, m, x, xOffset, dz, dzOffset, gradients, gradientsOffset, accumulate);
            return;
        }
        keep(m, k, n, x, xOffset, dz, dzOffset, gradients, gradientsOffset);
        this.layer = layer;
        this.accumulate = accumulate;
        run(layerGradients, parts);
    }

    private void layerGradientsPart(int part, int parts) {
        passes[part].gradients(layer, ParameterRows.cut(layer, part, parts), ParameterRows.cut(layer, part + 1, parts),
                m, left, leftOffset, right, rightOffset, product, productOffset, accumulate);
    }

    private int parts(int m, int k, int n, int rows) {
        return parallelism.parts(2L * m * k * n, rows);
    }

    private void keep(int m, int k, int n, double[] left, int leftOffset, double[] right, int rightOffset,
            double[] product, int productOffset) {
        this.m = m;
        this.k = k;
        this.n = n;
        this.left = left;
        this.leftOffset = leftOffset;
        this.right = right;
        this.rightOffset = rightOffset;
        this.product = product;
        this.productOffset = productOffset;
    }

    /** Runs the parts and drops the arrays, which a kernel keeps no reference to. */
    private void run(Task task, int parts) {
        try {
            parallelism.run(task, parts);
        } finally {
            left = null;
            right = null;
            product = null;
            layer = null;
            a = null;
        }
    }
}
