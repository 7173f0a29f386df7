package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.DenseKernel;
import dev.lanewise.DenseLayer;
import dev.lanewise.Eager;
import dev.lanewise.Parallelism;
import dev.lanewise.kernel.Trial.Range;
import dev.lanewise.kernel.Trial.Setting;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products shared between threads give the bits of the scalar specification: the trials of the kernels, by rows. */
class SplitProductsTest {

    private static final Kernels SCALAR = new ScalarKernels();

    /** The same operation on a public kernel; ranges and their contents come from the trial in the same order. */
    private interface Product {
        void run(DenseKernel kernel, Trial t);
    }

    /** The specification of a shared operation, and the operation; without a layer sizes may be 0. */
    private record Pair(Operations.Operation scalar, Product shared, boolean layer) {
    }

    private static final Map<String, Pair> SHARED = Map.of(
            "forward", new Pair(Operations.all().get("forward"), SplitProductsTest::forward, false),
            "inputGradient", new Pair(Operations.all().get("inputGradient"), SplitProductsTest::inputGradient, false),
            "weightGradient", new Pair(SplitProductsTest::weightGradient, SplitProductsTest::weightGradient, false),
            "denseForward", new Pair(SplitProductsTest::layer, SplitProductsTest::layer, true),
            "denseBackward", new Pair(SplitProductsTest::backward, SplitProductsTest::backward, true));

    private static final Set<String> NOT_SHARED = Set.of("addBias", "biasGradient", "apply", "activate",
            "activateBackward", "halfSquaredError", "softmaxCrossEntropy", "sum", "divide", "sgd");

