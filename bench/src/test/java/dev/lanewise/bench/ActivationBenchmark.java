package dev.lanewise.bench;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.DenseKernel;
import java.util.Locale;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long does an elementary function take per element, over 4,096 of them? Softmax has rows of 16. */
public class ActivationBenchmark extends BenchmarkDefaults {

    private static final int ELEMENTS = 4096;
    private static final int COLUMNS = 16;
    private static final int ROWS = ELEMENTS / COLUMNS;

    /** Which function. */
    @Param({"exp", "sigmoid", "tanh", "relu", "softmax"})
    public String function;

    /** Which loops. */
    @Param({"naive", "vector"})
    public String kernels;

    private ArrayFunction applied;
    private double[] z;
    private double[] a;

    /** One call per array. */
    private interface ArrayFunction {
        void apply(double[] z, double[] a);
    }

    /** Makes the inputs and checks each element against {@code StrictMath}. */
    @Setup
    public void setUp() {
        z = Data.uniform(1, ELEMENTS, 8);
        a = new double[ELEMENTS];
        applied = switch (kernels) {
            case "naive" -> naive(function);
            case "vector" -> vector(function);
            default -> throw new IllegalArgumentException("kernels is " + kernels + ", neither naive nor vector");
        };
        apply();
        for (int i = 0; i < ELEMENTS; i++) {
            double expected = expected(i);
            if (!(Math.abs(a[i] - expected) <= 1e-12 * Math.abs(expected))) {
                throw new IllegalStateException(function + "(" + z[i] + ") is " + a[i] + ", expected " + expected);
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

    private static ArrayFunction naive(String function) {
        return switch (function) {
            case "exp" -> (z, a) -> NaiveActivations.exp(ELEMENTS, z, a);
            case "sigmoid" -> (z, a) -> NaiveActivations.sigmoid(ELEMENTS, z, a);
            case "tanh" -> (z, a) -> NaiveActivations.tanh(ELEMENTS, z, a);
            case "relu" -> (z, a) -> NaiveActivations.relu(ELEMENTS, z, a);
            case "softmax" -> (z, a) -> NaiveActivations.softmax(ROWS, COLUMNS, z, a);
            default -> throw new IllegalArgumentException("function is " + function);
        };
    }

    private static ArrayFunction vector(String function) {
        DenseKernel kernel = VectorProducts.vectorKernel(Arithmetic.FUSED);
        if (function.equals("exp")) {
            return (z, a) -> kernel.exp(ELEMENTS, z, 0, a, 0);
        }
        Activation activation = Activation.valueOf(function.toUpperCase(Locale.ROOT));
        return (z, a) -> kernel.activate(activation, ROWS, COLUMNS, z, 0, a, 0);
    }

    private double expected(int i) {
        return switch (function) {
            case "exp" -> StrictMath.exp(z[i]);
            case "sigmoid" -> 1 / (1 + StrictMath.exp(-z[i]));
            case "tanh" -> StrictMath.tanh(z[i]);
            case "relu" -> z[i] > 0 ? z[i] : 0;
            case "softmax" -> {
                double sum = 0;
                for (int j = i - i % COLUMNS; j < i - i % COLUMNS + COLUMNS; j++) {
                    sum += StrictMath.exp(z[j]);
                }
                yield StrictMath.exp(z[i]) / sum;
            }
            default -> throw new IllegalArgumentException("function is " + function);
        };
    }
}
