package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.Model;
import dev.lanewise.Network;
import dev.lanewise.Standardization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Weights for PyTorch are written out × in, and come back to the bit; {@link ForeignFilesTest} reads others'. */
@Tag("once")
class StateDictTest {

    private static final Network NETWORK = Network.withInputs(2).dense(3, Activation.TANH).dense(1, Activation.IDENTITY)
            .build();
    private static final double[] PARAMETERS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("weights.safetensors");
    }

    private static Model model() {
        return Model.of(NETWORK, PARAMETERS, Optional.empty());
    }

    @Test
    void outByIn() throws IOException {
        StateDict.save(file(), model(), "fc1", "fc2");
        IndependentFile file = new IndependentFile(file());
        assertEquals(Map.of("format", "pt"), file.metadata());
        assertEquals("[3,2] [3] [1,3] [1]", file.shape("fc1.weight") + " " + file.shape("fc1.bias") + " "
                + file.shape("fc2.weight") + " " + file.shape("fc2.bias"));
        SameBits.assertSame(new double[] {1, 4, 2, 5, 3, 6}, file.values("fc1.weight"), "weight");
        SameBits.assertSame(new double[] {7, 8, 9}, file.values("fc1.bias"), "bias");
        SameBits.assertSame(new double[] {10, 11, 12}, file.values("fc2.weight"), "weight");
    }

    @Test
    void thereAndBack() throws IOException {
        Model model = model();
        StateDict.save(file(), model, "10", "9");
        SameBits.assertSame(model, StateDict.load(file(), Arithmetic.FUSED, new LinearLayer("10", Activation.TANH),
                new LinearLayer("9", Activation.IDENTITY)));
    }

    @Test
    void aLoneLayerWithoutAName() throws IOException {
        Network network = Network.withInputs(2).dense(1, Activation.SIGMOID).arithmetic(Arithmetic.STRICT).build();
        Model model = Model.of(network, new double[] {1, 2, 3}, Optional.empty());
        StateDict.save(file(), model, "");
        assertEquals("[1,2]", new IndependentFile(file()).shape("weight"));
        SameBits.assertSame(model, StateDict.load(file(), Arithmetic.STRICT, new LinearLayer("", Activation.SIGMOID)));
    }

    @Test
    void layersWithoutBias() throws IOException {
        StateDict.save(file(), model(), "a", "b");
        Model loaded = StateDict.load(file(), Arithmetic.FUSED, new LinearLayer("a", Activation.TANH, false),
                new LinearLayer("b", Activation.IDENTITY, false));
        SameBits.assertSame(new double[] {1, 2, 3, 4, 5, 6, 0, 0, 0, 10, 11, 12, 0}, loaded.parameters(), "parameters");
    }

    @Test
    void whatCannotBeSaved() {
        Model model = model();
        refuses(() -> StateDict.save(file(), model, "a"), "1 names for 2 layers");
        refuses(() -> StateDict.save(file(), model, "a", "a"), "two layers make a tensor a.weight");
        Standardization s = Standardization.of(new double[2], new double[] {1, 1});
        refuses(() -> StateDict.save(file(), Model.of(NETWORK, PARAMETERS, Optional.of(s)), "a", "b"), "standardizes");
        double[] nan = PARAMETERS.clone();
        nan[4] = Double.NaN;
        refuses(() -> StateDict.save(file(), Model.of(NETWORK, nan, Optional.empty()), "a", "b"),
                "element 3 of a.weight is NaN");
        assertTrue(Files.notExists(file()));
        refuses(() -> StateDict.save(file(), model, "a", "\ud83d"), "half of a surrogate pair");
        assertTrue(Files.notExists(file()));
        refuses(() -> StateDict.load(file(), Arithmetic.FUSED), "no layers");
    }

    private static void refuses(Executable call, String message) {
        String found = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(found.contains(message), found);
    }
}
