package dev.lanewise.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How long do loss and all gradients of a batch take, for softmax cross-entropy in a network 64-hidden-10 with sigmoid,
 * once its forward pass is done?
 */
public class BackwardBenchmark extends BenchmarkDefaults {

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

    /** Makes the network, runs the batch forward and checks loss and gradients. */
    @Setup
    public void setUp() {
        data = new Batch(new int[] {64, hidden, 10}, batch);
        model = data.model(kernels);
        model.forward(batch, data.x);
        Model reference = data.reference(kernels);
        reference.forward(batch, data.x);
        double expected = reference.backward(batch, data.x, data.y);
        Data.checkClose("loss", 1, new double[] {backward()}, new double[] {expected}, 1e-12);
        double[] gradients = reference.gradients();
        Data.checkClose("gradients", gradients.length, model.gradients(), gradients, 1e-12);
    }

    /** {@return the loss; the gradients are in the model} */
    @Benchmark
    public double backward() {
        return model.backward(data.m, data.x, data.y);
    }
}
