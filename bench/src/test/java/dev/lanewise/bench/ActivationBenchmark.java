package dev.lanewise.bench;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.DenseKernel;
import dev.lanewise.ElementaryFunction;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.Erfc;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How long does an elementary function take per element, over 4,096 of them? Softmax has rows of ten, and one of six.
 * Arguments are spread evenly over −8 to 8, of logarithms over 0 to 8.
 */
public class ActivationBenchmark extends BenchmarkDefaults {

    private static final int ELEMENTS = 4_096;
    private static final int COLUMNS = 10;
    private static final int ROWS = ELEMENTS / COLUMNS;

    /** Which function: one of Lanewise, in small letters. */
    @Param({"exp", "expm1", "log", "log1p", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu",
        "softmax", "log_softmax"})
    public String function;

    /**
     * Which loops. {@code lanewise} are the Vector API's own functions; it has none for gelu and log_softmax, which are
     * those of {@code naive} there.
     */
    @Param({"naive", "lanewise", "vector"})
    public String kernels;

    private ArrayFunction applied;
    private double[] z;
    private double[] a;

    /** One call per array. */
    private interface ArrayFunction {
        void apply(double[] z, double[] a);
    }

    /** Some rows, from an offset on. */
    private interface RowFunction {
        void apply(int m, int n, double[] z, double[] a, int offset);
    }

    /** Makes the inputs and checks each element. */
    @Setup
    public void setUp() {
        z = Data.uniform(1, ELEMENTS, 8);
        if (function.startsWith("log") && !function.equals("log_softmax")) {
            Arrays.setAll(z, i -> Math.abs(z[i]));
        }
        a = new double[ELEMENTS];
        applied = switch (kernels) {
            case "naive" -> naive(function);
            case "lanewise" -> lanewise(function);
            case "vector" -> vector(function);
            default -> throw new IllegalArgumentException("kernels is " + kernels);
        };
        apply();
        double[] expected = expected();
        for (int i = 0; i < ELEMENTS; i++) {
            if (!(Math.abs(a[i] - expected[i]) <= 1e-12 * Math.abs(expected[i]))) {
                throw new IllegalStateException(function + "(" + z[i] + ") is " + a[i] + ", expected " + expected[i]);
            }
        }
    }

    /** {@return the values} */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public double[] apply() {
        applied.apply(z, a);
        return a;
    }

    private static ArrayFunction rows(RowFunction f) {
        int most = ROWS * COLUMNS;
        return (z, a) -> {
            f.apply(ROWS, COLUMNS, z, a, 0);
            f.apply(1, ELEMENTS - most, z, a, most);
        };
    }

    private static ArrayFunction naive(String function) {
        return switch (function) {
            case "exp" -> (z, a) -> NaiveActivations.exp(ELEMENTS, z, a);
            case "expm1" -> (z, a) -> NaiveActivations.expm1(ELEMENTS, z, a);
            case "log" -> (z, a) -> NaiveActivations.log(ELEMENTS, z, a);
            case "log1p" -> (z, a) -> NaiveActivations.log1p(ELEMENTS, z, a);
            case "sigmoid" -> (z, a) -> NaiveActivations.sigmoid(ELEMENTS, z, a);
            case "tanh" -> (z, a) -> NaiveActivations.tanh(ELEMENTS, z, a);
            case "relu" -> (z, a) -> NaiveActivations.relu(ELEMENTS, z, a);
            case "leaky_relu" -> (z, a) -> NaiveActivations.leakyRelu(ELEMENTS, z, a);
            case "elu" -> (z, a) -> NaiveActivations.elu(ELEMENTS, z, a);
            case "softplus" -> (z, a) -> NaiveActivations.softplus(ELEMENTS, z, a);
            case "silu" -> (z, a) -> NaiveActivations.silu(ELEMENTS, z, a);
            case "gelu" -> (z, a) -> NaiveActivations.gelu(ELEMENTS, z, a);
            case "softmax" -> rows(NaiveActivations::softmax);
            case "log_softmax" -> rows(NaiveActivations::logSoftmax);
            default -> throw new IllegalArgumentException("function is " + function);
        };
    }

