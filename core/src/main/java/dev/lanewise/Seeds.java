package dev.lanewise;

import dev.lanewise.kernel.SplitMix64;

/** The seeds of what is random in a training, as numbers 0 to 3 of the training's own. */
final class Seeds {

    private Seeds() {
    }

    static long parameters(long seed) {
        return SplitMix64.bits(seed, 0);
    }

    static long order(long seed) {
        return SplitMix64.bits(seed, 1);
    }

    static long dropout(long seed) {
        return SplitMix64.bits(seed, 2);
    }

    static long validation(long seed) {
        return SplitMix64.bits(seed, 3);
    }
}
