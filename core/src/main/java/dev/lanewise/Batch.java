package dev.lanewise;

/** Some rows of training data where they lie: a view that a {@link BatchSource} points at its own arrays. */
public final class Batch {

    int rows;
    double[] x;
    int xOffset;
    double[] y;
    int yOffset;
    double[] weights;
    int weightsOffset;

    /** A batch that points nowhere. */
    public Batch() {
    }

    /**
     * Points at rows without weights of their own. The arrays are read until the source is asked for the next batch.
     *
     * @param rows number of rows
     * @param x inputs, rows × inputs
     * @param xOffset first element of x
     * @param y targets, rows × outputs
     * @param yOffset first element of y
     */
    public void set(int rows, double[] x, int xOffset, double[] y, int yOffset) {
        set(rows, x, xOffset, y, yOffset, null, 0);
    }

    /**
     * Points at rows. The arrays are read until the source is asked for the next batch.
     *
     * @param rows number of rows
     * @param x inputs, rows × inputs
     * @param xOffset first element of x
     * @param y targets, rows × outputs
     * @param yOffset first element of y
     * @param weights weights of the rows, finite and at least 0, with a finite sum; null for 1 each
     * @param weightsOffset first element of weights
     */
    public void set(int rows, double[] x, int xOffset, double[] y, int yOffset, double[] weights,
            int weightsOffset) {
        this.rows = rows;
        this.x = x;
        this.xOffset = xOffset;
        this.y = y;
        this.yOffset = yOffset;
        this.weights = weights;
        this.weightsOffset = weightsOffset;
    }

    /** {@return the number of rows} */
    public int rows() {
        return rows;
    }

    /** {@return the array of inputs, or null} */
    public double[] x() {
        return x;
    }

    /** {@return the first element of x} */
    public int xOffset() {
        return xOffset;
    }

    /** {@return the array of targets, or null} */
    public double[] y() {
        return y;
    }

    /** {@return the first element of y} */
    public int yOffset() {
        return yOffset;
    }

    /** {@return the array of weights, or null for 1 each} */
    public double[] weights() {
        return weights;
    }

    /** {@return the first element of weights} */
    public int weightsOffset() {
        return weightsOffset;
    }

    /** Keeps no caller's array alive. */
    void release() {
        set(0, null, 0, null, 0);
    }

    /** Refuses what does not lie in its arrays or has no rows. */
    void requireFits(Network network, int maxRows) {
        if (rows < 1 || rows > maxRows) {
            throw new IllegalArgumentException("a batch of " + rows + " rows, not of 1 to " + maxRows);
        }
        Checks.range("x", x, xOffset, Checks.area("rows", rows, "inputs", network.inputs()));
        Checks.range("y", y, yOffset, Checks.area("rows", rows, "outputs", network.outputs()));
        if (weights != null) {
            Checks.range("weights", weights, weightsOffset, rows);
            double sum = 0;
            for (int i = weightsOffset; i < weightsOffset + rows; i++) {
                sum += weights[i];
                if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("weight of row " + (i - weightsOffset) + " is " + weights[i]
                            + ", not a finite number of at least 0");
                }
            }
            Checks.finite("sum of the weights", sum);
        }
    }
}
