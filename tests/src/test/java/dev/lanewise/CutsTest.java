package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Parts follow each other without gap or overlap, and are equal enough. */
class CutsTest {

    private static void assertCovers(IntUnaryOperator cut, int parts, int length) {
        assertEquals(0, cut.applyAsInt(0));
        assertEquals(length, cut.applyAsInt(parts));
        for (int part = 0; part < parts; part++) {
            assertTrue(cut.applyAsInt(part) <= cut.applyAsInt(part + 1), "part " + part + " of " + parts);
        }
    }

    @Test
    void rowsAndElements() {
        for (int length : new int[] {1, 2, 7, 23, 24, 37, 256, 1_000_003, Integer.MAX_VALUE}) {
            for (int parts = 1; parts <= 64; parts++) {
                int p = parts;
                assertCovers(part -> Cuts.row(length, part, p), p, length);
                assertCovers(part -> Cuts.element(length, part, p), p, length);
                for (int part = 0; part < parts && parts <= length; part++) {
                    int rows = Cuts.row(length, part + 1, p) - Cuts.row(length, part, p);
                    assertTrue(rows >= 1 && Math.abs(rows - (double) length / p) <= 1, rows + " rows");
                }
            }
        }
        assertEquals(128, Cuts.row(256, 1, 2));
        assertEquals(14, Cuts.row(28, 1, 2));
        assertEquals(3, Cuts.row(7, 1, 2));
    }

    @Test
    void rowsOfParameters() {
        DenseLayer big = new DenseLayer(32_000, 32_000, Activation.TANH);
        List<List<DenseLayer>> shapes = List.of(
                List.of(new DenseLayer(1, 1, Activation.TANH)),
                List.of(new DenseLayer(64, 256, Activation.TANH), new DenseLayer(256, 256, Activation.TANH),
                        new DenseLayer(256, 10, Activation.TANH)),
                List.of(big, big));
        for (List<DenseLayer> layers : shapes) {
            int rows = layers.stream().mapToInt(layer -> layer.inputs() + 1).sum();
            for (int parts = 1; parts <= 64; parts++) {
                int p = parts;
                ParameterRows list = new ParameterRows(layers);
                assertCovers(part -> list.cut(part, p), p, rows);
                DenseLayer first = layers.get(0);
                assertCovers(part -> ParameterRows.cut(first, part, p), p, first.inputs() + 1);
            }
        }
        int cut = new ParameterRows(shapes.get(1)).cut(1, 2);
        double before = 64 * 256 + (cut - 65) * 256;
        assertEquals(0.5, before / (64 * 256 + 256 * 256 + 256 * 10), 0.04);
    }
}
