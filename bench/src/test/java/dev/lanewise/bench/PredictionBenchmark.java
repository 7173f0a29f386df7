package dev.lanewise.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long does one row, or a batch, take through a whole network, as in a service that answers requests? */
public class PredictionBenchmark extends BenchmarkDefaults {

    /** Inputs, widths of the sigmoid layers, outputs. */
    @Param("64-256-256-10")
    public String net;

    /** Rows. */
    @Param("1")
    public int batch;

    /** Which loops. */
    @Param({"naive", "naive-ikj", "vector"})
    public String kernels;

    private Batch data;
    private Model model;

    /** Makes the network and checks its output. */
    @Setup
    public void setUp() {
        data = new Batch(Data.sizes(net), batch);
        model = data.model(kernels);
        double[] expected = data.reference(kernels).forward(batch, data.x);
        Data.checkClose("output", batch * data.outputs(), predict(), expected, 1e-12);
    }

    /** {@return the probabilities of the batch} */
    @Benchmark
    public double[] predict() {
        return model.forward(data.m, data.x);
    }
}
