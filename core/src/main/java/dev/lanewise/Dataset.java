package dev.lanewise;

import dev.lanewise.kernel.SplitMix64;

/**
 * Rows of inputs with their targets, and weights where rows have some, in flat row-major arrays. Flat arrays that are
 * given are not copied: leave them alone while the data is in use.
 */
public final class Dataset {

    final int rows;
    final int inputs;
    final int outputs;
    final double[] x;
    final double[] y;

    /** Null for 1 each. */
    final double[] weights;

    private Dataset(int inputs, int outputs, double[] x, double[] y, double[] weights) {
        this.rows = x.length / inputs;
        this.inputs = inputs;
        this.outputs = outputs;
        this.x = x;
        this.y = y;
        this.weights = weights;
    }

    /**
     * Data in flat arrays, which are kept.
     *
     * @param inputs number of inputs, at least 1
     * @param x inputs, rows × inputs
     * @param outputs number of outputs, at least 1
     * @param y targets, rows × outputs
     * @return the data
     * @throws IllegalArgumentException if an array is empty or no whole number of rows, or they have different numbers
     */
    public static Dataset of(int inputs, double[] x, int outputs, double[] y) {
        int rows = rows("x", x, "inputs", inputs);
        int targets = rows("y", y, "outputs", outputs);
        requireSameRows("x", rows, "y", targets);
        return new Dataset(inputs, outputs, x, y, null);
    }

    /**
     * Data in an array per row, which is copied.
     *
     * @param x inputs, rows of one length
     * @param y targets, rows of one length
     * @return the data
     * @throws IllegalArgumentException if there are no rows, or not as many of each, or of different lengths
     */
    public static Dataset of(double[][] x, double[][] y) {
        requireSameRows("x", Checks.notNull("x", x).length, "y", Checks.notNull("y", y).length);
        double[] flatX = RowArrays.flat("x", x);
        double[] flatY = RowArrays.flat("y", y);
        return of(x[0].length, flatX, y[0].length, flatY);
    }