    /** A new operation must be added to one or the other. */
    @Test
    void everyPublicOperationIsNamed() {
        Set<String> named = new TreeSet<>(SHARED.keySet());
        named.addAll(NOT_SHARED);
        Set<String> operations = Arrays.stream(DenseKernel.class.getMethods())
                .filter(method -> Arrays.asList(method.getParameterTypes()).contains(double[].class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(operations, named);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void sameBits(int threads) {
        try (Parallelism parallelism = Eager.threads(threads)) {
            for (Arithmetic arithmetic : Arithmetic.values()) {
                DenseKernel kernel = DenseKernel.create(arithmetic, parallelism);
                for (int m : new int[] {0, 1, 2, 3, 6, 13, 41, 64}) {
                    for (int k : new int[] {0, 1, 3, 9, 64}) {
                        for (int n : new int[] {0, 1, 7, 10, 75}) {
                            compareAll(kernel, arithmetic, m, k, n);
                        }
                    }
                }
            }
        }
    }

    private static void compareAll(DenseKernel kernel, Arithmetic arithmetic, int m, int k, int n) {
        for (boolean accumulate : new boolean[] {false, true}) {
            for (boolean special : new boolean[] {false, true}) {
                Setting setting = new Setting(m, k, n, arithmetic, accumulate, accumulate ^ special, special);
                for (Pair pair : SHARED.values()) {
                    if (k > 0 && n > 0 || !pair.layer()) {
                        compare(kernel, setting, pair);
                    }
                }
            }
        }
    }

    private static void compare(DenseKernel kernel, Setting setting, Pair pair) {
        long seed = setting.m() * 1_000_003L + setting.k() * 1_009L + setting.n();
        Trial expected = new Trial(setting, seed);
        Trial actual = new Trial(setting, seed);
        pair.scalar().run(SCALAR, expected);
        pair.shared().run(kernel, actual);
        assertNull(actual.brokenGuard(), () -> kernel + " wrote outside its output");
        assertNull(actual.differenceTo(expected), kernel::toString);
    }

    private static void forward(DenseKernel kernel, Trial t) {
        Range x = t.in(t.m() * t.k());
        Range w = t.in(t.k() * t.n());
        Range z = t.out(t.m() * t.n());
        kernel.forward(t.m(), t.k(), t.n(), x.array(), x.offset(), w.array(), w.offset(), z.array(), z.offset());
    }

    private static void inputGradient(DenseKernel kernel, Trial t) {
        Range dz = t.in(t.m() * t.n());
        Range w = t.in(t.k() * t.n());
        Range dx = t.out(t.m() * t.k());
        kernel.inputGradient(t.m(), t.k(), t.n(), dz.array(), dz.offset(), w.array(), w.offset(),
                dx.array(), dx.offset());
    }

    private static void weightGradient(Kernels kernels, Trial t) {
        Range x = t.in(t.m() * t.k());
        Range dz = t.in(t.m() * t.n());
        Range dw = t.outOrAccumulator(t.k() * t.n());
        kernels.weightGradient(t.setting.arithmetic(), t.m(), t.k(), t.n(), x.array(), x.offset(), t.k(),
                dz.array(), dz.offset(), dw.array(), dw.offset(), t.setting.accumulate(), t.scratch);
    }

    private static void weightGradient(DenseKernel kernel, Trial t) {
        Range x = t.in(t.m() * t.k());
        Range dz = t.in(t.m() * t.n());
        Range dw = t.outOrAccumulator(t.k() * t.n());
        kernel.weightGradient(t.m(), t.k(), t.n(), x.array(), x.offset(), dz.array(), dz.offset(),
                dw.array(), dw.offset(), t.setting.accumulate());
    }

    private static DenseLayer layerOf(Trial t) {
        return new DenseLayer(t.k(), t.n(), t.setting.special() ? Activation.SOFTMAX : Activation.TANH);
    }

    private static void layer(Kernels kernels, Trial t) {
        Range x = t.in(t.m() * t.k());
        Range p = t.in((t.k() + 1) * t.n());
        Range z = t.out(t.m() * t.n());
        Range a = t.outOrSame(z);
        kernels.dense(t.setting.arithmetic(), layerOf(t).activation(), t.m(), t.k(), t.n(), x.array(), x.offset(),
                p.array(), p.offset(), p.array(), p.offset() + t.k() * t.n(), z.array(), z.offset(),
                a.array(), a.offset(), t.scratch);
    }

    private static void layer(DenseKernel kernel, Trial t) {
        Range x = t.in(t.m() * t.k());
        Range p = t.in((t.k() + 1) * t.n());
        Range z = t.out(t.m() * t.n());
        Range a = t.outOrSame(z);
        kernel.denseForward(layerOf(t), t.m(), x.array(), x.offset(), p.array(), p.offset(), z.array(), z.offset(),
                a.array(), a.offset());
    }

    private static void backward(Kernels kernels, Trial t) {
        Range x = t.in(t.m() * t.k());
        Range w = t.in(t.k() * t.n());
        Range dz = t.in(t.m() * t.n());
        Range g = t.outOrAccumulator((t.k() + 1) * t.n());
        Range dx = t.out(t.m() * t.k());
        Arithmetic arithmetic = t.setting.arithmetic();
        boolean accumulate = t.setting.accumulate();
        kernels.weightGradient(arithmetic, t.m(), t.k(), t.n(), x.array(), x.offset(), t.k(), dz.array(), dz.offset(),
                g.array(), g.offset(), accumulate, t.scratch);
        kernels.biasGradient(t.m(), t.n(), dz.array(), dz.offset(), g.array(), g.offset() + t.k() * t.n(), accumulate,
                t.scratch);
        kernels.inputGradient(arithmetic, t.m(), t.k(), t.n(), dz.array(), dz.offset(), w.array(), w.offset(),
                dx.array(), dx.offset(), t.scratch);
    }

    private static void backward(DenseKernel kernel, Trial t) {
        Range x = t.in(t.m() * t.k());
        Range w = t.in(t.k() * t.n());
        Range dz = t.in(t.m() * t.n());
        Range g = t.outOrAccumulator((t.k() + 1) * t.n());
        Range dx = t.out(t.m() * t.k());
        double[] parameters = new double[(t.k() + 1) * t.n()];
        System.arraycopy(w.array(), w.offset(), parameters, 0, w.length());
        kernel.denseBackward(layerOf(t), t.m(), x.array(), x.offset(), parameters, 0, dz.array(), dz.offset(),
                g.array(), g.offset(), t.setting.accumulate(), dx.array(), dx.offset());
    }
}
