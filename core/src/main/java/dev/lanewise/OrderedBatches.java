package dev.lanewise;

/** The rows of a dataset in their own order, where they lie. */
final class OrderedBatches implements BatchSource {

    private final Dataset data;
    private int next;

    OrderedBatches(Dataset data) {
        this.data = data;
    }

    @Override
    public void rewind(long epoch) {
        next = 0;
    }

    @Override
    public boolean next(int maxRows, Batch batch) {
        int rows = Math.min(maxRows, data.rows - next);
        batch.set(rows, data.x, next * data.inputs, data.y, next * data.outputs, data.weights, next);
        next += rows;
        return rows > 0;
    }
}
