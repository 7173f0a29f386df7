package dev.lanewise;

import dev.lanewise.kernel.KernelProvider;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.SplitMix64;
import java.util.List;
import java.util.Locale;

/**
 * A network of dense layers: immutable, shared freely between threads. It holds the shape, not the parameters; these
 * lie in one flat {@code double[]} of the caller's, layer by layer, each with its weights (in × out, row-major) before
 * its biases. Gradients lie in an array of the same layout, so an update is one loop and saving is one block.
 *
 * <p>Bits depend on the parameters, the inputs and the {@link Arithmetic} alone: not on threads, vector width, JDK or
 * the batch that a row sits in.
 *
 * <p>Bad arguments are refused before anything is written, the workspace included: {@link IllegalArgumentException} for
 * an array of parameters or gradients that is not {@link #parameterCount()} long, a workspace of another network, a
 * number of rows that is negative, above the workspace's or not that of its last forward pass, a loss that does not
 * fit the last layer, an array to be written that overlaps another argument, and an argument that is an array of the
 * workspace; {@link IndexOutOfBoundsException} for rows outside {@code x} or {@code y}; {@link NullPointerException}
 * for null; {@link IllegalStateException} for a workspace whose {@link Parallelism} is closed.
 */
public final class Network {

    private final Arithmetic arithmetic;
    private final List<DenseLayer> layers;
    private final ParameterLayout layout;
    private final Kernels kernels = KernelProvider.kernels();

