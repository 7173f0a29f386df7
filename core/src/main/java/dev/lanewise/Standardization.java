package dev.lanewise;

import dev.lanewise.kernel.Kernels;

/**
 * Inputs brought to mean 0 and deviation 1, column by column: {@code (x − mean) / deviation}. Part of a {@link Model},
 * so that whoever predicts gives raw inputs.
 */
public final class Standardization {

    final double[] mean;
    final double[] deviation;

    private Standardization(double[] mean, double[] deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    /**
     * Given means and deviations.
     *
     * @param mean means of the columns, finite; copied
     * @param deviation deviations of the columns, finite and above 0; copied
     * @return the standardization
     * @throws IllegalArgumentException if the numbers are not such or there are none, or not as many of each
     */
    public static Standardization of(double[] mean, double[] deviation) {
        if (Checks.notNull("mean", mean).length == 0) {
            throw new IllegalArgumentException("a standardization of 0 columns");
        }
        Checks.length("deviation", deviation, mean.length);
        for (int j = 0; j < mean.length; j++) {
            Checks.finite("mean of column " + j, mean[j]);
            Checks.positive("deviation of column " + j, deviation[j]);
        }
        return new Standardization(mean.clone(), deviation.clone());
    }

    /**
     * Means and deviations of the inputs of some data: {@code √(Σ(x − mean)² / rows)}, in row order. A column whose
     * values are all the same has that value as its mean, and deviation 1. Weights of rows are not heeded.
     *
     * @param data the data, such as what is trained on
     * @return the standardization
     * @throws IllegalArgumentException if a mean or deviation is not finite, or a deviation too small for a number
     */
    public static Standardization ofInputs(Dataset data) {
        int n = Checks.notNull("data", data).inputs;
        double[] mean = new double[n];
        double[] deviation = new double[n];
        for (int j = 0; j < n; j++) {
            // a mean that is rounded would make a tiny deviation of equal values
            boolean isConstant = RowArrays.isConstant(data.rows, n, data.x, j);
            mean[j] = isConstant ? data.x[j] : mean(data, j);
            deviation[j] = isConstant ? 1 : deviation(data, j, mean[j]);
        }
        return of(mean, deviation);
    }

    private static double mean(Dataset data, int column) {
        double sum = 0;
        for (int i = 0; i < data.rows; i++) {
            sum += data.x[i * data.inputs + column];
        }
        return sum / data.rows;
    }

    private static double deviation(Dataset data, int column, double mean) {
        double squares = 0;
        for (int i = 0; i < data.rows; i++) {
            double d = data.x[i * data.inputs + column] - mean;
            squares += d * d;
        }
        return Math.sqrt(squares / data.rows);
    }

    /** {@code v = (x − mean) / deviation} over m rows; overwrites v from its beginning. */
    void apply(Kernels kernels, int m, double[] x, int xOffset, double[] v) {
        kernels.standardize(m, mean.length, mean, deviation, x, xOffset, v, 0);
    }

    /** {@return the number of columns} */
    public int columns() {
        return mean.length;
    }

    /** {@return a copy of the means} */
    public double[] mean() {
        return mean.clone();
    }

    /** {@return a copy of the deviations} */
    public double[] deviation() {
        return deviation.clone();
    }

    void requireFits(Network network) {
        if (mean.length != network.inputs()) {
            throw new IllegalArgumentException("a standardization of " + mean.length + " columns for a network of "
                    + network.inputs() + " inputs");
        }
    }
}
