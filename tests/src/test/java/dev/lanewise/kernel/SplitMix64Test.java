package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generator against published numbers and the JDK's own, and its distributions against their moments. */
@Tag("once")
class SplitMix64Test {

    private static final int COUNT = 200_000;

    @Test
    void publishedNumbers() {
        assertEquals(0xe220_a839_7b1d_cdafL, SplitMix64.bits(0, 0));
        assertEquals(0x6e78_9e6a_a1b9_65f4L, SplitMix64.bits(0, 1));
        assertEquals(0x06c4_5d18_8009_454fL, SplitMix64.bits(0, 2));
    }

    /** {@link SplittableRandom} is the same algorithm, by another hand. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42, Long.MIN_VALUE, Long.MAX_VALUE, 0x1234_5678_9abc_def0L})
    void likeSplittableRandom(long seed) {
        SplittableRandom other = new SplittableRandom(seed);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(other.nextLong(), SplitMix64.bits(seed, i), "number " + i);
        }
    }

    @Test
    void uniformNumbersAreTheUpperBits() {
        for (int i = 0; i < 1_000; i++) {
            assertEquals((SplitMix64.bits(5, i) >>> 11) / (double) (1L << 53), SplitMix64.uniform(5, i));
        }
    }

    @Test
    void uniformMoments() {
        double sum = 0;
        double squares = 0;
        int[] tenths = new int[10];
        for (int i = 0; i < COUNT; i++) {
            double u = SplitMix64.uniform(7, i);
            assertTrue(u >= 0 && u < 1, () -> "uniform number " + u);
            sum += u;
            squares += u * u;
            tenths[(int) (10 * u)]++;
        }
        double mean = sum / COUNT;
        assertEquals(0.5, mean, 5 * Math.sqrt(1 / 12.0 / COUNT));
        assertEquals(1 / 12.0, squares / COUNT - mean * mean, 5 * Math.sqrt(1 / 180.0 / COUNT));
        for (int count : tenths) {
            assertEquals(COUNT / 10.0, count, 5 * Math.sqrt(COUNT * 0.09));
        }
    }

    @Test
    void normalIsBoxAndMullers() {
        for (int i = 0; i < 1_000; i++) {
            double u = 1 - SplitMix64.uniform(3, 2 * i);
            double v = SplitMix64.uniform(3, 2 * i + 1);
            assertEquals(Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v), SplitMix64.normal(3, i), 1e-14);
        }
    }

    @Test
    void normalMoments() {
        double[] powers = new double[5];
        int[] beyond = new int[4];
        for (int i = 0; i < COUNT; i++) {
            double x = SplitMix64.normal(11, i);
            double power = 1;
            for (int p = 0; p < powers.length; p++, power *= x) {
                powers[p] += power / COUNT;
            }
            for (int s = 1; s < beyond.length && Math.abs(x) > s; s++) {
                beyond[s]++;
            }
        }
        assertEquals(0, powers[1], 5 / Math.sqrt(COUNT));
        assertEquals(1, powers[2], 5 * Math.sqrt(2.0 / COUNT));
        assertEquals(0, powers[3], 5 * Math.sqrt(15.0 / COUNT));
        assertEquals(3, powers[4], 5 * Math.sqrt(96.0 / COUNT));
        double[] shares = {1, 0.317_310_5, 0.045_500_3, 0.002_699_8};
        for (int s = 1; s < shares.length; s++) {
            double deviation = Math.sqrt(COUNT * shares[s] * (1 - shares[s]));
            assertEquals(COUNT * shares[s], beyond[s], 5 * deviation, "beyond " + s);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 1_000})
    void belowCoversItsRangeEvenly(int bound) {
        int[] counts = new int[bound];
        for (int i = 0; i < COUNT; i++) {
            counts[SplitMix64.below(bound, 13, i)]++;
        }
        double share = 1.0 / bound;
        for (int count : counts) {
            assertEquals(COUNT * share, count, 5 * Math.sqrt(COUNT * share * (1 - share)));
        }
    }

    @Test
    void belowTheLargestBound() {
        int largest = 0;
        for (int i = 0; i < 1_000; i++) {
            int value = SplitMix64.below(Integer.MAX_VALUE, 1, i);
            assertTrue(value >= 0 && value < Integer.MAX_VALUE);
            largest = Math.max(largest, value);
        }
        assertTrue(largest > Integer.MAX_VALUE / 100 * 99);
    }

    @Test
    void seedsAreApart() {
        for (int i = 0; i < 1_000; i++) {
            assertNotEquals(SplitMix64.bits(1, i), SplitMix64.bits(2, i));
        }
    }
}
