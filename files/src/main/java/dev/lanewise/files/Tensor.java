package dev.lanewise.files;

/**
 * A tensor to be written.
 *
 * @param name its name
 * @param shape its dimensions, row-major
 * @param values its elements
 */
record Tensor(String name, long[] shape, double[] values) {

    static Tensor vector(String name, double[] values) {
        return new Tensor(name, new long[] {values.length}, values);
    }

    static Tensor matrix(String name, int rows, int columns, double[] values) {
        return new Tensor(name, new long[] {rows, columns}, values);
    }

    long bytes() {
        return (long) Double.BYTES * values.length;
    }

    /** Refuses what would not be read again. */
    void requireNumbers() {
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                throw new IllegalArgumentException("element " + i + " of " + name + " is NaN, which is not saved");
            }
        }
    }
}
