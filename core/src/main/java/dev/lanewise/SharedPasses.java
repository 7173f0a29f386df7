package dev.lanewise;

/**
 * The passes of a network on the threads of a {@link Parallelism}. Each is cut into parts of equal work which write to
 * disjoint ranges: forward, losses and deltas by rows of the batch, gradients by rows of the parameters, updates by
 * elements. What is not worth sharing runs at once on the calling thread. Belongs to a {@link Workspace}; arguments
 * are kept while a pass runs.
 */
final class SharedPasses {

    /** An update of an element takes the time of about as many operations of a product. */
    private static final long ELEMENT_WORK = 16;

    private final Parallelism parallelism;
    private final NetworkPass[] passes;
    private final ParameterRows parameterRows;

    /** Parameters, and those of the layers behind the first. */
    private final long count;
    private final long countBehindFirst;

    // Made once: a pass allocates nothing.
    private final Task forward = this::forwardPart;
    private final Task deltas = this::deltasPart;
    private final Task gradientRows = this::gradientsPart;
    private final Task update = this::updatePart;
    private final Task sgd = this::sgdPart;
    private final Task divide = this::dividePart;
    private final Task optimize = this::optimizePart;

    private double[] parameters;
    private int m;
    private double[] x;
    private int xOffset;
    private Loss loss;
    private double[] y;
    private int yOffset;
    private double[] gradients;
    private boolean accumulate;
    private double divisor;
    private double rate;
    private double l2;
    private Update step;

    SharedPasses(Parallelism parallelism, Workspace workspace, LayerPass[] layerPasses) {
        this.parallelism = parallelism;
        Network network = workspace.network;
        this.passes = new NetworkPass[layerPasses.length];
        for (int part = 0; part < passes.length; part++) {
            passes[part] = new NetworkPass(workspace, layerPasses[part]);
        }
        this.parameterRows = new ParameterRows(network.layers());
        this.count = network.parameterCount();
        this.countBehindFirst = count - network.layers().get(0).parameterCount();
    }

    void forward(double[] parameters, int m, double[] x, int xOffset) {
        int parts = parallelism.parts(2L * m * count, m);
        if (parts == 1) {
            passes[0].forward(0, m, parameters, x, xOffset);
            return;
        }
        this.parameters = parameters;
        this.m = m;
        this.x = x;
        this.xOffset = xOffset;
        run(forward, parts);
    }

    private void forwardPart(int part, int parts) {
        passes[part].forward(Cuts.row(m, part, parts), Cuts.row(m, part + 1, parts), parameters, x, xOffset);
    }

    /** {@code a = f(z)} over rows from the beginning of z, on the calling thread. */
    void activate(Activation f, int rows, int n, double[] z, double[] a, int aOffset) {
        passes[0].activate(f, rows, n, z, a, aOffset);
    }

    /** Losses of the rows and dz of the last layer, on the calling thread. */
    void loss(Loss loss, int m, double[] y, int yOffset) {
        passes[0].loss(loss, 0, m, y, yOffset);
    }

    /** Losses of the rows and dz of all layers. */
    void deltas(Loss loss, double[] parameters, int m, double[] y, int yOffset) {
        int parts = parallelism.parts(2L * m * countBehindFirst, m);
        if (parts == 1) {
            passes[0].loss(loss, 0, m, y, yOffset);
            passes[0].deltas(0, m, parameters);
            return;
        }
        this.loss = loss;
        this.parameters = parameters;
        this.m = m;
        this.y = y;
        this.yOffset = yOffset;
        run(deltas, parts);
    }

    private void deltasPart(int part, int parts) {
        int first = Cuts.row(m, part, parts);
        int end = Cuts.row(m, part + 1, parts);
        passes[part].loss(loss, first, end, y, yOffset);
        passes[part].deltas(first, end, parameters);
    }

