package dev.lanewise.bench;

import dev.lanewise.Arithmetic;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does the first product of 240 × 240 × 240 take in a new JVM, alone and with the making of the kernel, which
 * writes a log line? One call per fork, so it is forks that make a number, and a second call is refused: with Maven
 * {@code -Djmh.f=10 -Djmh.wi=0 -Djmh.i=1}. Vector kernels that nothing stands in for show with
 * {@code -Djmh.jvmArgsAppend=-Ddev.lanewise.kernels=vector}.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(value = 10, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class ColdStartBenchmark {

    private static final int N = 240;

    /** Which loops. */
    @Param({"naive", "naive-ikj", "vector"})
    public String kernels;

    private boolean called;
    private final double[] x = Data.uniform(1, N * N, 1);
    private final double[] w = Data.uniform(2, N * N, 1);
    private final double[] z = new double[N * N];

    /** Products that a program has made before. */
    @State(Scope.Thread)
    public static class Made {

        private Products products;

        /** Makes them. */
        @Setup
        public void make(ColdStartBenchmark benchmark) {
            products = Products.of(benchmark.kernels, Arithmetic.FUSED);
        }
    }

    /** {@return z = x·w; answers are checked by {@link GemmBenchmark}} */
    @Benchmark
    public double[] firstProduct(Made made) {
        return call(made.products);
    }

    /** {@return z = x·w} */
    @Benchmark
    public double[] kernelAndFirstProduct() {
        return call(Products.of(kernels, Arithmetic.FUSED));
    }

    private double[] call(Products products) {
        if (called) {
            throw new IllegalStateException("this call is not the first; run with -Djmh.wi=0 -Djmh.i=1");
        }
        called = true;
        products.forward(N, N, N, x, w, 0, z);
        return z;
    }
}
