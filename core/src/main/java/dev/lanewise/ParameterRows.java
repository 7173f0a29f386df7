package dev.lanewise;

import java.util.List;

/**
 * The rows of all parameters of a network in one list: of each layer its k rows of weights, then its biases as row k.
 * Cut into parts of equal work, inside of a layer where that is needed.
 */
final class ParameterRows {

    /** Summing a row of bias gradients takes the time of about as many rows of weight gradients, which run in tiles. */
    private static final int BIAS_WORK = 8;

    /** Outputs are computed in panels of 4 (128-bit vectors), 8 or 16; a panel that is not full takes its time too. */
    private static final int PANEL = 8;

    /** An array, as going through a list would make an iterator on each step. */
    private final DenseLayer[] layers;
    private final long work;

    ParameterRows(List<DenseLayer> layers) {
        this.layers = layers.toArray(DenseLayer[]::new);
        long sum = 0;
        for (DenseLayer layer : layers) {
            sum += work(layer);
        }
        this.work = sum;
    }

    /** {@return the first row of a part, counted over all layers; part {@code parts} begins at the end} */
    int cut(int part, int parts) {
        long before = share(work, part, parts);
        int first = 0;
        for (DenseLayer layer : layers) {
            long here = work(layer);
            if (before < here) {
                return first + row(layer, before);
            }
            before -= here;
            first += layer.inputs() + 1;
        }
        return first;
    }

    /** {@return the first row of a part of a single layer} */
    static int cut(DenseLayer layer, int part, int parts) {
        return part == parts ? layer.inputs() + 1 : row(layer, share(work(layer), part, parts));
    }

    /** {@return {@code work·part/parts}, rounded down, without overflow} */
    private static long share(long work, int part, int parts) {
        return work / parts * part + work % parts * part / parts;
    }

    /** {@return the row that some work of a layer comes before: of the weights, or the biases} */
    private static int row(DenseLayer layer, long before) {
        return (int) Math.min(layer.inputs(), before / rowWork(layer));
    }

    private static long work(DenseLayer layer) {
        return rowWork(layer) * (layer.inputs() + BIAS_WORK);
    }

    private static long rowWork(DenseLayer layer) {
        return (layer.outputs() + PANEL - 1L) / PANEL;
    }
}
