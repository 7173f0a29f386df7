package dev.lanewise;

import static dev.lanewise.Refusals.refusesArgument;
import static dev.lanewise.Refusals.refusesNull;
import static dev.lanewise.Refusals.refusesRange;

import dev.lanewise.NetworkCall.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link DenseKernelBadInputTest} for networks: not even the workspace is written to. */
class NetworkBadInputTest {

    private static final int HUGE = 65_536;

    @ParameterizedTest
    @EnumSource
    void missing(Method method) {
        for (String name : method.arrays) {
            NetworkCall bad = new NetworkCall();
            bad.put(name, null);
            bad.missing(method, name);
        }
        if (method.takesWorkspace()) {
            NetworkCall bad = new NetworkCall();
            bad.workspace = null;
            bad.missing(method, "workspace");
        }
        if (method.takesLoss()) {
            NetworkCall bad = new NetworkCall();
            bad.loss = null;
            bad.missing(method, "loss");
        }
    }

    @ParameterizedTest
    @EnumSource
    void arrays(Method method) {
        for (String name : method.arrays) {
            if (name.equals("x") || name.equals("y")) {
                for (int[] place : new int[][] {{1, 0}, {2, 1}, {2, -1}, {4, -1}, {2, Integer.MAX_VALUE}}) {
                    NetworkCall bad = new NetworkCall();
                    bad.put(name, new double[place[0]]);
                    bad.offset(name, place[1]);
                    bad.outOfRange(method, name + ": offset " + place[1] + " and length 2 ",
                            "array of length " + place[0]);
                }
            } else {
                for (int length : new int[] {0, 3, 5}) {
                    NetworkCall bad = new NetworkCall();
                    bad.put(name, new double[length]);
                    bad.refused(method, name + " has length " + length, "4");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void arraysOfTheWorkspace(Method method) {
        for (String name : method.arrays) {
            for (int i = 0; method.takesWorkspace() && i < new NetworkCall().own().size(); i++) {
                NetworkCall bad = new NetworkCall();
                bad.put(name, bad.own().get(i));
                bad.refused(method, name + " is an array of the workspace itself", "length 4");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradientsThatOverlap(Method method) {
        if (!method.arrays.contains("gradients")) {
            return;
        }
        for (String name : method.arrays) {
            for (int offset = 0; offset < 3 && !name.equals("gradients"); offset++) {
                NetworkCall bad = new NetworkCall();
                bad.put(name, bad.gradients);
                boolean whole = name.equals("parameters");
                if (!whole) {
                    bad.offset(name, offset);
                }
                bad.refused(method, "gradients [0, 4) overlaps " + name,
                        whole ? "[0, 4)" : "[" + offset + ", " + (offset + 2) + ")");
            }
        }
    }

    @Test
    void updatedParametersThatOverlap() {
        for (String name : new String[] {"x", "y"}) {
            for (int offset = 0; offset < 3; offset++) {
                NetworkCall bad = new NetworkCall();
                bad.put(name, bad.parameters);
                bad.offset(name, offset);
                bad.refused(Method.SGD_STEP, "parameters [0, 4) overlaps " + name,
                        "[" + offset + ", " + (offset + 2) + ")");
            }
        }
    }

    @Test
    void aForwardPassThatAStepUsedUp() {
        NetworkCall bad = new NetworkCall();
        Method.SGD_STEP.call(bad);
        for (Method method : new Method[] {Method.BACKWARD, Method.LOSS, Method.SGD_STEP}) {
            bad.refused(method, "m is 2", "holds no forward pass", "used up");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rows(Method method) {
        if (!method.takesRows()) {
            return;
        }
        NetworkCall bad = new NetworkCall();
        bad.x = new double[8];
        bad.y = new double[8];
        bad.m = -1;
        bad.refused(method, "-1 × 1", "a size is negative");
        bad.m = 5;
        bad.refused(method, "m is 5", method == Method.LOSS ? "had 2 rows" : "workspace's 4 rows");
        if (method.takesLoss()) {
            bad.m = 3;
            bad.refused(method, "m is 3", "the last forward pass had 2 rows");
            bad.m = 2;
            bad.workspace = NetworkCall.NETWORK.newWorkspace(4);
            bad.refused(method, "m is 2", "holds no forward pass");
            bad.m = 0;
            bad.refused(method, "m is 0", "holds no forward pass");
        }
    }

    @Test
    void moreRowsThanAnIntCanCount() {
        Network wide = Network.of(Arithmetic.FUSED, new DenseLayer(4, 8, Activation.TANH));
        NetworkCall bad = new NetworkCall();
        bad.network = wide;
        bad.parameters = new double[wide.parameterCount()];
        bad.workspace = wide.newWorkspace(1);
        bad.m = 1 << 30;
        bad.refused(Method.FORWARD, "1073741824 × 4 = 4294967296", "2147483647");
        bad.refused(Method.BACKWARD, "1073741824 × 4 = 4294967296", "2147483647");
        bad.refused(Method.LOSS, "1073741824 × 8 = 8589934592", "2147483647");
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotBelongTogether(Method method) {
        if (method.takesWorkspace()) {
            NetworkCall bad = new NetworkCall();
            bad.workspace = Network.of(Arithmetic.FUSED, new DenseLayer(2, 2, Activation.RELU)).newWorkspace(4);
            bad.refused(method, "Network[FUSED, 2-2 RELU]", "Network[FUSED, 1-1 SIGMOID-1 TANH]");
        }
        if (method.takesLoss()) {
            NetworkCall bad = new NetworkCall();
            bad.loss = Loss.SOFTMAX_CROSS_ENTROPY;
            bad.refused(method, "SOFTMAX_CROSS_ENTROPY", "not TANH");
        }
    }

    @Test
    void descriptions() {
        refusesArgument(() -> new DenseLayer(0, 3, Activation.RELU), "inputs is 0", "1");
        refusesArgument(() -> new DenseLayer(3, -2, Activation.RELU), "outputs is -2", "1");
        refusesArgument(() -> new DenseLayer(HUGE, HUGE, Activation.RELU), "65537 × 65536", "2147483647");
        refusesNull(() -> new DenseLayer(1, 1, null), "activation");
        refusesArgument(() -> Network.of(Arithmetic.FUSED), "0 layers");
        refusesArgument(() -> Network.of(Arithmetic.FUSED, new DenseLayer(2, 3, Activation.RELU),
                new DenseLayer(4, 2, Activation.RELU)), "layer 1 has 4 inputs", "3 outputs");
        DenseLayer big = new DenseLayer(30_000, 30_000, Activation.RELU);
        refusesArgument(() -> Network.of(Arithmetic.FUSED, big, big, big), "2700090000", "2147483647");
        refusesNull(() -> Network.of(null, big), "arithmetic");
        refusesNull(() -> Network.of(Arithmetic.FUSED, big, null), "layer 1");
        refusesNull(() -> Network.of(Arithmetic.FUSED, (DenseLayer[]) null), "layers");
        refusesRange(() -> NetworkCall.NETWORK.weightOffset(2), "2");
        refusesRange(() -> NetworkCall.NETWORK.biasOffset(-1), "-1");
        refusesArgument(() -> NetworkCall.NETWORK.newWorkspace(0), "maxRows is 0");
        refusesArgument(() -> Network.of(Arithmetic.FUSED, new DenseLayer(1, 3, Activation.RELU))
                .newWorkspace(Integer.MAX_VALUE), "2147483647 × 3");
        refusesNull(() -> NetworkCall.NETWORK.newWorkspace(1, null), "parallelism");
    }
}