    /**
     * Data whose targets are classes; they become one-hot rows.
     *
     * @param inputs number of inputs, at least 1
     * @param x inputs, rows × inputs; kept
     * @param labels class of each row, from 0
     * @param classes number of classes, at least 2
     * @return the data
     * @throws IllegalArgumentException if a label is not from 0 to classes − 1, or lengths do not fit
     */
    public static Dataset ofLabels(int inputs, double[] x, int[] labels, int classes) {
        Checks.atLeast("classes", classes, 2);
        int rows = rows("x", x, "inputs", inputs);
        requireSameRows("x", rows, "labels", Checks.notNull("labels", labels).length);
        for (int i = 0; i < rows; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "label of row " + i + " is " + labels[i] + ", not from 0 to " + (classes - 1));
            }
        }
        double[] y = new double[Checks.area("rows", rows, "classes", classes)];
        for (int i = 0; i < rows; i++) {
            y[i * classes + labels[i]] = 1;
        }
        return new Dataset(inputs, classes, x, y, null);
    }

    /**
     * Data whose targets are classes, in an array per row, which is copied.
     *
     * @param x inputs, rows of one length
     * @param labels class of each row, from 0
     * @param classes number of classes, at least 2
     * @return the data
     * @throws IllegalArgumentException if a label is not from 0 to classes − 1, or lengths do not fit
     */
    public static Dataset ofLabels(double[][] x, int[] labels, int classes) {
        double[] flat = RowArrays.flat("x", x);
        return ofLabels(x[0].length, flat, labels, classes);
    }

    /**
     * The same rows with weights, by which their losses and gradients are multiplied.
     *
     * @param rowWeights a weight for each row, finite and at least 0, not all 0, with a finite sum; copied. A row of
     *     weight 0 adds 0 times its loss, which is NaN where the loss is not finite.
     * @return the data; what it had of weights is replaced
     * @throws IllegalArgumentException if the weights are not such
     */
    public Dataset withWeights(double[] rowWeights) {
        Checks.length("rowWeights", rowWeights, rows);
        for (int i = 0; i < rows; i++) {
            Checks.notNegative("weight of row " + i, rowWeights[i]);
        }
        requireSum(rowWeights);
        return new Dataset(inputs, outputs, x, y, rowWeights.clone());
    }

    /**
     * The same rows, their weights times that of their class: the column of the largest target, or with a single output
     * 1 where the target is at least ½.
     *
     * @param classWeights a weight for each class, two for a single output, finite and at least 0
     * @return the data
     * @throws IllegalArgumentException if the weights are not such
     */
    public Dataset withClassWeights(double... classWeights) {
        Checks.length("classWeights", classWeights, Math.max(2, outputs));
        for (int c = 0; c < classWeights.length; c++) {
            Checks.notNegative("weight of class " + c, classWeights[c]);
        }
        double[] product = new double[rows];
        for (int i = 0; i < rows; i++) {
            product[i] = weight(i) * classWeights[RowArrays.actualClass(outputs, y, i * outputs)];
        }
        return withWeights(product);
    }

    /**
     * Some of the rows, copied.
     *
     * @param from first row
     * @param to what follows the last row
     * @return the rows
     * @throws IndexOutOfBoundsException if there are not these rows
     * @throws IllegalArgumentException if the range is empty or its rows all have weight 0
     */
    public Dataset rows(int from, int to) {
        if (from < 0 || to > rows || from >= to) {
            String message = "rows " + from + " to " + to + " of " + rows;
            throw from >= to ? new IllegalArgumentException(message) : new IndexOutOfBoundsException(message);
        }
        int[] order = new int[to - from];
        for (int i = 0; i < order.length; i++) {
            order[i] = from + i;
        }
        return picked(order, 0, order.length);
    }

    /**
     * Two parts of the rows, in shuffled order.
     *
     * @param share how much of the rows the second part gets, in (0, 1); it is rounded, but each gets at least one row
     * @param seed seed of the order
     * @return both parts, the larger part usually first: for training and for validation
     * @throws IllegalArgumentException if the share is outside its range, there is but one row, or all rows of a part
     *     have weight 0
     */
    public Dataset[] split(double share, long seed) {
        Checks.positive("share", share);
        Checks.below1("share", share);
        if (rows < 2) {
            throw new IllegalArgumentException("a single row cannot be split");
        }
        int[] order = new int[rows];
        shuffle(order, seed);
        int second = (int) Math.max(1, Math.min(rows - 1L, Math.round(share * rows)));
        return new Dataset[] {picked(order, 0, rows - second), picked(order, rows - second, rows)};
    }

    /** {@return the number of rows} */
    public int rows() {
        return rows;
    }

    /** {@return the number of inputs of a row} */
    public int inputs() {
        return inputs;
    }

    /** {@return the number of targets of a row} */
    public int outputs() {
        return outputs;
    }

    /** {@return the inputs, rows × inputs: the array in use} */
    public double[] x() {
        return x;
    }

    /** {@return the targets, rows × outputs: the array in use} */
    public double[] y() {
        return y;
    }

    /**
     * The weight of a row.
     *
     * @param row index of the row
     * @return its weight, 1 where rows have none
     */
    public double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    /** Overwrites order with the numbers from 0 in the order of a seed, by Fisher and Yates from the end. */
    static void shuffle(int[] order, long seed) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int i = order.length - 1; i > 0; i--) {
            int j = SplitMix64.below(i + 1, seed, i);
            int other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
    }

    void requireFits(Network network) {
        if (inputs != network.inputs() || outputs != network.outputs()) {
            throw new IllegalArgumentException("data of " + inputs + " inputs and " + outputs
                    + " outputs for a network of " + network.inputs() + " and " + network.outputs());
        }
    }

    private Dataset picked(int[] order, int from, int to) {
        double[] pickedX = new double[(to - from) * inputs];
        double[] pickedY = new double[(to - from) * outputs];
        double[] pickedWeights = weights == null ? null : new double[to - from];
        for (int i = from; i < to; i++) {
            System.arraycopy(x, order[i] * inputs, pickedX, (i - from) * inputs, inputs);
            System.arraycopy(y, order[i] * outputs, pickedY, (i - from) * outputs, outputs);
            if (weights != null) {
                pickedWeights[i - from] = weights[order[i]];
            }
        }
        if (weights != null) {
            requireSum(pickedWeights);
        }
        return new Dataset(inputs, outputs, pickedX, pickedY, pickedWeights);
    }

    /** Refuses weights that are all 0, or whose sum is too large. */
    private static void requireSum(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        if (sum == 0) {
            throw new IllegalArgumentException("all " + weights.length + " rows have weight 0");
        }
        Checks.finite("sum of the weights", sum);
    }

    private static int rows(String name, double[] values, String columnsName, int columns) {
        Checks.atLeast(columnsName, columns, 1);
        int length = Checks.notNull(name, values).length;
        if (length == 0 || length % columns != 0) {
            throw new IllegalArgumentException(name + " has length " + length + ", which is no number of rows of "
                    + columns + " " + columnsName);
        }
        return length / columns;
    }

    private static void requireSameRows(String name, int rows, String otherName, int otherRows) {
        if (rows != otherRows) {
            throw new IllegalArgumentException(
                    name + " has " + rows + " rows, " + otherName + " " + otherRows);
        }
    }
}