    private Network(Arithmetic arithmetic, List<DenseLayer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a network of 0 layers; it needs at least 1");
        }
        this.arithmetic = arithmetic;
        this.layers = layers;
        this.layout = new ParameterLayout(layers);
    }

    /**
     * Describes a network.
     *
     * @param arithmetic how products are summed
     * @param layers the layers, at least one, each with as many inputs as the one before it has outputs
     * @return the network
     * @throws IllegalArgumentException if sizes do not fit or there are more than 2^31 − 1 parameters
     * @throws IllegalStateException if the system property {@code dev.lanewise.kernels} has no valid value
     */
    public static Network of(Arithmetic arithmetic, DenseLayer... layers) {
        Checks.notNull("arithmetic", arithmetic);
        Checks.notNull("layers", layers);
        for (int l = 0; l < layers.length; l++) {
            Checks.notNull("layer " + l, layers[l]);
        }
        return new Network(arithmetic, List.of(layers));
    }

    /**
     * Begins the description of a network, layer by layer:
     * {@code Network.withInputs(64).dense(128, Activation.RELU).dense(10, Activation.SOFTMAX).build()}.
     *
     * @param inputs number of inputs of the first layer, at least 1
     * @return its description, to be completed
     * @throws IllegalArgumentException if {@code inputs} is below 1
     */
    public static NetworkBuilder withInputs(int inputs) {
        return new NetworkBuilder(inputs);
    }

    /** {@return how products are summed} */
    public Arithmetic arithmetic() {
        return arithmetic;
    }

    /** {@return the layers, in order, unmodifiable} */
    public List<DenseLayer> layers() {
        return layers;
    }

    /** {@return the number of inputs of the first layer} */
    public int inputs() {
        return layers.get(0).inputs();
    }

    /** {@return the number of outputs of the last layer} */
    public int outputs() {
        return last().outputs();
    }

    /** {@return the length of a parameter array and of a gradient array} */
    public int parameterCount() {
        return layout.count();
    }

    /**
     * {@return where the weights of a layer begin in a parameter array, inputs × outputs of them}
     *
     * @param layer index of the layer, from 0
     * @throws IndexOutOfBoundsException if there is no such layer
     */
    public int weightOffset(int layer) {
        return layout.weights(layer);
    }

    /**
     * {@return where the biases of a layer begin in a parameter array, right after its weights}
     *
     * @param layer index of the layer, from 0
     * @throws IndexOutOfBoundsException if there is no such layer
     */
    public int biasOffset(int layer) {
        return layout.biases(layer);
    }

    /**
     * Parameters to begin with, by the initializer that suits each layer's activation.
     *
     * @param seed any number
     * @return new parameters, the same for the same seed on every JDK
     */
    public double[] initialParameters(long seed) {
        Initializer[] initializers = layers.stream().map(layer -> Initializer.suiting(layer.activation()))
                .toArray(Initializer[]::new);
        return initialParameters(seed, initializers);
    }

    /**
     * Parameters to begin with. Layer l has number l of {@code seed} as its own seed.
     *
     * @param seed any number
     * @param initializers one for each layer, or one for all
     * @return new parameters, the same for the same seed on every JDK
     * @throws IllegalArgumentException if there are neither one nor as many initializers as layers, or given arrays do
     *     not have a layer's lengths
     */
    public double[] initialParameters(long seed, Initializer... initializers) {
        Initializer[] perLayer = perLayer(initializers);
        double[] parameters = new double[parameterCount()];
        for (int l = 0; l < perLayer.length; l++) {
            perLayer[l].fill(layers.get(l), SplitMix64.bits(seed, l), parameters, weightOffset(l));
        }
        return parameters;
    }

    /** {@return one initializer for each layer} */
    Initializer[] perLayer(Initializer... initializers) {
        int count = Checks.notNull("initializers", initializers).length;
        if (count != 1 && count != layers.size()) {
            throw new IllegalArgumentException(count + " initializers for " + layers.size() + " layers");
        }
        Initializer[] perLayer = new Initializer[layers.size()];
        for (int l = 0; l < perLayer.length; l++) {
            perLayer[l] = Checks.notNull("initializer " + l, initializers[count == 1 ? 0 : l]);
        }
        return perLayer;
    }

    /**
     * Makes the memory that passes work in.
     *
     * @param maxRows most rows of a pass, at least 1
     * @return a workspace for one caller at a time, whose passes stay on the calling thread
     * @throws IllegalArgumentException if {@code maxRows} is below 1, or times a layer's width exceeds 2^31 − 1
     */
    public Workspace newWorkspace(int maxRows) {
        return new Workspace(this, kernels, maxRows, Parallelism.CALLING_THREAD);
    }

    /**
     * Makes the memory that passes work in, and lets them share their work between threads: by rows of the batch, the
     * gradients by rows of the weights. A batch of fewer rows than threads leaves threads without a part in all but the
     * gradients; a batch of one row is computed on the calling thread, however large the layers are.
     *
     * @param maxRows most rows of a pass, at least 1
     * @param parallelism the threads that passes with this workspace use
     * @return a workspace for one caller at a time
     * @throws IllegalArgumentException if {@code maxRows} is below 1, or times a layer's width exceeds 2^31 − 1
     * @throws NullPointerException if the parallelism is null
     * @throws IllegalStateException if the parallelism is closed; later also from every pass with this workspace
     */
    public Workspace newWorkspace(int maxRows, Parallelism parallelism) {
        Checks.notNull("parallelism", parallelism).requireOpen();
        return new Workspace(this, kernels, maxRows, parallelism);
    }

    /**
     * Runs a batch through the layers; {@link Workspace#output()} then holds m × outputs.
     *
     * @param parameters the parameters; read
     * @param m rows of the batch, 0 to {@link Workspace#maxRows()}
     * @param x inputs, m × inputs; read
     * @param xOffset first element of x
     * @param workspace a workspace of this network; overwritten
     */
    public void forward(double[] parameters, int m, double[] x, int xOffset, Workspace workspace) {
        checkPass(parameters, m, x, xOffset, workspace);
        workspace.rows = -1;
        workspace.passes.forward(parameters, m, x, xOffset);
        workspace.rows = m;
    }

    /**
     * The loss of the last forward pass of a workspace, summed over the rows. Leaves the outputs alone.
     *
     * @param loss which loss
     * @param m rows, as in that pass
     * @param y targets, m × outputs; read
     * @param yOffset first element of y
     * @param workspace the workspace of that pass
     * @return Σ_rows loss
     */
    public double loss(Loss loss, int m, double[] y, int yOffset, Workspace workspace) {
        checkLoss(loss, m, y, yOffset, workspace);
        workspace.passes.loss(loss, m, y, yOffset);
        return kernels.sum(m, workspace.rowLoss, 0);
    }

    /**
     * The gradients of the summed loss with respect to every parameter, after a forward pass with the same parameters
     * and inputs: the chain over the rows is not divided by their number (see {@link #divide}).
     *
     * @param loss which loss
     * @param parameters the parameters of the forward pass; read
     * @param m rows, as in the forward pass
     * @param x inputs of the forward pass, m × inputs; read
     * @param xOffset first element of x
     * @param y targets, m × outputs; read
     * @param yOffset first element of y
     * @param gradients where the gradients go, laid out like the parameters
     * @param accumulate whether to add to the gradients instead of overwriting them: a batch in ordered pieces,
     *     accumulating, has the bits of the batch in one
     * @param workspace the workspace of the forward pass
     * @return Σ_rows loss
     */
    public double backward(Loss loss, double[] parameters, int m, double[] x, int xOffset, double[] y, int yOffset,
            double[] gradients, boolean accumulate, Workspace workspace) {
        checkPass(parameters, m, x, xOffset, workspace);
        checkLoss(loss, m, y, yOffset, workspace);
        checkGradients(gradients, parameters, m, x, xOffset, y, yOffset);
        workspace.requireForeign("gradients", gradients);
        workspace.passes.deltas(loss, parameters, m, y, yOffset);
        workspace.passes.gradients(m, x, xOffset, gradients, accumulate);
        return kernels.sum(m, workspace.rowLoss, 0);
    }

    /**
     * What {@link #backward}, {@link #divide} and {@link #sgd} do one after the other, with the same bits, without an
     * array of gradients: faster where it is memory that limits, which it does with few rows and large layers.
     * The forward pass of the workspace is used up, as it is no longer that of the parameters; its outputs stay.
     *
     * @param loss which loss
     * @param parameters the parameters of the forward pass; overwritten
     * @param m rows, as in the forward pass
     * @param x inputs of the forward pass, m × inputs; read
     * @param xOffset first element of x
     * @param y targets, m × outputs; read
     * @param yOffset first element of y
     * @param divisor what gradients are divided by: 1 for the sum over the rows, m for their mean
     * @param rate learning rate
     * @param l2 factor λ of the penalty λ/2·Σw² on weights, 0 for none
     * @param workspace the workspace of the forward pass
     * @return Σ_rows loss, before the update
     */
    public double sgdStep(Loss loss, double[] parameters, int m, double[] x, int xOffset, double[] y, int yOffset,
            double divisor, double rate, double l2, Workspace workspace) {
        checkPass(parameters, m, x, xOffset, workspace);
        checkLoss(loss, m, y, yOffset, workspace);
        checkOutput("parameters", parameters, m, x, xOffset, y, yOffset);
        workspace.rows = -1;
        workspace.passes.deltas(loss, parameters, m, y, yOffset);
        workspace.passes.update(m, x, xOffset, parameters, divisor, rate, l2);
        return kernels.sum(m, workspace.rowLoss, 0);
    }

    /**
     * Divides every gradient once, by the number of rows for a mean.
     *
     * @param gradients gradients of this network; overwritten
     * @param divisor the divisor
     */
    public void divide(double[] gradients, double divisor) {
        layout.requireLength("gradients", gradients);
        layout.divide(kernels, 0, layout.count(), gradients, divisor);
    }

    /**
     * {@link #divide(double[], double)} on the threads of a workspace.
     *
     * @param gradients gradients of this network; overwritten
     * @param divisor the divisor
     * @param workspace a workspace of this network, whose arrays are left alone
     */
    public void divide(double[] gradients, double divisor, Workspace workspace) {
        checkUpdate(gradients, workspace);
        workspace.passes.divide(gradients, divisor);
    }

    /**
     * One step of stochastic gradient descent, {@code w = w − rate·(dw + l2·w)} for weights and
     * {@code b = b − rate·db} for biases, each operation rounded. Both arrays have the length of the parameters.
     *
     * @param parameters parameters of this network; overwritten
     * @param gradients gradients of this network; read
     * @param rate learning rate
     * @param l2 factor λ of the penalty λ/2·Σw² on weights, 0 for none
     */
    public void sgd(double[] parameters, double[] gradients, double rate, double l2) {
        checkUpdated(parameters, gradients);
        layout.sgd(kernels, 0, layout.count(), parameters, gradients, rate, l2);
    }

    /**
     * {@link #sgd(double[], double[], double, double)} on the threads of a workspace.
     *
     * @param parameters parameters of this network; overwritten
     * @param gradients gradients of this network; read
     * @param rate learning rate
     * @param l2 factor λ of the penalty λ/2·Σw² on weights, 0 for none
     * @param workspace a workspace of this network, whose arrays are left alone
     */
    public void sgd(double[] parameters, double[] gradients, double rate, double l2, Workspace workspace) {
        checkUpdate(gradients, workspace);
        checkUpdated(parameters, gradients);
        workspace.requireForeign("parameters", parameters);
        workspace.passes.sgd(parameters, gradients, rate, l2);
    }

    ParameterLayout layout() {
        return layout;
    }

    Kernels kernels() {
        return kernels;
    }

    DenseLayer last() {
        return layers.get(layers.size() - 1);
    }

    /** {@return which kernels, width and arithmetic are in use, such as {@code "vector, 256 bit, FUSED"}} */
    public String info() {
        return kernels.description() + ", " + arithmetic;
    }

    /** {@return a table of the layers: activation, shape, number of parameters; then their sum and {@link #info()}} */
    public String summary() {
        String line = "%-5s  %-11s  %9s  %9s  %12s%n";
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, line, "layer", "activation", "inputs", "outputs", "parameters"));
        for (int l = 0; l < layers.size(); l++) {
            DenseLayer layer = layers.get(l);
            text.append(String.format(Locale.ROOT, line, l, layer.activation(), layer.inputs(), layer.outputs(),
                    layer.parameterCount()));
        }
        text.append(String.format(Locale.ROOT, "%d parameters, %d bytes; %s%n", parameterCount(),
                8L * parameterCount(), info()));
        return text.toString();
    }

    /** {@return the shape, such as {@code "Network[FUSED, 64-256 SIGMOID-10 SOFTMAX]"}} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Network[").append(arithmetic).append(", ").append(inputs());
        for (DenseLayer layer : layers) {
            text.append('-').append(layer.outputs()).append(' ').append(layer.activation());
        }
        return text.append(']').toString();
    }

    private void checkPass(double[] parameters, int m, double[] x, int xOffset, Workspace workspace) {
        Checks.notNull("workspace", workspace).requireUsable(this);
        layout.requireLength("parameters", parameters);
        Checks.range("x", x, xOffset, Checks.area("m", m, "inputs", inputs()));
        workspace.requireForeign("parameters", parameters);
        workspace.requireForeign("x", x);
        if (m > workspace.maxRows()) {
            throw new IllegalArgumentException(
                    "m is " + m + ", above the workspace's " + workspace.maxRows() + " rows");
        }
    }

    private void checkLoss(Loss loss, int m, double[] y, int yOffset, Workspace workspace) {
        Checks.notNull("loss", loss).requireFits(last());
        Checks.notNull("workspace", workspace).requireUsable(this);
        Checks.range("y", y, yOffset, Checks.area("m", m, "outputs", outputs()));
        workspace.requireForeign("y", y);
        workspace.requireForward(m);
    }

    private void checkGradients(double[] gradients, double[] parameters, int m, double[] x, int xOffset,
            double[] y, int yOffset) {
        layout.requireLength("gradients", gradients);
        int count = layout.count();
        Checks.disjoint("gradients", gradients, 0, count, "parameters", parameters, 0, count);
        checkOutput("gradients", gradients, m, x, xOffset, y, yOffset);
    }

    private void checkOutput(String name, double[] values, int m, double[] x, int xOffset, double[] y, int yOffset) {
        Checks.disjoint(name, values, 0, layout.count(), "x", x, xOffset, m * inputs());
        Checks.disjoint(name, values, 0, layout.count(), "y", y, yOffset, m * outputs());
    }

    private void checkUpdate(double[] gradients, Workspace workspace) {
        layout.requireLength("gradients", gradients);
        Checks.notNull("workspace", workspace).requireUsable(this);
        workspace.requireForeign("gradients", gradients);
    }

    private void checkUpdated(double[] parameters, double[] gradients) {
        layout.requireLength("parameters", parameters);
        layout.requireLength("gradients", gradients);
        Checks.disjoint("gradients", gradients, 0, layout.count(), "parameters", parameters, 0, layout.count());
    }
}
