package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.Model;
import dev.lanewise.Network;
import dev.lanewise.Standardization;
import dev.lanewise.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved is loaded to the bit, and lies in the file as the package documents it. */
@Tag("once")
class ModelFilesTest {

    private static final double[] ROW = {0.25, -3, 1e-300, 7};

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("model.safetensors");
    }

    @Test
    void everyActivationAndBothArithmetics() throws IOException {
        for (Arithmetic arithmetic : Arithmetic.values()) {
            for (Activation activation : Activation.values()) {
                Network network = Network.withInputs(4).dense(3, activation).dense(2, activation).arithmetic(arithmetic)
                        .build();
                Model model = Model.of(network, network.initialParameters(5), Optional.empty());
                ModelFiles.save(file(), model, ROW);
                Model loaded = ModelFiles.load(file());
                SameBits.assertSame(model, loaded);
                SameBits.assertSame(model.predict(ROW), loaded.predict(ROW), activation.name());
            }
        }
    }

    /** Signed zeros, the smallest and the largest numbers, infinities. */
    @Test
    void specialValues() throws IOException {
        Network network = Network.withInputs(2).dense(3, Activation.IDENTITY).build();
        double[] parameters = {-0.0, 0.0, Double.MIN_VALUE, -Double.MAX_VALUE, Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY, Math.nextUp(1), -1, 0x1p-1022};
        Model model = Model.of(network, parameters,
                Optional.of(Standardization.of(new double[] {-0.0, 1e308}, new double[] {Double.MIN_VALUE, 1})));
        ModelFiles.save(file(), model);
        SameBits.assertSame(model, ModelFiles.load(file()));
    }

    @Test
    void layersBeyondTheLengthOfABuffer() throws IOException {
        Network network = Network.withInputs(157).dense(113, Activation.RELU).dense(11, Activation.SOFTMAX).build();
        Model model = Model.of(network, network.initialParameters(1), Optional.empty());
        ModelFiles.save(file(), model, new Random(1).doubles(157).toArray());
        SameBits.assertSame(model, ModelFiles.load(file()));
    }

    /** More than ten layers, whose names do not sort like their numbers. */
    @Test
    void manyLayers() throws IOException {
        var builder = Network.withInputs(4);
        for (int l = 0; l < 23; l++) {
            builder.dense(1 + l % 5, Activation.TANH);
        }
        Network network = builder.build();
        Model model = Model.of(network, network.initialParameters(1), Optional.empty());
        ModelFiles.save(file(), model, ROW);
        SameBits.assertSame(model, ModelFiles.load(file()));
    }

    @Test
    void readByIndependentCode() throws IOException {
        Network network = Network.withInputs(4).dense(3, Activation.RELU).dense(2, Activation.SOFTMAX)
                .arithmetic(Arithmetic.STRICT).build();
        double[] mean = {1, 2, 3, 4};
        double[] deviation = {5, 6, 7, 8};
        Model model = Model.of(network, network.initialParameters(1),
                Optional.of(Standardization.of(mean, deviation)));
        ModelFiles.save(file(), model, ROW);
        IndependentFile file = new IndependentFile(file());
        assertEquals(0, file.headerLength % 8, "tensors are aligned");
        Map<String, String> metadata = file.metadata();
        assertEquals("lanewise 1 STRICT 4 / 3 RELU, 2 SOFTMAX SHA-256", metadata.get("format") + " "
                + metadata.get("version") + " " + metadata.get("arithmetic") + " " + metadata.get("inputs") + " / "
                + metadata.get("layers") + " " + metadata.get("checksum.algorithm"));
        assertTrue(metadata.get("checksum").matches("[0-9a-f]{64}"));
        assertEquals(7, metadata.size());
        assertEquals(List.of("__metadata__", "layers.0.biases", "layers.0.weights", "layers.1.biases",
                "layers.1.weights", "probe.input", "probe.output", "standardization.deviation",
                "standardization.mean"), file.header.keySet().stream().sorted().collect(Collectors.toList()));
        assertEquals("[4,3] [3] [3,2] [2]", file.shape("layers.0.weights") + " " + file.shape("layers.0.biases") + " "
                + file.shape("layers.1.weights") + " " + file.shape("layers.1.biases"));
        double[] parameters = model.parameters();
        SameBits.assertSame(Arrays.copyOfRange(parameters, 0, 12), file.values("layers.0.weights"), "w0");
        SameBits.assertSame(Arrays.copyOfRange(parameters, 12, 15), file.values("layers.0.biases"), "b0");
        SameBits.assertSame(Arrays.copyOfRange(parameters, 15, 21), file.values("layers.1.weights"), "w1");
        SameBits.assertSame(Arrays.copyOfRange(parameters, 21, 23), file.values("layers.1.biases"), "b1");
        SameBits.assertSame(mean, file.values("standardization.mean"), "mean");
        SameBits.assertSame(deviation, file.values("standardization.deviation"), "deviation");
        SameBits.assertSame(ROW, file.values("probe.input"), "probe");
        SameBits.assertSame(model.predict(ROW), file.values("probe.output"), "output");
    }

    @Test
    void equalModelsHaveEqualFiles() throws IOException {
        Trainer trainer = Trainings.description(Trainings.network()).build();
        ModelFiles.save(file(), trainer.model());
        byte[] first = Files.readAllBytes(file());
        ModelFiles.save(file(), ModelFiles.load(file()));
        assertArrayEquals(first, Files.readAllBytes(file()));
    }

    @Test
    void aTrainingIsAModelTooButNotTheOtherWayRound() throws IOException {
        Trainer trainer = Trainings.description(Trainings.network()).build();
        trainer.fit(Trainings.DATA, Trainings.VALIDATION);
        ModelFiles.save(file(), trainer);
        SameBits.assertSame(trainer.model(), ModelFiles.load(file()));
        ModelFiles.save(file(), trainer.model());
        ModelFileException refusal = assertThrows(ModelFileException.class, () -> ModelFiles.loadTraining(file()));
        assertEquals(file() + ", byte 8: a model, but no training", refusal.getMessage());
        assertEquals(8, refusal.position());
    }

    @Test
    void probesThatCannotBe() {
        Network network = Trainings.network();
        Model model = Model.of(network, network.initialParameters(1), Optional.empty());
        double[] nan = {0, Double.NaN, 0, 0};
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ModelFiles.save(file(), model, nan)).getMessage()
                .contains("probe.input is NaN"));
        assertThrows(IllegalArgumentException.class, () -> ModelFiles.save(file(), model, new double[3]));
        assertEquals("probe", assertThrows(NullPointerException.class, () -> ModelFiles.save(file(), model, null))
                .getMessage());
        double[] parameters = network.initialParameters(1);
        parameters[0] = Double.POSITIVE_INFINITY;
        parameters[6] = Double.NEGATIVE_INFINITY;
        Model infinite = Model.of(network, parameters, Optional.empty());
        assertTrue(assertThrows(IllegalArgumentException.class,
                () -> ModelFiles.save(file(), infinite, new double[] {1, 1, 1, 1})).getMessage()
                .contains("probe.output is NaN"));
        assertTrue(Files.notExists(file()));
    }
}