    /** After {@link #deltas}: the gradients of all parameters. */
    void gradients(int m, double[] x, int xOffset, double[] gradients, boolean accumulate) {
        int parts = parallelism.parts((2L * m + ELEMENT_WORK) * count, Integer.MAX_VALUE);
        if (parts == 1) {
            passes[0].gradients(0, Integer.MAX_VALUE, m, x, xOffset, gradients, accumulate);
            return;
        }
        this.m = m;
        this.x = x;
        this.xOffset = xOffset;
        this.gradients = gradients;
        this.accumulate = accumulate;
        run(gradientRows, parts);
    }

    private void gradientsPart(int part, int parts) {
        passes[part].gradients(parameterRows.cut(part, parts), parameterRows.cut(part + 1, parts), m, x, xOffset,
                gradients, accumulate);
    }

    /** After {@link #deltas}: gradients, divided, and the update of all parameters in one. */
    void update(int m, double[] x, int xOffset, double[] parameters, double divisor, double rate, double l2) {
        int parts = parallelism.parts((2L * m + 2 * ELEMENT_WORK) * count, Integer.MAX_VALUE);
        if (parts == 1) {
            passes[0].update(0, Integer.MAX_VALUE, m, x, xOffset, parameters, divisor, rate, l2);
            return;
        }
        this.m = m;
        this.x = x;
        this.xOffset = xOffset;
        this.parameters = parameters;
        this.divisor = divisor;
        this.rate = rate;
        this.l2 = l2;
        run(update, parts);
    }

    private void updatePart(int part, int parts) {
        passes[part].update(parameterRows.cut(part, parts), parameterRows.cut(part + 1, parts), m, x, xOffset,
                parameters, divisor, rate, l2);
    }

    void sgd(double[] parameters, double[] gradients, double rate, double l2) {
        int parts = parallelism.parts(ELEMENT_WORK * count, Integer.MAX_VALUE);
        if (parts == 1) {
            passes[0].sgd(0, (int) count, parameters, gradients, rate, l2);
            return;
        }
        this.parameters = parameters;
        this.gradients = gradients;
        this.rate = rate;
        this.l2 = l2;
        run(sgd, parts);
    }

    private void sgdPart(int part, int parts) {
        int length = (int) count;
        passes[part].sgd(Cuts.element(length, part, parts), Cuts.element(length, part + 1, parts), parameters,
                gradients, rate, l2);
    }

    /** A step that has begun, over all parameters. */
    void optimize(Update step, double[] parameters, double[] gradients) {
        int parts = parallelism.parts(ELEMENT_WORK * count, Integer.MAX_VALUE);
        if (parts == 1) {
            passes[0].optimize(0, (int) count, step, parameters, gradients);
            return;
        }
        this.step = step;
        this.parameters = parameters;
        this.gradients = gradients;
        run(optimize, parts);
    }

    private void optimizePart(int part, int parts) {
        int length = (int) count;
        passes[part].optimize(Cuts.element(length, part, parts), Cuts.element(length, part + 1, parts), step,
                parameters, gradients);
    }

    void divide(double[] gradients, double divisor) {
        int parts = parallelism.parts(ELEMENT_WORK * count, Integer.MAX_VALUE);
        if (parts == 1) {
            passes[0].divide(0, (int) count, gradients, divisor);
            return;
        }
        this.gradients = gradients;
        this.divisor = divisor;
        run(divide, parts);
    }

    private void dividePart(int part, int parts) {
        int length = (int) count;
        passes[part].divide(Cuts.element(length, part, parts), Cuts.element(length, part + 1, parts), gradients,
                divisor);
    }

    void requireOpen() {
        parallelism.requireOpen();
    }

    /** Runs the parts and drops the caller's arrays, which a workspace keeps no reference to. */
    private void run(Task task, int parts) {
        try {
            parallelism.run(task, parts);
        } finally {
            parameters = null;
            x = null;
            y = null;
            gradients = null;
            step = null;
        }
    }
}
