package dev.lanewise.bench;

import dev.lanewise.Activation;
import dev.lanewise.Dataset;
import dev.lanewise.LearningRate;
import dev.lanewise.Loss;
import dev.lanewise.Network;
import dev.lanewise.Optimizer;
import dev.lanewise.StopReason;
import dev.lanewise.Trainer;
import dev.lanewise.TrainerBuilder;
import dev.lanewise.Workspace;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How long does an epoch take, and how much of that is not the steps? {@code epoch} is a trainer's, with shuffled rows,
 * checked gradients and a listener; {@code steps} are as many batches through the network by hand, with gradient
 * descent, the same rows each time.
 */
public class TrainerBenchmark extends BenchmarkDefaults {

    private static final int EPOCHS = 8;

    /**
     * Network, batch size, number of batches and optimizer: the shape of 80 % of the UCI digits (1,438 rows, 23
     * batches, the last of 30 rows), and large batches of a larger network.
     */
    @Param({"64-128-10 64 23 adam", "64-256-256-10 256 8 sgd"})
    public String task;

    private Network network;
    private Dataset data;
    private TrainerBuilder description;
    private int batchSize;
    private double[] parameters;
    private double[] gradients;
    private Workspace workspace;
    private int heard;

    /** Makes network and data, and lets the trainer learn something. */
    @Setup
    public void setUp() {
        String[] parts = task.split(" ");
        network = network(Data.sizes(parts[0]));
        batchSize = Integer.parseInt(parts[1]);
        int batches = Integer.parseInt(parts[2]);
        boolean isAdam = parts[3].equals("adam");
        int rows = isAdam ? (batches - 1) * batchSize + 30 : batches * batchSize;
        data = data(rows);
        parameters = network.initialParameters(1);
        gradients = new double[parameters.length];
        workspace = network.newWorkspace(batchSize);
        description = Trainer.builder(network, Loss.SOFTMAX_CROSS_ENTROPY).parameters(parameters).batchSize(batchSize)
                .epochs(EPOCHS).optimizer(isAdam ? Optimizer.adam() : Optimizer.sgd())
                .learningRate(LearningRate.constant(isAdam ? 0.001 : 0.1)).listener(result -> heard++);
        Trainer trainer = epoch();
        if (trainer.updates() != (long) EPOCHS * batches || heard != EPOCHS
                || trainer.evaluate(data).loss() >= description.epochs(1).build().evaluate(data).loss()) {
            throw new IllegalStateException(task + " does not learn");
        }
        description.epochs(EPOCHS);
    }

    private static Network network(int[] sizes) {
        var builder = Network.withInputs(sizes[0]);
        for (int l = 1; l < sizes.length - 1; l++) {
            builder.dense(sizes[l], Activation.RELU);
        }
        return builder.dense(sizes[sizes.length - 1], Activation.SOFTMAX).build();
    }

    private Dataset data(int rows) {
        Random random = new Random(1);
        double[] x = Data.uniform(1, rows * network.inputs(), 1);
        int[] labels = random.ints(rows, 0, network.outputs()).toArray();
        return Dataset.ofLabels(network.inputs(), x, labels, network.outputs());
    }

    /** {@return the trainer after its epochs} */
    @Benchmark
    @OperationsPerInvocation(EPOCHS)
    public Trainer epoch() {
        Trainer trainer = description.build();
        if (trainer.fit(data) != StopReason.EPOCHS_DONE) {
            throw new IllegalStateException("ended early");
        }
        return trainer;
    }

    /** {@return the parameters after as many batches} */
    @Benchmark
    @OperationsPerInvocation(EPOCHS)
    public double[] steps() {
        double[] fresh = parameters.clone();
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int i = 0; i < data.rows(); i += batchSize) {
                step(fresh, i, Math.min(batchSize, data.rows() - i));
            }
        }
        return fresh;
    }

    private void step(double[] fresh, int first, int rows) {
        int x = first * network.inputs();
        int y = first * network.outputs();
        network.forward(fresh, rows, data.x(), x, workspace);
        network.backward(Loss.SOFTMAX_CROSS_ENTROPY, fresh, rows, data.x(), x, data.y(), y, gradients, false,
                workspace);
        network.divide(gradients, rows);
        network.sgd(fresh, gradients, 0.1, 0);
    }
}
