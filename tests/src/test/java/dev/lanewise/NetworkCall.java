package dev.lanewise;

import static dev.lanewise.Refusals.refusesArgument;
import static dev.lanewise.Refusals.refusesNull;
import static dev.lanewise.Refusals.refusesRange;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Arguments that all methods of {@link Network} take, after a forward pass of two rows; tests spoil one. */
final class NetworkCall {

    /** Every array of a workspace of 4 rows has the length of the parameters, so that it can pass for any argument. */
    static final Network NETWORK = Network.of(Arithmetic.FUSED, new DenseLayer(1, 1, Activation.SIGMOID),
            new DenseLayer(1, 1, Activation.TANH));

    /** The methods under test, and the arrays that each takes. */
    enum Method {
        FORWARD("parameters", "x") {
            @Override
            void call(NetworkCall a) {
                a.network.forward(a.parameters, a.m, a.x, a.xOffset, a.workspace);
            }
        },
        LOSS("y") {
            @Override
            void call(NetworkCall a) {
                a.network.loss(a.loss, a.m, a.y, a.yOffset, a.workspace);
            }
        },
        BACKWARD("parameters", "x", "y", "gradients") {
            @Override
            void call(NetworkCall a) {
                a.network.backward(a.loss, a.parameters, a.m, a.x, a.xOffset, a.y, a.yOffset, a.gradients, true,
                        a.workspace);
            }
        },
        SGD_STEP("parameters", "x", "y") {
            @Override
            void call(NetworkCall a) {
                a.network.sgdStep(a.loss, a.parameters, a.m, a.x, a.xOffset, a.y, a.yOffset, 2, 0.1, 0.01,
                        a.workspace);
            }
        },
        DIVIDE("gradients") {
            @Override
            void call(NetworkCall a) {
                a.network.divide(a.gradients, 2);
            }
        },
        SHARED_DIVIDE("gradients") {
            @Override
            void call(NetworkCall a) {
                a.network.divide(a.gradients, 2, a.workspace);
            }
        },
        SGD("parameters", "gradients") {
            @Override
            void call(NetworkCall a) {
                a.network.sgd(a.parameters, a.gradients, 0.1, 0.01);
            }
        },
        SHARED_SGD("parameters", "gradients") {
            @Override
            void call(NetworkCall a) {
                a.network.sgd(a.parameters, a.gradients, 0.1, 0.01, a.workspace);
            }
        };

        final List<String> arrays;

        Method(String... arrays) {
            this.arrays = List.of(arrays);
        }

        abstract void call(NetworkCall a);

        boolean takesWorkspace() {
            return this != DIVIDE && this != SGD;
        }

        boolean takesLoss() {
            return this == LOSS || this == BACKWARD || this == SGD_STEP;
        }

        boolean takesRows() {
            return takesLoss() || this == FORWARD;
        }
    }

    Network network = NETWORK;
    Loss loss = Loss.HALF_SQUARED_ERROR;
    int m = 2;
    double[] parameters = filled(4);
    double[] x = filled(3);
    int xOffset = 1;
    double[] y = filled(3);
    int yOffset = 1;
    double[] gradients = filled(4);
    Workspace workspace = NETWORK.newWorkspace(4);

    NetworkCall() {
        Method.FORWARD.call(this);
        for (double[] array : arrays()) {
            Arrays.fill(array, 7);
        }
    }

    private static double[] filled(int length) {
        double[] values = new double[length];
        Arrays.fill(values, 7);
        return values;
    }

    void put(String name, double[] array) {
        switch (name) {
            case "parameters" -> parameters = array;
            case "x" -> x = array;
            case "y" -> y = array;
            case "gradients" -> gradients = array;
            default -> throw new AssertionError(name);
        }
    }

    void offset(String name, int offset) {
        if (name.equals("x")) {
            xOffset = offset;
        } else {
            yOffset = offset;
        }
    }

    List<double[]> own() {
        List<double[]> own = new ArrayList<>();
        if (workspace != null) {
            Stream.of(workspace.z, workspace.a, workspace.dz).flatMap(Arrays::stream).forEach(own::add);
            own.add(workspace.rowLoss);
        }
        return own;
    }

    private List<double[]> arrays() {
        List<double[]> arrays = own();
        Stream.of(parameters, x, y, gradients).filter(array -> array != null).forEach(arrays::add);
        return arrays;
    }

    /** What a refused call must leave as it is. */
    private String state() {
        return (workspace == null ? "" : workspace.rows + " rows ")
                + arrays().stream().map(Arrays::toString).toList();
    }

    void refused(Method method, String... fragments) {
        String before = state();
        refusesArgument(() -> method.call(this), fragments);
        assertEquals(before, state());
    }

    void outOfRange(Method method, String... fragments) {
        String before = state();
        refusesRange(() -> method.call(this), fragments);
        assertEquals(before, state());
    }

    void missing(Method method, String name) {
        String before = state();
        refusesNull(() -> method.call(this), name);
        assertEquals(before, state());
    }
}
