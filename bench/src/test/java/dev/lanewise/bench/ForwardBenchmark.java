package dev.lanewise.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long does a batch take through a network 64-hidden-10 with sigmoid and softmax? */
public class ForwardBenchmark extends BenchmarkDefaults {

    /** Width of the hidden layer. */
    @Param({"16", "64", "256"})
    public int hidden;

    private NetworkTask task;

    /** Makes the network and checks its output. */
    @Setup
    public void setUp(NetworkTask network) {
        task = network;
        double[] expected = task.create(64, hidden, 10).forward(task.batch, task.data.x);
        Data.checkClose("output", task.batch * task.data.outputs(), forward(), expected, 1e-12);
    }

    /** {@return the probabilities of the batch} */
    @Benchmark
    public double[] forward() {
        return task.model.forward(task.batch, task.data.x);
    }
}