    private static ArrayFunction lanewise(String function) {
        return switch (function) {
            case "exp" -> (z, a) -> LanewiseActivations.exp(ELEMENTS, z, a);
            case "expm1" -> (z, a) -> LanewiseActivations.expm1(ELEMENTS, z, a);
            case "log" -> (z, a) -> LanewiseActivations.log(ELEMENTS, z, a);
            case "log1p" -> (z, a) -> LanewiseActivations.log1p(ELEMENTS, z, a);
            case "sigmoid" -> (z, a) -> LanewiseActivations.sigmoid(ELEMENTS, z, a);
            case "tanh" -> (z, a) -> LanewiseActivations.tanh(ELEMENTS, z, a);
            case "relu" -> (z, a) -> LanewiseActivations.relu(ELEMENTS, z, a);
            case "leaky_relu" -> (z, a) -> LanewiseActivations.leakyRelu(ELEMENTS, z, a);
            case "elu" -> (z, a) -> LanewiseActivations.elu(ELEMENTS, z, a);
            case "softplus" -> (z, a) -> LanewiseActivations.softplus(ELEMENTS, z, a);
            case "silu" -> (z, a) -> LanewiseActivations.silu(ELEMENTS, z, a);
            case "softmax" -> rows(LanewiseActivations::softmax);
            default -> naive(function);
        };
    }

    private static ArrayFunction vector(String function) {
        DenseKernel kernel = VectorProducts.vectorKernel(Arithmetic.FUSED);
        String name = function.toUpperCase(Locale.ROOT);
        if (Arrays.stream(ElementaryFunction.values()).anyMatch(f -> f.name().equals(name))) {
            ElementaryFunction f = ElementaryFunction.valueOf(name);
            return (z, a) -> kernel.apply(f, ELEMENTS, z, 0, a, 0);
        }
        Activation f = Activation.valueOf(name);
        return rows((m, n, z, a, offset) -> kernel.activate(f, m, n, z, offset, a, offset));
    }

    private double[] expected() {
        return switch (function) {
            case "exp" -> each(StrictMath::exp);
            case "expm1" -> each(StrictMath::expm1);
            case "log" -> each(StrictMath::log);
            case "log1p" -> each(StrictMath::log1p);
            case "sigmoid" -> each(x -> 1 / (1 + StrictMath.exp(-x)));
            case "tanh" -> each(StrictMath::tanh);
            case "relu" -> each(x -> Math.max(x, 0));
            case "leaky_relu" -> each(x -> x > 0 ? x : 0.01 * x);
            case "elu" -> each(x -> x > 0 ? x : StrictMath.expm1(x));
            case "softplus" -> each(x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))));
            case "silu" -> each(x -> x / (1 + StrictMath.exp(-x)));
            case "gelu" -> each(x -> 0.5 * x * Erfc.value(-x * Math.sqrt(0.5)));
            case "softmax" -> rows(false);
            case "log_softmax" -> rows(true);
            default -> throw new IllegalArgumentException("function is " + function);
        };
    }

    private double[] each(DoubleUnaryOperator f) {
        return Arrays.stream(z).map(f).toArray();
    }

    private double[] rows(boolean logarithms) {
        double[] expected = new double[ELEMENTS];
        for (int row = 0; row < ELEMENTS; row += COLUMNS) {
            int end = Math.min(row + COLUMNS, ELEMENTS);
            double sum = Arrays.stream(z, row, end).map(StrictMath::exp).sum();
            for (int j = row; j < end; j++) {
                expected[j] = logarithms ? z[j] - StrictMath.log(sum) : StrictMath.exp(z[j]) / sum;
            }
        }
        return expected;
    }
}
