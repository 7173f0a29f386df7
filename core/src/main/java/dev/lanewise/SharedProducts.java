package dev.lanewise;

import dev.lanewise.kernel.Kernels;

/**
 * The products of a {@link DenseKernel} on the threads of a {@link Parallelism}, by rows of what they write. Belongs to
 * one kernel; arguments are kept while a product runs. Each array has the name that it has in the Javadoc of
 * {@link Kernels}; {@code w} is the first of the parameters where a whole layer is meant.
 */
final class SharedProducts {

    private final Parallelism parallelism;
    private final LayerPass[] passes;

    // Made once: a product allocates nothing.
    private final Task forward = this::forwardPart;
    private final Task inputGradient = this::inputGradientPart;
    private final Task weightGradient = this::weightGradientPart;
    private final Task denseForward = this::denseForwardPart;
    private final Task denseBackward = this::denseBackwardPart;

    private DenseLayer layer;
    private int m;
    private int k;
    private int n;
    private double[] x;
    private int xOffset;
    private double[] w;
    private int wOffset;
    private double[] z;
    private int zOffset;
    private double[] a;
    private int aOffset;
    private double[] dz;
    private int dzOffset;
    private double[] dw;
    private int dwOffset;
    private boolean accumulate;
    private double[] dx;
    private int dxOffset;

    SharedProducts(Parallelism parallelism, LayerPass[] passes) {
        this.parallelism = parallelism;
        this.passes = passes;
    }

    void forward(int m, int k, int n, double[] x, int xOffset, double[] w, int wOffset, double[] z, int zOffset) {
        int parts = parts(m, k, n, m);
        if (parts == 1) {
            passes[0].product(k, n, 0, m, x, xOffset, w, wOffset, z, zOffset);
            return;
        }
        sizes(m, k, n);
        this.x = x;
        this.xOffset = xOffset;
        this.w = w;
        this.wOffset = wOffset;
        this.z = z;
        this.zOffset = zOffset;
        run(forward, parts);
    }

    private void forwardPart(int part, int parts) {
        passes[part].product(k, n, Cuts.row(m, part, parts), Cuts.row(m, part + 1, parts), x, xOffset, w, wOffset,
                z, zOffset);
    }

    void inputGradient(int m, int k, int n, double[] dz, int dzOffset, double[] w, int wOffset,
            double[] dx, int dxOffset) {
        int parts = parts(m, k, n, m);
        if (parts == 1) {
            passes[0].inputGradient(k, n, 0, m, dz, dzOffset, w, wOffset, dx, dxOffset);
            return;
        }
        sizes(m, k, n);
        this.dz = dz;
        this.dzOffset = dzOffset;
        this.w = w;
        this.wOffset = wOffset;
        this.dx = dx;
        this.dxOffset = dxOffset;
        run(inputGradient, parts);
    }

    private void inputGradientPart(int part, int parts) {
        passes[part].inputGradient(k, n, Cuts.row(m, part, parts), Cuts.row(m, part + 1, parts), dz, dzOffset,
                w, wOffset, dx, dxOffset);
    }

    void weightGradient(int m, int k, int n, double[] x, int xOffset, double[] dz, int dzOffset,
            double[] dw, int dwOffset, boolean accumulate) {
        int parts = parts(m, k, n, k);
        if (parts == 1) {
            passes[0].weightGradient(k, n, 0, k, m, x, xOffset, dz, dzOffset, dw, dwOffset, accumulate);
            return;
        }
        sizes(m, k, n);
        this.x = x;
        this.xOffset = xOffset;
        this.dz = dz;
        this.dzOffset = dzOffset;
        this.dw = dw;
        this.dwOffset = dwOffset;
        this.accumulate = accumulate;
        run(weightGradient, parts);
    }

    private void weightGradientPart(int part, int parts) {
        passes[part].weightGradient(k, n, Cuts.row(k, part, parts), Cuts.row(k, part + 1, parts), m, x, xOffset,
                dz, dzOffset, dw, dwOffset, accumulate);
    }

    void denseForward(DenseLayer layer, int m, double[] x, int xOffset, double[] parameters, int parametersOffset,
            double[] z, int zOffset, double[] a, int aOffset) {
        int parts = parts(m, layer.inputs(), layer.outputs(), m);
        if (parts == 1) {
            passes[0].forward(layer, 0, m, x, xOffset, parameters, parametersOffset, z, zOffset, a, aOffset);
            return;
        }
        sizes(m, layer.inputs(), layer.outputs());
        this.layer = layer;
        this.x = x;
        this.xOffset = xOffset;
        this.w = parameters;
        this.wOffset = parametersOffset;
        this.z = z;
        this.zOffset = zOffset;
        this.a = a;
        this.aOffset = aOffset;
        run(denseForward, parts);
    }

    private void denseForwardPart(int part, int parts) {
        passes[part].forward(layer, Cuts.row(m, part, parts), Cuts.row(m, part + 1, parts), x, xOffset, w, wOffset,
                z, zOffset, a, aOffset);
    }

    /** {@code dw} stands for all gradients; dx may be null. */
    void denseBackward(DenseLayer layer, int m, double[] x, int xOffset, double[] parameters, int parametersOffset,
            double[] dz, int dzOffset, double[] gradients, int gradientsOffset, boolean accumulate,
            double[] dx, int dxOffset) {
        int k = layer.inputs();
        int n = layer.outputs();
        int parts = parts(m, k, n, k);
        if (parts == 1) {
            passes[0].gradients(layer, 0, k + 1, m, x, xOffset, dz, dzOffset, gradients, gradientsOffset, accumulate);
            if (dx != null) {
                passes[0].inputGradient(k, n, 0, m, dz, dzOffset, parameters, parametersOffset, dx, dxOffset);
            }
            return;
        }
        sizes(m, k, n);
        this.layer = layer;
        this.x = x;
        this.xOffset = xOffset;
        this.w = parameters;
        this.wOffset = parametersOffset;
        this.dz = dz;
        this.dzOffset = dzOffset;
        this.dw = gradients;
        this.dwOffset = gradientsOffset;
        this.accumulate = accumulate;
        this.dx = dx;
        this.dxOffset = dxOffset;
        run(denseBackward, parts);
    }

    /** The two products read the same and write apart, so they need no barrier between them. */
    private void denseBackwardPart(int part, int parts) {
        LayerPass pass = passes[part];
        pass.gradients(layer, ParameterRows.cut(layer, part, parts), ParameterRows.cut(layer, part + 1, parts), m,
                x, xOffset, dz, dzOffset, dw, dwOffset, accumulate);
        if (dx != null) {
            pass.inputGradient(k, n, Cuts.row(m, part, parts), Cuts.row(m, part + 1, parts), dz, dzOffset, w, wOffset,
                    dx, dxOffset);
        }
    }

    private void sizes(int m, int k, int n) {
        this.m = m;
        this.k = k;
        this.n = n;
    }

    private int parts(int m, int k, int n, int rows) {
        parallelism.requireOpen();
        return parallelism.parts(2L * m * k * n, rows);
    }

    /** Runs the parts and drops the arrays, which a kernel keeps no reference to. */
    private void run(Task task, int parts) {
        try {
            parallelism.run(task, parts);
        } finally {
            layer = null;
            x = null;
            w = null;
            z = null;
            a = null;
            dz = null;
            dw = null;
            dx = null;
        }
    }
}
