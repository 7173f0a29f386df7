package dev.lanewise;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A fixed computation that goes through every operation, training steps of several networks in both modes, and through
 * every way that a product is computed. The digest of all parameters, gradients, outputs and losses must be the same in
 * every JVM.
 */
public final class GoldenComputation {

    private static final DenseLayer[][] SHAPES = {
        {new DenseLayer(2, 3, Activation.SIGMOID), new DenseLayer(3, 2, Activation.SOFTMAX)},
        {new DenseLayer(19, 23, Activation.TANH), new DenseLayer(23, 17, Activation.RELU),
            new DenseLayer(17, 5, Activation.IDENTITY)},
        {new DenseLayer(7, 13, Activation.SOFTMAX), new DenseLayer(13, 9, Activation.SIGMOID)},
        {new DenseLayer(11, 37, Activation.RELU), new DenseLayer(37, 10, Activation.SOFTMAX)},
        // single columns
        {new DenseLayer(21, 5, Activation.TANH), new DenseLayer(5, 1, Activation.TANH),
            new DenseLayer(1, 9, Activation.RELU), new DenseLayer(9, 1, Activation.SIGMOID)},
        {new DenseLayer(9, 29, Activation.GELU), new DenseLayer(29, 35, Activation.SILU),
            new DenseLayer(35, 10, Activation.LOG_SOFTMAX)},
        {new DenseLayer(5, 33, Activation.ELU), new DenseLayer(33, 18, Activation.LEAKY_RELU),
            new DenseLayer(18, 7, Activation.SOFTPLUS)},
    };

    /** What a last layer may be for a loss of logits. */
    private static final Set<Activation> LOGITS =
            EnumSet.of(Activation.IDENTITY, Activation.SOFTMAX, Activation.LOG_SOFTMAX);

    /** m, k, n that lead past the borders of blocks: 20 or 24 rows, 512 columns and steps; few columns or rows, one. */
    private static final int[][] FORWARD = {{45, 5, 85}, {5, 4, 515}, {8, 4, 515}, {11, 1026, 85}, {245, 5, 10},
        {6, 1026, 9}, {4, 1026, 65}, {2, 1026, 1}};

    /** The last one, of few rows, is computed transposed. */
    private static final int[][] INPUT_GRADIENT = {{45, 10, 5}, {5, 515, 4}, {4, 9, 1026}, {5, 1, 3}, {7, 30, 40}};

    /** The last one, of few columns, is computed transposed. */
    private static final int[][] WEIGHT_GRADIENT = {{5, 45, 12}, {4, 5, 515}, {4, 8, 515}, {1026, 7, 21},
        {1026, 4, 9}, {40, 30, 6}};

    private static final int[] THREADS = {1, 2, 3, 7};

    private GoldenComputation() {
    }

    /** {@return the digest, in hexadecimal, on one thread} */
    static String digest() {
        return digest(Parallelism.CALLING_THREAD);
    }

