package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses at the ends of their ranges: huge logits, what is no number, kinks. */
class LossRangeTest {

    private static final double[] EXTREMES = {-Double.MAX_VALUE, -1e308, -745.2, -1, -Double.MIN_VALUE, 0,
        Double.MIN_VALUE, 1e-310, 1, 709.8, 1e308, Double.MAX_VALUE};

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void binaryCrossEntropyOfAnyFiniteLogit(double y) {
        for (double z : EXTREMES) {
            LossOfRow result = LossOfRow.of(Loss.BINARY_CROSS_ENTROPY, new double[] {z}, new double[] {y});
            assertTrue(Double.isFinite(result.value()) && result.value() >= 0, () -> z + ": " + result.value());
            assertTrue(Math.abs(result.gradient()[0]) <= 1, () -> z + ": " + result.gradient()[0]);
            double exact = z > 40 ? z * (1 - y) : z < -40 ? -z * y : Math.log1p(Math.exp(z)) - z * y;
            assertEquals(exact, result.value(), 1e-15 * Math.max(1, exact), () -> "logit " + z);
        }
    }

    @Test
    void softmaxCrossEntropyOfAnyFiniteLogits() {
        Trainer trainer = LossOfRow.trainer(Loss.SOFTMAX_CROSS_ENTROPY, 3).build();
        for (double z0 : EXTREMES) {
            for (double z1 : EXTREMES) {
                for (double z2 : EXTREMES) {
                    for (int target = 0; target < 3; target++) {
                        softmaxCrossEntropy(trainer, new double[] {z0, z1, z2}, target);
                    }
                }
            }
        }
    }

    private static void softmaxCrossEntropy(Trainer trainer, double[] z, int target) {
        double[] y = new double[3];
        y[target] = 1;
        LossOfRow result = LossOfRow.of(trainer, z, y);
        double max = Math.max(z[0], Math.max(z[1], z[2]));
        double below = max - z[target];
        double log = Math.log(Arrays.stream(z).map(v -> Math.exp(v - max)).sum());
        // infinite only where the Javadoc says so
        assertEquals(log + below, result.value(), below > Double.MAX_VALUE ? 0 : 2e-15 * Math.max(1, log + below),
                () -> Arrays.toString(z) + " for " + target);
        for (int j = 0; j < 3; j++) {
            assertEquals(Math.exp(z[j] - max) / Math.exp(log) - y[j], result.gradient()[j], 2e-15);
        }
    }

    static List<Loss> losses() {
        return LossTest.cases().stream().map(LossTest.Case::loss).toList();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void notANumberPropagates(Loss loss) {
        LossOfRow ofTarget = LossOfRow.of(loss, new double[] {1, 2}, new double[] {Double.NaN, 0});
        assertEquals(Double.NaN, ofTarget.value());
        assertEquals(Double.NaN, ofTarget.gradient()[0]);
        LossOfRow ofOutput = LossOfRow.of(loss, new double[] {Double.NaN, 2}, new double[] {1, 0});
        assertEquals(Double.NaN, ofOutput.value());
        assertEquals(Double.NaN, ofOutput.gradient()[0]);
    }

    @Test
    void squaresOverflowToInfinity() {
        for (Loss loss : List.of(Loss.HALF_SQUARED_ERROR, Loss.MEAN_SQUARED_ERROR)) {
            assertEquals(Double.POSITIVE_INFINITY, LossOfRow.of(loss, new double[] {1e200}, new double[] {0}).value());
        }
        assertEquals(1e200, LossOfRow.of(Loss.MEAN_ABSOLUTE_ERROR, new double[] {1e200}, new double[] {0}).value());
        assertEquals(2e200, LossOfRow.of(Loss.huber(2), new double[] {1e200}, new double[] {0}).value());
    }

    @Test
    void huberAtItsBoundary() {
        Loss loss = Loss.huber(0.75);
        for (double sign : new double[] {-1, 1}) {
            LossOfRow at = LossOfRow.of(loss, new double[] {sign * 0.75}, new double[] {0});
            assertEquals(0.5 * 0.75 * 0.75, at.value());
            assertEquals(sign * 0.75, at.gradient()[0]);
            LossOfRow beyond = LossOfRow.of(loss, new double[] {sign * 1.75}, new double[] {0});
            assertEquals(0.75 * (1.75 - 0.375), beyond.value());
            assertEquals(sign * 0.75, beyond.gradient()[0]);
            double inside = Math.nextDown(0.75);
            assertEquals(sign * inside,
                    LossOfRow.of(loss, new double[] {sign * inside}, new double[] {0}).gradient()[0]);
        }
    }

    @Test
    void absoluteErrorOfAHit() {
        LossOfRow result = LossOfRow.of(Loss.MEAN_ABSOLUTE_ERROR, new double[] {2, -1, 0, 5},
                new double[] {2, -1, -0.0, 4});
        assertEquals(0.25, result.value());
        assertArrayEquals(new double[] {0, 0, 0, 0.25}, result.gradient());
    }
}
