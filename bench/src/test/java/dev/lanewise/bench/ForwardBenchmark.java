package dev.lanewise.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long does a batch take through a network 64-hidden-10 with sigmoid and softmax? */
public class ForwardBenchmark extends BenchmarkDefaults {

    /** Rows. */
    @Param({"1", "32", "256"})
    public int batch;

    /** Width of the hidden layer. */
    @Param({"16", "64", "256"})
    public int hidden;

    /** Which loops. */
    @Param({"naive", "naive-ikj", "vector"})
    public String kernels;

    private Batch data;
    private Model model;

    /** Makes the network and checks its output. */
    @Setup
    public void setUp() {
        data = new Batch(new int[] {64, hidden, 10}, batch);
        model = data.model(kernels);
        double[] expected = data.reference(kernels).forward(batch, data.x);
        Data.checkClose("output", batch * data.outputs(), forward(), expected, 1e-12);
    }

    /** {@return the probabilities of the batch} */
    @Benchmark
    public double[] forward() {
        return model.forward(data.m, data.x);
    }
}
