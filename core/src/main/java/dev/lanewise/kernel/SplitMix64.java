package dev.lanewise.kernel;

/**
 * Random numbers by counter: number i of a seed without the ones before it, so that any thread can make any of them.
 * Number i is output i of SplitMix64 (Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, 2014; the
 * finalizer is Stafford's variant 13) started from the seed: {@code mix(seed + (i + 1)·0x9e3779b97f4a7c15)}. It is
 * written out here, so no JDK can change it; logarithm and cosine are {@link StrictMath}'s.
 */
public final class SplitMix64 {

    /** 2^64 divided by the golden ratio, odd. */
    private static final long INCREMENT = 0x9e37_79b9_7f4a_7c15L;

    private SplitMix64() {
    }

    /** {@return 64 random bits, number i of a seed} They serve as the seed of numbers of their own, too. */
    public static long bits(long seed, long i) {
        long z = seed + (i + 1) * INCREMENT;
        z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return z ^ (z >>> 31);
    }

    /** {@return number i, uniform over the multiples of 2^-53 in [0, 1)} */
    public static double uniform(long seed, long i) {
        return (bits(seed, i) >>> 11) * 0x1p-53;
    }

    /**
     * {@return number i of a normal distribution with mean 0 and variance 1} Box and Muller's
     * {@code √(−2·log(1 − u))·cos(2π·v)} of the uniform numbers {@code u, v} with indices 2i and 2i + 1.
     */
    public static double normal(long seed, long i) {
        double u = uniform(seed, 2 * i);
        double v = uniform(seed, 2 * i + 1);
        return Math.sqrt(-2 * StrictMath.log(1 - u)) * StrictMath.cos(2 * Math.PI * v);
    }

    /**
     * {@return number i, from 0 to bound − 1} The upper 32 bits times the bound, divided by 2^32: no value is more than
     * {@code bound / 2^32} likelier than another.
     */
    public static int below(int bound, long seed, long i) {
        return (int) ((bits(seed, i) >>> 32) * bound >>> 32);
    }
}
