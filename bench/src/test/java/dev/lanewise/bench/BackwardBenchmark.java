package dev.lanewise.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How long do loss and all gradients of a batch take, for softmax cross-entropy in a network 64-hidden-10 with sigmoid,
 * once its forward pass is done?
 */
public class BackwardBenchmark extends BenchmarkDefaults {

    /** Width of the hidden layer. */
    @Param({"16", "64", "256"})
    public int hidden;

    private NetworkTask task;

    /** Makes the network, runs the batch forward and checks loss and gradients. */
    @Setup
    public void setUp(NetworkTask network) {
        task = network;
        Model reference = task.create(64, hidden, 10);
        Batch data = task.data;
        task.model.forward(data.m, data.x);
        reference.forward(data.m, data.x);
        double expected = reference.backward(data.m, data.x, data.y);
        Data.checkClose("loss", 1, new double[] {backward()}, new double[] {expected}, 1e-12);
        double[] gradients = reference.gradients();
        Data.checkClose("gradients", gradients.length, task.model.gradients(), gradients, 1e-12);
    }

    /** {@return the loss; the gradients are in the model} */
    @Benchmark
    public double backward() {
        return task.model.backward(task.batch, task.data.x, task.data.y);
    }
}
