package dev.lanewise.files;

import static dev.lanewise.files.FileErrors.refuses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.Model;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files whose tensors are proven, but that lie about the network, the training or the probe in them. */
@Tag("once")
class HostileModelsTest {

    private static final String WEIGHTS = "layers.0.weights";
    private static final String BIASES = "layers.0.biases";
    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** Metadata is told by the first byte of the header. */
    private static final long HEADER = TensorFile.HEADER;

    @Test
    void whole() throws IOException {
        LanewiseReader.Contents saved = SmallFiles.read(CraftedFile.model().bytes());
        assertEquals("Model[STRICT, 2-1 RELU]", saved.model().toString());
        assertArrayEquals(new double[] {3, -0.5, 0.25}, saved.model().parameters());
        assertTrue(saved.state().isEmpty());
        assertTrue(SmallFiles.read(SmallFiles.model()).model().standardization().isPresent(), "also through the probe");
        assertEquals(0, SmallFiles.read(CraftedFile.training().bytes()).state().orElseThrow().updates());
    }

    @Test
    void otherNumbers() throws IOException {
        Model model = SmallFiles.read(CraftedFile.model().tensor(WEIGHTS, DType.F32, "[2,1]", 3, -0.5).bytes()).model();
        assertArrayEquals(new double[] {3, -0.5, 0.25}, model.parameters());
        for (DType dtype : DType.values()) {
            if (dtype != DType.F64 && dtype != DType.F32) {
                CraftedFile file = CraftedFile.model().tensor(BIASES, dtype, "[4]", new byte[(int) dtype.bytes(4)]);
                refuses(file.bytes(), file.position(BIASES), "tensor \"layers.0.biases\" is " + dtype
                        + "; F64 and F32");
            }
        }
    }

    @Test
    void nan() throws IOException {
        double signalling = Double.longBitsToDouble(0x7FF0_0000_0000_0001L);
        double negative = Double.longBitsToDouble(0xFFF8_0000_DEAD_BEEFL);
        for (double nan : new double[] {NAN, signalling, negative}) {
            refusesElement(CraftedFile.model().tensor(WEIGHTS, "[2,1]", 1, nan), WEIGHTS, 1);
            refusesElement(CraftedFile.model().tensor(BIASES, "[1]", nan), BIASES, 0);
            refusesElement(CraftedFile.model().tensor("probe.input", "[2]", nan, nan), "probe.input", 0);
            refusesElement(CraftedFile.model().tensor("probe.output", "[1]", nan), "probe.output", 0);
            refusesElement(CraftedFile.training().tensor("training.optimizer.first", "[3]", 0, 0, nan),
                    "training.optimizer.first", 2);
        }
        byte[] signallingF32 = {0, 0, 0, 0, 1, 0, (byte) 0x80, 0x7F};
        refusesElement(CraftedFile.model().tensor(WEIGHTS, DType.F32, "[2,1]", signallingF32), WEIGHTS, 1);
        double[] position = CraftedFile.position();
        position[7] = negative;
        double[] read = SmallFiles.read(CraftedFile.training().tensor("training.position", "[16]", position).bytes())
                .state().orElseThrow().arrays().get("position");
        assertEquals(Double.doubleToRawLongBits(negative), Double.doubleToRawLongBits(read[7]), "a loss may be NaN");
    }

    @Test
    void infinity() throws IOException {
        CraftedFile file = CraftedFile.model().tensor(WEIGHTS, "[2,1]", INFINITY, -INFINITY)
                .without("probe.input", "probe.output");
        assertArrayEquals(new double[] {INFINITY, -INFINITY, 0.25}, SmallFiles.read(file.bytes()).model().parameters());
    }

