package dev.lanewise;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.SplitMix64;

/**
 * Dropout of a training pass: activations of some layers times a mask, on their way to the next layer and back. A mask
 * is a function of seed, epoch, layer, the row's position in the epoch and the unit, so it is the same for any split of
 * the batch. Belongs to a {@link Workspace}; predictions have none.
 */
final class Dropout {

    private final double[] rates;
    private final long seed;

    /** Per layer with a rate above 0, rows × outputs: the mask, and the activations times it. */
    private final double[][] mask;
    private final double[][] dropped;

    private long epoch;
    private long firstRow;

    /** Rates of all layers but the last. */
    Dropout(Network network, double[] rates, long seed, int maxRows) {
        this.rates = rates;
        this.seed = seed;
        this.mask = new double[rates.length][];
        this.dropped = new double[rates.length][];
        for (int l = 0; l < rates.length; l++) {
            if (rates[l] > 0) {
                mask[l] = new double[maxRows * network.layers().get(l).outputs()];
                dropped[l] = new double[mask[l].length];
            }
        }
    }

    /** Where the batch lies: its epoch, and how many rows came before it there. */
    void moveTo(long epoch, long firstRow) {
        this.epoch = epoch;
        this.firstRow = firstRow;
    }

    boolean isOn(int layer) {
        return layer < rates.length && rates[layer] > 0;
    }

    /** What the next layer gets instead of the activations of a layer that has dropout. */
    double[] dropped(int layer) {
        return dropped[layer];
    }

    /** Rows {@code [first, end)} of n activations. */
    void forward(Kernels kernels, int layer, int first, int end, int n, double[] a) {
        long layerSeed = SplitMix64.bits(SplitMix64.bits(seed, epoch), layer);
        int i = first * n;
        int length = (end - first) * n;
        kernels.dropoutMask(end - first, n, layerSeed, firstRow + first, rates[layer], mask[layer], i);
        kernels.multiply(length, a, i, mask[layer], i, dropped[layer], i);
    }

    /** Rows {@code [first, end)} of the gradient of what {@link #forward} made, in place. */
    void backward(Kernels kernels, int layer, int first, int end, int n, double[] da) {
        int i = first * n;
        kernels.multiply((end - first) * n, da, i, mask[layer], i, da, i);
    }
}
