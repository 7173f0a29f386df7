package dev.lanewise;

import dev.lanewise.kernel.SplitMix64;

/** The rows of a dataset in an order that seed and epoch decide, copied together for each batch. */
final class ShuffledBatches implements BatchSource {

    private final Dataset data;
    private final long seed;
    private final int[] order;
    private final double[] x;
    private final double[] y;
    private final double[] weights;
    private int next;

    ShuffledBatches(Dataset data, int maxRows, long seed) {
        this.data = data;
        this.seed = seed;
        this.order = new int[data.rows];
        int rows = Math.min(maxRows, data.rows);
        this.x = new double[rows * data.inputs];
        this.y = new double[rows * data.outputs];
        this.weights = data.weights == null ? null : new double[rows];
    }

    @Override
    public void rewind(long epoch) {
        Dataset.shuffle(order, SplitMix64.bits(seed, epoch));
        next = 0;
    }

    @Override
    public boolean next(int maxRows, Batch batch) {
        int rows = Math.min(maxRows, order.length - next);
        for (int i = 0; i < rows; i++) {
            int row = order[next + i];
            System.arraycopy(data.x, row * data.inputs, x, i * data.inputs, data.inputs);
            System.arraycopy(data.y, row * data.outputs, y, i * data.outputs, data.outputs);
            if (weights != null) {
                weights[i] = data.weights[row];
            }
        }
        next += rows;
        batch.set(rows, x, 0, y, 0, weights, 0);
        return rows > 0;
    }
}
