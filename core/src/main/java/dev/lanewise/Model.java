package dev.lanewise;

import java.util.Optional;

/**
 * A trained network: its parameters, and the standardization of its inputs if it has one. Immutable, and shared by any
 * number of threads without a lock: each prediction works in memory that is its own while it runs. A row has the same
 * bits by itself and in any batch.
 *
 * <p>Flat methods write into arrays of the caller's and allocate nothing once warm, up to four threads a processor at
 * once; the others make the array that they return.
 *
 * <p><b>Probabilities</b> are known where the last activation is a softmax, its logarithm or a sigmoid, and where it is
 * the identity, whose outputs are then taken for logits: of a sigmoid if there is one, of a softmax if there are more.
 * A row's <b>class</b> is the column of its largest pre-activation, the first of equals, whose probability no other
 * exceeds; with a single output it is 1 where the pre-activation is at least 0. Where each of several outputs is a
 * decision of its own, look at its probability instead. A row with a NaN among its pre-activations gets some class.
 * Other last activations have neither: {@link IllegalStateException}.
 */
public final class Model {

    /** Most rows that a prediction takes at a time: activations stay in the first caches, products are worth tiles. */
    private static final int MAX_ROWS = 64;

    /** Most activations of a layer at a time, 1 MiB, but a row of them at least. */
    private static final int MAX_ACTIVATIONS = 1 << 17;

    private final Network network;
    private final double[] parameters;
    private final Standardization standardization;
    private final int rowsAtATime;
    private final WorkspacePool workspaces;

    private Model(Network network, double[] parameters, Standardization standardization) {
        this.network = network;
        this.parameters = parameters;
        this.standardization = standardization;
        this.rowsAtATime = Math.max(1, Math.min(MAX_ROWS, MAX_ACTIVATIONS / width(network)));
        this.workspaces = new WorkspacePool(network);
    }

    /** {@return the most values that a row has between layers} */
    private static int width(Network network) {
        return network.layers().stream().mapToInt(layer -> Math.max(layer.inputs(), layer.outputs())).max().getAsInt();
    }

    /**
     * A model of given parameters.
     *
     * @param network the network
     * @param parameters its parameters; copied
     * @param standardization what inputs go through first, if anything
     * @return the model
     * @throws IllegalArgumentException if parameters or standardization do not fit the network
     */
    public static Model of(Network network, double[] parameters, Optional<Standardization> standardization) {
        Checks.notNull("network", network).layout().requireLength("parameters", parameters);
        Checks.notNull("standardization", standardization).ifPresent(s -> s.requireFits(network));
        return new Model(network, parameters.clone(), standardization.orElse(null));
    }

    /** {@return the network} */
    public Network network() {
        return network;
    }

    /** {@return a copy of the parameters} */
    public double[] parameters() {
        return parameters.clone();
    }

    /** {@return what inputs go through first, if anything} */
    public Optional<Standardization> standardization() {
        return Optional.ofNullable(standardization);
    }

    /**
     * The activations of the last layer.
     *
     * @param m number of rows
     * @param x raw inputs, m × inputs; read
     * @param xOffset first element of x
     * @param output m × outputs; overwritten
     * @param outputOffset first element of output
     * @throws IllegalArgumentException if m is negative or output overlaps x
     * @throws IndexOutOfBoundsException if the rows are not in their arrays
     */
    public void predict(int m, double[] x, int xOffset, double[] output, int outputOffset) {
        run(Result.ACTIVATIONS, m, x, xOffset, output, outputOffset);
    }

    /**
     * The pre-activations of the last layer, such as logits.
     *
     * @param m number of rows
     * @param x raw inputs, m × inputs; read
     * @param xOffset first element of x
     * @param output m × outputs; overwritten
     * @param outputOffset first element of output
     * @throws IllegalArgumentException if m is negative or output overlaps x
     * @throws IndexOutOfBoundsException if the rows are not in their arrays
     */
    public void predictRaw(int m, double[] x, int xOffset, double[] output, int outputOffset) {
        run(Result.PRE_ACTIVATIONS, m, x, xOffset, output, outputOffset);
    }