    /** {@return the digest, on the threads that are given} */
    static String digest(Parallelism parallelism) {
        MessageDigest digest = sha256();
        for (Arithmetic arithmetic : Arithmetic.values()) {
            for (DenseLayer[] layers : SHAPES) {
                for (int rows : new int[] {1, 6, 13}) {
                    train(Network.of(arithmetic, layers), rows, parallelism, digest);
                }
            }
            products(DenseKernel.create(arithmetic, parallelism), digest);
        }
        trainings(parallelism, digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void train(Network network, int rows, Parallelism parallelism, MessageDigest digest) {
        Random random = new Random(rows);
        double[] parameters = values(random, network.parameterCount(), 0.8);
        double[] gradients = new double[parameters.length];
        double[] x = values(random, rows * network.inputs(), 3);
        double[] y = oneHot(random, rows, network.outputs());
        Workspace workspace = network.newWorkspace(rows, parallelism);
        Activation last = network.layers().get(network.layers().size() - 1).activation();
        for (Loss loss : List.of(Loss.HALF_SQUARED_ERROR, Loss.SOFTMAX_CROSS_ENTROPY)) {
            if (loss == Loss.SOFTMAX_CROSS_ENTROPY && !LOGITS.contains(last)) {
                continue;
            }
            for (int step = 0; step < 2; step++) {
                network.forward(parameters, rows, x, 0, workspace);
                double total = network.backward(loss, parameters, rows, x, 0, y, 0, gradients, step > 0, workspace);
                network.divide(gradients, rows, workspace);
                network.sgd(parameters, gradients, 0.3, step * 0.01, workspace);
                update(digest, total);
                update(digest, workspace.output());
                update(digest, gradients);
                update(digest, parameters);
                network.forward(parameters, rows, x, 0, workspace);
                update(digest, network.sgdStep(loss, parameters, rows, x, 0, y, 0, rows, 0.3, step * 0.01, workspace));
                update(digest, parameters);
            }
        }
    }

    /** Whole trainings, each with other parts of what a trainer can do. */
    private static void trainings(Parallelism parallelism, MessageDigest digest) {
        Network classes = Network.withInputs(5).dense(13, Activation.GELU).dense(9, Activation.TANH)
                .dense(4, Activation.SOFTMAX).build();
        Network numbers = Network.withInputs(5).dense(11, Activation.ELU).dense(4, Activation.IDENTITY).build();
        fit(Trainer.builder(classes, Loss.SOFTMAX_CROSS_ENTROPY).optimizer(Optimizer.adamW(0.01)).dropout(0.2, 0.4)
                .learningRate(LearningRate.cosine(0.01, 3, 20)).clipByNorm(0.5).parallelism(parallelism), digest);
        fit(Trainer.builder(classes, Loss.MEAN_SQUARED_ERROR).optimizer(Optimizer.rmsProp()).freeze(1)
                .learningRate(LearningRate.reduceOnPlateau(0.01, 0.5, 0)).parallelism(parallelism), digest);
        fit(Trainer.builder(numbers, Loss.BINARY_CROSS_ENTROPY).optimizer(Optimizer.nesterov(0.9))
                .penalty(new Penalty(0.001, 0.01, true)).parallelism(parallelism), digest);
        fit(Trainer.builder(numbers, Loss.huber(0.5)).optimizer(Optimizer.momentum(0.9)).clipByValue(0.1)
                .learningRate(LearningRate.exponential(0.01, 0.9)).parallelism(parallelism), digest);
        fit(Trainer.builder(numbers, Loss.MEAN_ABSOLUTE_ERROR).optimizer(Optimizer.sgd()).earlyStopping(0, 0)
                .initializers(Initializer.lecunNormal()).parallelism(parallelism), digest);
    }

    private static void fit(TrainerBuilder description, MessageDigest digest) {
        Random random = new Random(7);
        int rows = 23;
        Dataset data = Dataset.of(5, values(random, rows * 5, 3), 4, oneHot(random, rows, 4))
                .withWeights(random.doubles(rows, 0.5, 2).toArray());
        Trainer trainer = description.standardization(Standardization.ofInputs(data)).batchSize(6).epochs(3).seed(5)
                .validationShare(0.2).build();
        trainer.fit(data);
        Evaluation evaluation = trainer.evaluate(data);
        update(digest, trainer.parameters());
        update(digest, evaluation.loss());
        update(digest, evaluation.r2());
        double[] outputs = new double[rows * 4];
        trainer.model().predict(rows, data.x(), 0, outputs, 0);
        update(digest, outputs);
    }

    private static void products(DenseKernel kernel, MessageDigest digest) {
        Random random = new Random(1);
        for (int[] size : FORWARD) {
            double[] x = values(random, size[0] * size[1], 3);
            double[] w = values(random, size[1] * size[2], 0.8);
            double[] z = new double[size[0] * size[2]];
            kernel.forward(size[0], size[1], size[2], x, 0, w, 0, z, 0);
            update(digest, z);
        }
        for (int[] size : INPUT_GRADIENT) {
            double[] dz = values(random, size[0] * size[2], 3);
            double[] w = values(random, size[1] * size[2], 0.8);
            double[] dx = new double[size[0] * size[1]];
            kernel.inputGradient(size[0], size[1], size[2], dz, 0, w, 0, dx, 0);
            update(digest, dx);
        }
        for (int[] size : WEIGHT_GRADIENT) {
            double[] x = values(random, size[0] * size[1], 3);
            double[] dz = values(random, size[0] * size[2], 0.8);
            double[] dw = new double[size[1] * size[2]];
            for (boolean accumulate : new boolean[] {false, true}) {
                kernel.weightGradient(size[0], size[1], size[2], x, 0, dz, 0, dw, 0, accumulate);
                update(digest, dw);
            }
        }
    }

    private static double[] values(Random random, int length, double spread) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = spread * (random.nextDouble() - 0.5);
        }
        return values;
    }

    private static double[] oneHot(Random random, int rows, int classes) {
        double[] y = new double[rows * classes];
        for (int i = 0; i < rows; i++) {
            y[i * classes + random.nextInt(classes)] = 1;
        }
        return y;
    }

    private static void update(MessageDigest digest, double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
        for (double value : values) {
            bytes.putLong(Double.doubleToLongBits(value));
        }
        digest.update(bytes.array());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JRE has SHA-256", e);
        }
    }

    /**
     * Prints the kernels in use and the digest, computed so often that hot code has been compiled by then:
     * in turn on one, two, three and seven threads.
     *
     * @param args how often
     */
    public static void main(String[] args) {
        String first = digest();
        for (int i = 1; i < Integer.parseInt(args[0]); i++) {
            String next;
            try (Parallelism parallelism = Eager.threads(THREADS[i % THREADS.length])) {
                next = digest(parallelism);
            }
            if (!next.equals(first)) {
                throw new AssertionError("computation " + i + " gave " + next + ", the first " + first);
            }
        }
        System.out.println(DenseKernel.create(Arithmetic.FUSED) + " " + first);
    }
}
