package dev.lanewise.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How long does a step of training take: forward, loss, backward, stochastic gradient descent? Another library's step
 * has its three products; bias, activation, loss, bias gradient and update are Lanewise's, see {@link RivalNetwork}.
 */
public class TrainingStepBenchmark extends BenchmarkDefaults {

    /** Small enough for the parameters to stay what they were through millions of measured steps. */
    private static final double MEASURED_RATE = 1e-12;

    /** Large enough for a wrong update to show. */
    private static final double CHECKED_RATE = 0.1;

    /** Inputs, widths of the sigmoid layers, outputs. */
    @Param({"64-16-16-10", "64-64-64-10", "64-256-256-10"})
    public String net;

    private NetworkTask task;

    /** Makes the network and checks two steps of it. */
    @Setup
    public void setUp(NetworkTask network) {
        task = network;
        Model reference = task.create(Data.sizes(net));
        double[] loss = new double[2];
        double[] expectedLoss = new double[2];
        for (int step = 0; step < loss.length; step++) {
            loss[step] = step(task.model, CHECKED_RATE / task.batch);
            expectedLoss[step] = step(reference, CHECKED_RATE / task.batch);
        }
        Data.checkClose("loss", loss.length, loss, expectedLoss, 1e-12);
        double[] parameters = reference.parameters();
        Data.checkClose("parameters", parameters.length, task.model.parameters(), parameters, 1e-12);
        task.data.initialised(task.model);
    }

    /** {@return the loss before the update} */
    @Benchmark
    public double step() {
        return step(task.model, MEASURED_RATE);
    }

    private double step(Model model, double rate) {
        Batch data = task.data;
        return model.step(data.m, data.x, data.y, rate);
    }
}