    /**
     * Probabilities of the classes, or of each output.
     *
     * @param m number of rows
     * @param x raw inputs, m × inputs; read
     * @param xOffset first element of x
     * @param output m × outputs; overwritten
     * @param outputOffset first element of output
     * @throws IllegalArgumentException if m is negative or output overlaps x
     * @throws IllegalStateException if the last activation has no probabilities
     * @throws IndexOutOfBoundsException if the rows are not in their arrays
     */
    public void probabilities(int m, double[] x, int xOffset, double[] output, int outputOffset) {
        requireClasses();
        run(Result.PROBABILITIES, m, x, xOffset, output, outputOffset);
    }

    /**
     * Classes of rows.
     *
     * @param m number of rows
     * @param x raw inputs, m × inputs; read
     * @param xOffset first element of x
     * @param classes a class for each row, from 0; overwritten
     * @param classesOffset first element of classes
     * @throws IllegalArgumentException if m is negative
     * @throws IllegalStateException if the last activation has no probabilities
     * @throws IndexOutOfBoundsException if the rows are not in their arrays
     */
    public void classify(int m, double[] x, int xOffset, int[] classes, int classesOffset) {
        requireClasses();
        checkInputs(m, x, xOffset);
        if (classesOffset < 0 || (long) classesOffset + m > Checks.notNull("classes", classes).length) {
            throw new IndexOutOfBoundsException("classes: offset " + classesOffset + " and length " + m
                    + " do not fit into an array of length " + classes.length);
        }
        int n = network.outputs();
        Workspace workspace = workspaces.take(m > 1 ? rowsAtATime : 1);
        for (int i = 0; i < m; i += rowsAtATime) {
            int rows = Math.min(rowsAtATime, m - i);
            forward(rows, x, xOffset + i * network.inputs(), workspace);
            double[] z = workspace.preActivation();
            for (int r = 0; r < rows; r++) {
                classes[classesOffset + i + r] = RowArrays.predictedClass(n, z, r * n);
            }
        }
        workspaces.putBack(workspace);
    }

    /**
     * The activations of the last layer for one row.
     *
     * @param row raw inputs
     * @return the outputs, a new array
     * @throws IllegalArgumentException if the row does not have the network's inputs
     */
    public double[] predict(double[] row) {
        return single(Result.ACTIVATIONS, row);
    }

    /**
     * The activations of the last layer.
     *
     * @param rows raw inputs, an array for each row
     * @return the outputs, a new array for each row
     * @throws IllegalArgumentException if a row does not have the network's inputs, or there are no rows
     */
    public double[][] predict(double[][] rows) {
        return several(Result.ACTIVATIONS, rows);
    }

    /**
     * Probabilities of the classes, or of each output, for one row.
     *
     * @param row raw inputs
     * @return the probabilities, a new array
     * @throws IllegalArgumentException if the row does not have the network's inputs
     * @throws IllegalStateException if the last activation has no probabilities
     */
    public double[] probabilities(double[] row) {
        requireClasses();
        return single(Result.PROBABILITIES, row);
    }

    /**
     * The pre-activations of the last layer, such as logits, for one row.
     *
     * @param row raw inputs
     * @return the pre-activations, a new array
     * @throws IllegalArgumentException if the row does not have the network's inputs
     */
    public double[] predictRaw(double[] row) {
        return single(Result.PRE_ACTIVATIONS, row);
    }

    /**
     * The pre-activations of the last layer, such as logits.
     *
     * @param rows raw inputs, an array for each row
     * @return the pre-activations, a new array for each row
     * @throws IllegalArgumentException if a row does not have the network's inputs, or there are no rows
     */
    public double[][] predictRaw(double[][] rows) {
        return several(Result.PRE_ACTIVATIONS, rows);
    }

    /**
     * Probabilities of the classes, or of each output.
     *
     * @param rows raw inputs, an array for each row
     * @return the probabilities, a new array for each row
     * @throws IllegalArgumentException if a row does not have the network's inputs, or there are no rows
     * @throws IllegalStateException if the last activation has no probabilities
     */
    public double[][] probabilities(double[][] rows) {
        requireClasses();
        return several(Result.PROBABILITIES, rows);
    }

    /**
     * Classes of rows.
     *
     * @param rows raw inputs, an array for each row
     * @return the class of each row, from 0
     * @throws IllegalArgumentException if a row does not have the network's inputs, or there are no rows
     * @throws IllegalStateException if the last activation has no probabilities
     */
    public int[] classify(double[][] rows) {
        double[] x = flat(rows);
        int[] classes = new int[rows.length];
        classify(rows.length, x, 0, classes, 0);
        return classes;
    }