    @Test
    void otherFormats() {
        for (String other : new String[] {null, "", "pt", "Lanewise", "lanewise "}) {
            refuses(CraftedFile.model().metadata("format", other).bytes(), HEADER, "its format is "
                    + (other == null ? "not given" : '"' + other + '"') + ", not lanewise");
        }
        for (String other : new String[] {null, "2", "1.0", "01"}) {
            refuses(CraftedFile.model().metadata("version", other).bytes(), HEADER, "its version is "
                    + (other == null ? "not given" : '"' + other + '"') + ", not 1");
        }
        refuses(CraftedFile.model().metadata("version", "\\u001b[2J\\n1\\u00e9").bytes(), HEADER,
                "its version is \"?[2J?1?\", not 1");
        refuses(CraftedFile.model().metadata("arithmetic", "FAST").bytes(), HEADER, "unknown arithmetic \"FAST\"");
        refuses(CraftedFile.model().metadata("arithmetic", "strict").bytes(), HEADER, "unknown arithmetic \"strict\"");
        for (String key : new String[] {"arithmetic", "inputs", "layers"}) {
            refuses(CraftedFile.model().metadata(key, null).bytes(), HEADER, "metadata lacks " + key);
        }
        refuses(new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'}, HEADER, "its format is not given");
    }

    @Test
    void layers() {
        for (String layer : new String[] {"", " ", "1", "RELU", "1 RELU ", " 1 RELU", "1  RELU", "1\\tRELU", "0 RELU",
            "-1 RELU", "+1 RELU", "01 RELU", "1.0 RELU", "1e0 RELU", "1 relu", "1 Relu", "99999999999 RELU",
            "\\u0661 RELU", "1 RELU,1 RELU", "1 RELU;1 RELU"}) {
            layers(layer, "a layer is \"");
        }
        layers("1 SWISH", "unknown activation \"SWISH\"");
        layers("1 ", "a layer is \"1 \", not outputs and activation");
        layers("2147483648 RELU", "outputs are \"2147483648\", not a number that can be");
        layers("9999999999 RELU", "outputs are \"9999999999\", not a number that can be");
        layers("2147483647 RELU", "inputs + 1 × outputs is 3 × 2147483647 = 6442450941, above 2147483647");
        layers("1 RELU, ", "a layer is \"\", not outputs and activation");
        layers("1 RELU, 1 RELU", "no tensor \"layers.1.weights\" in the file");
        String million = "1 RELU, ".repeat(1_000_000) + "1 RELU";
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> layers(million, "no tensor \"layers.1.weights\""));
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> layers("1".repeat(8_000_000), "a layer is \"1111"));
    }

    @Test
    void sizes() {
        for (String inputs : new String[] {"0", "-1", "+2", "02", "", " 2", "2 ", "2.0", "1e9", "0x2", "two",
            "2147483648", "99999999999999999999", "\\u0662"}) {
            refuses(CraftedFile.model().metadata("inputs", inputs).bytes(), HEADER, "inputs are \"");
        }
        refuses(CraftedFile.model().metadata("inputs", "2147483647").bytes(), HEADER,
                "inputs + 1 × outputs is 2147483648 × 1 = 2147483648, above");
        wrongShape(CraftedFile.model().metadata("inputs", "1"), WEIGHTS, "is [2, 1], not [1, 1]");
        wrongShape(CraftedFile.model().metadata("layers", "2 RELU"), WEIGHTS, "is [2, 1], not [2, 2]");
        wrongShape(CraftedFile.model().tensor(WEIGHTS, "[1,2]", 1, 2), WEIGHTS, "is [1, 2], not [2, 1]");
        wrongShape(CraftedFile.model().tensor(WEIGHTS, "[2]", 1, 2), WEIGHTS, "is [2], not [2, 1]");
        wrongShape(CraftedFile.model().tensor(WEIGHTS, "[2,1,1]", 1, 2), WEIGHTS, "is [2, 1, 1], not [2, 1]");
        wrongShape(CraftedFile.model().tensor(BIASES, "[]", 1), BIASES, "is [], not [1]");
        wrongShape(CraftedFile.model().tensor(BIASES, "[0]"), BIASES, "is [0], not [1]");
        wrongShape(CraftedFile.model().tensor(BIASES, "[1" + ",1".repeat(1000) + "]", 1), BIASES,
                "is [1, 1, 1, 1, 1, 1, 1, 1, ...], not [1]");
        wrongShape(CraftedFile.model().tensor("probe.input", "[1]", 1), "probe.input", "is [1], not [2]");
        wrongShape(CraftedFile.model().tensor("probe.output", "[2]", 1, 1), "probe.output", "is [2], not [1]");
    }

    @Test
    void missingAndUnknown() {
        for (String name : new String[] {WEIGHTS, BIASES, "probe.input", "probe.output"}) {
            refuses(CraftedFile.model().without(name).bytes(), HEADER, "no tensor \"" + name + "\" in the file");
        }
        for (String name : new String[] {"layers.1.weights", "layers.00.biases", "extra", "", "probe.inputs",
            "standardization", "Training.position", "training", "layers.0.biases "}) {
            CraftedFile file = CraftedFile.model().tensor(name, "[0]");
            refuses(file.bytes(), file.position(name), "no Lanewise file has a tensor \"" + name + '"');
        }
    }

    @Test
    void standardization() throws IOException {
        String mean = "standardization.mean";
        String deviation = "standardization.deviation";
        CraftedFile file = CraftedFile.model().without("probe.input", "probe.output").tensor(mean, "[2]", 1, -INFINITY)
                .tensor(deviation, "[2]", 1, 1);
        refuses(file.bytes(), HEADER, "mean of column 1 is -Infinity, not a finite number");
        file.tensor(mean, "[2]", 1, 2);
        for (double bad : new double[] {0, -0.0, -1, INFINITY}) {
            refuses(file.tensor(deviation, "[2]", 1, bad).bytes(), HEADER, "deviation of column 1 is " + bad);
        }
        refusesElement(file.tensor(deviation, "[2]", 1, NAN), deviation, 1);
        wrongShape(file.tensor(deviation, "[1]", 1), deviation, "is [1], not [2]");
        refuses(file.without(deviation).bytes(), HEADER, "no tensor \"standardization.deviation\"");
        refuses(file.without(mean).tensor(deviation, "[2]", 1, 1).bytes(), HEADER,
                "no tensor \"standardization.mean\"");
        double[] read = SmallFiles.read(file.tensor(mean, "[2]", 5, 6).bytes()).model().standardization().orElseThrow()
                .mean();
        assertArrayEquals(new double[] {5, 6}, read);
    }

    @Test
    void trainings() {
        String[] names = {"position", "optimizer.first", "optimizer.second", "best.parameters", "last.parameters"};
        for (String name : names) {
            refuses(CraftedFile.training().without("training." + name).bytes(), HEADER,
                    "a training state without " + name);
            refuses(CraftedFile.training().tensor("training." + name, "[2]", 0, 0).bytes(), HEADER,
                    name + " has length 2, not " + (name.equals("position") ? 16 : 3));
            wrongShape(CraftedFile.training().tensor("training." + name, "[1,0]"), "training." + name,
                    "is [1, 0], not [0]");
        }
        refuses(CraftedFile.training().tensor("training.parameters", "[3]", 1, 2, 3).bytes(), HEADER,
                "parameters of its own");
        refuses(CraftedFile.training().tensor("training.", "[0]").bytes(), HEADER, "and nothing else");
        refuses(CraftedFile.training().tensor("training.more", "[0]").bytes(), HEADER, "and nothing else");
        String named = "training.\\n\\u001b";
        refuses(CraftedFile.training().tensor(named, "[1,0]").bytes(), CraftedFile.training().tensor(named, "[1,0]")
                .position(named), "tensor \"training.??\" is [1, 0], not [0]");
        refuses(CraftedFile.training().tensor("training.best.parameters", "[3]", 1, 2, 3).bytes(), HEADER,
                "a best epoch -1 with 3 best parameters");
    }

    @Test
    void positions() {
        for (int i = 0; i < 16; i++) {
            boolean isLoss = i == 7 || i == 10 || i == 13;
            for (double value : new double[] {-2, NAN}) {
                double[] position = CraftedFile.position();
                position[i] = value;
                if (!isLoss) {
                    refuses(CraftedFile.training().tensor("training.position", "[16]", position).bytes(), HEADER,
                            "a position whose ");
                }
            }
        }
        position(0, 0.5, "OPTIMIZER is 0.5");
        position(1, 1.5, "POWER1 is 1.5");
        position(3, 0x1p53, "EPOCH is 9.0");
        position(4, 2, "IS_FIT is 2.0");
        position(11, 0x1p31, "PLATEAU_EPOCHS is 2.1");
        position(14, 0, "a best epoch 0 with 0 best parameters");
        position(14, INFINITY, "BEST_EPOCH is Infinity");
    }

    @Test
    void probes() throws IOException {
        CraftedFile file = CraftedFile.model().tensor("probe.output", "[1]", Math.nextUp(4.25));
        refuses(file.bytes(), file.position("probe.output", 0),
                "the model does not compute what it did: output 0 of the probe is 4.25, not 4.250000000000001");
        refuses(CraftedFile.model().tensor(BIASES, "[1]", -100).tensor("probe.output", "[1]", -0.0).bytes(),
                file.position("probe.output", 0), "output 0 of the probe is 0.0, not -0.0");
        refuses(CraftedFile.model().tensor(WEIGHTS, "[2,1]", INFINITY, -INFINITY).bytes(),
                file.position("probe.output", 0), "output 0 of the probe is NaN, not 4.25");
        CraftedFile two = CraftedFile.model().metadata("layers", "2 IDENTITY").tensor(WEIGHTS, "[2,2]", 1, 0, 0, 1)
                .tensor(BIASES, "[2]", 0, 0).tensor("probe.output", DType.F32, "[2]", 2, 5);
        refuses(two.bytes(), two.position("probe.output", 1), "output 1 of the probe is 4.0, not 5.0");
        byte[] model = SmallFiles.model();
        TensorFile tensors = SmallFiles.opened(model);
        for (String name : new String[] {"probe.input", WEIGHTS, "standardization.mean", "standardization.deviation"}) {
            byte[] changed = model.clone();
            changed[(int) tensors.tensor(name).begin() + 6] ^= 1;
            refuses(changed, HEADER, "the file is damaged: its checksum is ");
            refuses(SmallFiles.withChecksum(changed).orElseThrow(), tensors.tensor("probe.output").begin(),
                    "the model does not compute what it did");
        }
    }

    @Test
    void checksums() throws IOException {
        byte[] model = SmallFiles.model();
        String digits = SmallFiles.opened(model).metadata().get("checksum");
        refuses(replaced(model, digits, digits.toUpperCase()), HEADER,
                "the file is damaged: its checksum is " + digits);
        refuses(replaced(model, digits, "0".repeat(64)), HEADER, "the file is damaged: its checksum is " + digits);
        refuses(replaced(model, "SHA-256", "SHA-512"), HEADER, "by \"SHA-512\"; it is by SHA-256");
        refuses(replaced(model, "SHA-256", "sha-256"), HEADER, "by \"sha-256\"; it is by SHA-256");
        refuses(CraftedFile.model().metadata("checksum.algorithm", "SHA-256").bytes(), HEADER,
                "the checksum is \"null\"");
        refuses(CraftedFile.model().metadata("checksum", digits).bytes(), HEADER, "by \"null\"; it is by SHA-256");
        refuses(CraftedFile.model().metadata("checksum.algorithm", "SHA-256").metadata("checksum", "").bytes(), HEADER,
                "the file is damaged");
        byte[] more = CraftedFile.model().metadata("checksum.algorithm", "SHA-256").metadata("author", "somebody")
                .metadata("checksum", "0".repeat(64)).bytes();
        assertEquals(SmallFiles.content(SmallFiles.read(CraftedFile.model().bytes())),
                SmallFiles.content(SmallFiles.read(SmallFiles.withChecksum(more).orElseThrow())));
    }

    @Test
    void stateDicts() throws IOException {
        double[] parameters = {0.5, 2, -0.75, -1, 0.25, 1, 1, 0, -1, 3, -2, 0.125, 0.5};
        for (DType dtype : new DType[] {DType.F64, DType.F32}) {
            assertArrayEquals(parameters, SmallFiles.readStateDict(SmallFiles.stateDict(dtype)).parameters());
        }
        LinearLayer layer = new LinearLayer("0", Activation.RELU);
        LinearLayer bare = new LinearLayer("0", Activation.RELU, false);
        CraftedFile file = new CraftedFile().tensor("0.weight", "[1,2]", 1, 2);
        assertArrayEquals(new double[] {1, 2, 0}, stateDict(file, bare).parameters());
        dict(file, HEADER, "no tensor \"0.bias\" in the file", layer);
        dict(file, HEADER, "no tensor \"1.weight\" in the file", bare, new LinearLayer("1", Activation.TANH));
        dict(file, HEADER, "no tensor \"weight\" in the file", new LinearLayer("", Activation.RELU));
        CraftedFile lone = new CraftedFile().tensor("weight", "[1,2]", 1, 2).tensor("bias", "[1]", 3);
        assertArrayEquals(new double[] {1, 2, 3}, stateDict(lone, new LinearLayer("", Activation.RELU)).parameters());
        file.tensor("0.bias", "[2]", 1, 2);
        dict(file, file.position("0.bias"), "tensor \"0.bias\" is [2] beside weights [1, 2]", layer);
        file.tensor("0.bias", "[1,1]", 1);
        dict(file, file.position("0.bias"), "tensor \"0.bias\" is [1, 1] beside weights [1, 2]", layer);
        file.tensor("0.bias", DType.BF16, "[1]", new byte[2]);
        dict(file, file.position("0.bias"), "tensor \"0.bias\" is BF16; F64 and F32 are read", layer);
        dict(file.tensor("0.bias", "[1]", NAN), file.position("0.bias", 0), "element 0 of tensor \"0.bias\"",
                layer);
        for (String shape : new String[] {"[2]", "[1,2,1]", "[1,1,1,2]"}) {
            dict(file.tensor("0.weight", shape, 1, 2), file.position("0.weight"), ", not out × in", bare);
        }
        file.tensor("0.weight", "[2147483648,0]");
        dict(file, file.position("0.weight"), "is [2147483648, 0], not out × in", bare);
        file.tensor("0.weight", "[2147483647,0]");
        dict(file, HEADER, "inputs is 0, below 1", bare);
        dict(file.tensor("0.weight", "[0,2]"), HEADER, "outputs is 0, below 1", bare);
        file.tensor("0.weight", "[1,2]", 1, 2).tensor("1.weight", "[1,3]", 1, 2, 3);
        dict(file, file.position("1.weight"), "tensor \"1.weight\" is [1, 3], but \"0\" before it has 1 outputs", bare,
                new LinearLayer("1", Activation.RELU, false));
        dict(file, HEADER, "no tensor \"?.weight\" in the file", new LinearLayer("\n", Activation.RELU));
    }

    private static void refusesElement(CraftedFile file, String tensor, int element) {
        refuses(file.bytes(), file.position(tensor, element),
                "element " + element + " of tensor \"" + tensor + "\" is NaN");
    }

    private static void wrongShape(CraftedFile file, String tensor, String reason) {
        refuses(file.bytes(), file.position(tensor), "tensor \"" + tensor + "\" " + reason);
    }

    private static void layers(String layers, String reason) {
        refuses(CraftedFile.model().metadata("layers", layers).bytes(), HEADER, reason);
    }

    private static void position(int i, double value, String reason) {
        double[] position = CraftedFile.position();
        position[i] = value;
        refuses(CraftedFile.training().tensor("training.position", "[16]", position).bytes(), HEADER, reason);
    }

    private static byte[] replaced(byte[] file, String text, String by) {
        return new String(file, StandardCharsets.ISO_8859_1).replace(text, by).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void dict(CraftedFile file, long position, String reason, LinearLayer... layers) {
        refuses(() -> stateDict(file, layers), file.bytes().length, position, reason);
    }

    private static Model stateDict(CraftedFile file, LinearLayer... layers) throws IOException {
        return StateDict.read(SmallFiles.opened(file.bytes()), Arithmetic.FUSED, layers);
    }
}
