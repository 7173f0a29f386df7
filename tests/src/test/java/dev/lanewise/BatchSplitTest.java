package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.kernel.Bits;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A row gives the same bits in any batch, and a batch fed in ordered pieces the gradients of the batch in one. */
class BatchSplitTest {

    private static final int ROWS = 41;

    /** Splits of 41 rows: one by one, sizes around the tile's rows, uneven, in one. */
    private static final int[] PIECES = {1, 2, 4, 5, 6, 7, 8, 9, 20, 40, 41};

    private final Random random = new Random(3);

    private Network network(Arithmetic arithmetic) {
        return Network.of(arithmetic, new DenseLayer(19, 75, Activation.TANH),
                new DenseLayer(75, 17, Activation.RELU), new DenseLayer(17, 9, Activation.SIGMOID),
                new DenseLayer(9, 10, Activation.SOFTMAX));
    }

    @ParameterizedTest
    @EnumSource
    void aRowInAnyBatch(Arithmetic arithmetic) {
        Network network = network(arithmetic);
        double[] parameters = values(network.parameterCount());
        double[] x = values(ROWS * network.inputs());
        Workspace whole = network.newWorkspace(ROWS);
        network.forward(parameters, ROWS, x, 0, whole);
        for (int piece : PIECES) {
            Workspace part = network.newWorkspace(piece);
            for (int first = 0; first < ROWS; first += piece) {
                int rows = Math.min(piece, ROWS - first);
                network.forward(parameters, rows, x, first * network.inputs(), part);
                for (int i = 0; i < rows * network.outputs(); i++) {
                    double expected = whole.output()[first * network.outputs() + i];
                    assertTrue(Bits.same(expected, part.output()[i]), "pieces of " + piece + ", row " + first);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBatchInOrderedPieces(Arithmetic arithmetic) {
        Network network = network(arithmetic);
        double[] parameters = values(network.parameterCount());
        double[] x = values(ROWS * network.inputs());
        double[] y = new double[ROWS * network.outputs()];
        for (int i = 0; i < ROWS; i++) {
            y[i * network.outputs() + random.nextInt(network.outputs())] = 1;
        }
        double[] expected = gradients(network, parameters, x, y, ROWS);
        for (int piece : PIECES) {
            double[] actual = gradients(network, parameters, x, y, piece);
            for (int i = 0; i < expected.length; i++) {
                assertTrue(Bits.same(expected[i], actual[i]), "pieces of " + piece + ", gradient " + i);
            }
        }
        double[] reversed = gradients(network, parameters, reversedRows(x), reversedRows(y), ROWS);
        boolean differs = false;
        for (int i = 0; i < expected.length; i++) {
            differs |= !Bits.same(expected[i], reversed[i]);
        }
        assertTrue(differs, "another order of rows should round differently, or this test sees nothing");
    }

    private static double[] gradients(Network network, double[] parameters, double[] x, double[] y, int piece) {
        double[] gradients = new double[network.parameterCount()];
        Workspace workspace = network.newWorkspace(piece);
        for (int first = 0; first < ROWS; first += piece) {
            int rows = Math.min(piece, ROWS - first);
            int xOffset = first * network.inputs();
            network.forward(parameters, rows, x, xOffset, workspace);
            network.backward(Loss.SOFTMAX_CROSS_ENTROPY, parameters, rows, x, xOffset, y, first * network.outputs(),
                    gradients, first > 0, workspace);
        }
        return gradients;
    }

    private static double[] reversedRows(double[] matrix) {
        int columns = matrix.length / ROWS;
        double[] reversed = new double[matrix.length];
        for (int i = 0; i < ROWS; i++) {
            System.arraycopy(matrix, i * columns, reversed, (ROWS - 1 - i) * columns, columns);
        }
        return reversed;
    }

    private double[] values(int length) {
        return random.doubles(length, -1, 1).toArray();
    }
}