    /**
     * The class of one row.
     *
     * @param row raw inputs
     * @return the class, from 0
     * @throws IllegalArgumentException if the row does not have the network's inputs
     * @throws IllegalStateException if the last activation has no probabilities
     */
    public int classify(double[] row) {
        Checks.length("row", row, network.inputs());
        int[] classes = new int[1];
        classify(1, row, 0, classes, 0);
        return classes[0];
    }

    /**
     * What the model is worth on some data.
     *
     * @param data raw inputs and targets
     * @param loss the loss, averaged over the rows
     * @return its evaluation
     * @throws IllegalArgumentException if data or loss does not fit the network
     */
    public Evaluation evaluate(Dataset data, Loss loss) {
        Checks.notNull("data", data).requireFits(network);
        Checks.notNull("loss", loss).requireFits(network.last());
        return new Evaluator(network, loss, Reduction.MEAN, standardization, Parallelism.CALLING_THREAD)
                .evaluate(parameters, data);
    }

    /** {@return the shape, such as {@code "Model[FUSED, 64-256 SIGMOID-10 SOFTMAX]"}} */
    @Override
    public String toString() {
        return network.toString().replaceFirst("Network", "Model");
    }

    private double[] single(Result result, double[] row) {
        Checks.length("row", row, network.inputs());
        double[] output = new double[network.outputs()];
        run(result, 1, row, 0, output, 0);
        return output;
    }

    private double[][] several(Result result, double[][] rows) {
        double[] x = flat(rows);
        int n = network.outputs();
        double[] flat = new double[Checks.area("rows", rows.length, "outputs", n)];
        run(result, rows.length, x, 0, flat, 0);
        double[][] outputs = new double[rows.length][n];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(flat, i * n, outputs[i], 0, n);
        }
        return outputs;
    }

    private double[] flat(double[][] rows) {
        double[] x = RowArrays.flat("rows", rows);
        Checks.length("row 0", rows[0], network.inputs());
        return x;
    }

    private void run(Result result, int m, double[] x, int xOffset, double[] output, int outputOffset) {
        int xLength = checkInputs(m, x, xOffset);
        int n = network.outputs();
        int length = Checks.area("m", m, "outputs", n);
        Checks.range("output", output, outputOffset, length);
        Checks.disjoint("output", output, outputOffset, length, "x", x, xOffset, xLength);
        Workspace workspace = workspaces.take(m > 1 ? rowsAtATime : 1);
        for (int i = 0; i < m; i += rowsAtATime) {
            int rows = Math.min(rowsAtATime, m - i);
            forward(rows, x, xOffset + i * network.inputs(), workspace);
            write(result, rows, workspace, output, outputOffset + i * n);
        }
        workspaces.putBack(workspace);
    }

    private int checkInputs(int m, double[] x, int xOffset) {
        int length = Checks.area("m", m, "inputs", network.inputs());
        Checks.range("x", x, xOffset, length);
        return length;
    }

    private void forward(int rows, double[] x, int xOffset, Workspace workspace) {
        if (standardization == null) {
            network.forward(parameters, rows, x, xOffset, workspace);
            return;
        }
        double[] standardized = workspace.standardized(network.inputs());
        standardization.apply(network.kernels(), rows, x, xOffset, standardized);
        network.forward(parameters, rows, standardized, 0, workspace);
    }

    /** What a prediction is to give. */
    private enum Result {
        ACTIVATIONS, PRE_ACTIVATIONS, PROBABILITIES
    }

    private void write(Result result, int rows, Workspace workspace, double[] output, int offset) {
        int n = network.outputs();
        Activation f = network.last().activation();
        boolean fromLogits = result == Result.PROBABILITIES
                && (f == Activation.IDENTITY || f == Activation.LOG_SOFTMAX);
        if (fromLogits) {
            Activation toProbability = n == 1 && f == Activation.IDENTITY ? Activation.SIGMOID : Activation.SOFTMAX;
            workspace.passes.activate(toProbability, rows, n, workspace.preActivation(), output, offset);
        } else {
            double[] values = result == Result.PRE_ACTIVATIONS ? workspace.preActivation() : workspace.output();
            System.arraycopy(values, 0, output, offset, rows * n);
        }
    }

    private void requireClasses() {
        Activation f = network.last().activation();
        switch (f) {
            case SOFTMAX, LOG_SOFTMAX, SIGMOID, IDENTITY -> {
            }
            default -> throw new IllegalStateException("no classes and no probabilities with " + f + " at the end");
        }
    }
}
