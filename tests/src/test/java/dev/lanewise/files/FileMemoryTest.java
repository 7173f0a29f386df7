package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.lanewise.Activation;
import dev.lanewise.Model;
import dev.lanewise.Network;
import dev.lanewise.NetworkBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringJoiner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What reading allocates is bounded by the file's length, whatever the file claims. */
@Tag("once")
class FileMemoryTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** For what does not depend on the file. */
    private static final long CONSTANT = 1 << 18;
    private static final int ATTEMPTS = 50;

    @Test
    void claims() throws IOException {
        byte[] longHeader = SmallFiles.claiming(99_000_000, new byte[92]);
        assertBounded(longHeader.length, 1, () -> assertThrows(ModelFileException.class,
                () -> SmallFiles.read(longHeader)));
        for (String shape : new String[] {"[1099511627776]", "[1099511627776,0]", "[4611686018427387904,0]"}) {
            CraftedFile file = CraftedFile.model().tensor("layers.0.biases", shape, 1);
            byte[] bytes = file.bytes();
            assertBounded(bytes.length, 64, () -> assertThrows(ModelFileException.class, () -> SmallFiles.read(bytes)));
        }
        for (String inputs : new String[] {"1000000000", "2147483646"}) {
            byte[] bytes = CraftedFile.model().metadata("inputs", inputs).bytes();
            assertBounded(bytes.length, 64, () -> assertThrows(ModelFileException.class, () -> SmallFiles.read(bytes)));
        }
        byte[] wide = CraftedFile.model().tensor("layers.0.weights", "[2147483647,0]").bytes();
        assertBounded(wide.length, 64, () -> assertThrows(ModelFileException.class, () -> SmallFiles.read(wide)));
    }

    @Test
    void megabytes() throws IOException {
        Network network = Network.withInputs(500).dense(1000, Activation.RELU).dense(1, Activation.IDENTITY).build();
        assertReads(network, 8);
    }

    /** A layer's activations are some hundred thousand a row. */
    @Test
    void wide() throws IOException {
        assertReads(Network.withInputs(1).dense(300_000, Activation.TANH).build(), 12);
    }

    /** Activations of many rows would be 64 times the parameters. */
    @Test
    void wideAndNarrow() throws IOException {
        NetworkBuilder network = Network.withInputs(1);
        for (int i = 0; i < 50; i++) {
            network.dense(1000, Activation.RELU).dense(1, Activation.TANH);
        }
        assertReads(network.build(), 12);
    }

    @Test
    void manyTensors() throws IOException {
        StringJoiner header = new StringJoiner(",", "{", "}");
        for (int i = 0; header.length() < 2_000_000; i++) {
            header.add("\"" + i + "\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[0,0]}");
        }
        byte[] bytes = SmallFiles.file(header.toString().getBytes(StandardCharsets.US_ASCII), new byte[0]);
        assertBounded(bytes.length, 30, () -> SmallFiles.opened(bytes));
        byte[] ours = SmallFiles.file(header.toString().replaceFirst("\\{",
                "{\"__metadata__\":{\"format\":\"lanewise\","
                        + "\"version\":\"1\",\"inputs\":\"1\",\"layers\":\"1 RELU\",\"arithmetic\":\"FUSED\"},")
                .getBytes(StandardCharsets.US_ASCII), new byte[0]);
        assertBounded(ours.length, 30, () -> assertThrows(ModelFileException.class, () -> SmallFiles.read(ours)));
    }

    @Test
    void manyTexts() throws IOException {
        StringJoiner texts = new StringJoiner(",");
        for (int i = 0; texts.length() < 2_000_000; i++) {
            texts.add("\"" + Integer.toString(i, Character.MAX_RADIX) + "\":\"\"");
        }
        byte[] bytes = SmallFiles.file(("{\"__metadata__\":{\"format\":\"lanewise\",\"version\":\"1\"," + texts + "}}")
                .getBytes(StandardCharsets.US_ASCII), new byte[0]);
        assertBounded(bytes.length, 30, () -> assertThrows(ModelFileException.class, () -> SmallFiles.read(bytes)));
    }

    @Test
    void oneHugeText() throws IOException {
        String text = "\\u00e9".repeat(300_000);
        for (String header : new String[] {"{\"" + text + "\":0}", "{\"__metadata__\":{\"" + text + "\":0}}",
            "{\"a\":{\"dtype\":\"" + text + "\"}}", "{\"a\":{\"" + text + "\":0}}",
            "{\"__metadata__\":{\"format\":\"" + text + "\"}}",
            "{\"a\":{\"shape\":[0" + ",0".repeat(900_000) + "]}}"}) {
            byte[] bytes = SmallFiles.file(header.getBytes(StandardCharsets.US_ASCII), new byte[0]);
            assertBounded(bytes.length, 30, () -> assertThrows(ModelFileException.class, () -> SmallFiles.read(bytes)));
        }
    }

    private static void assertReads(Network network, int factor) throws IOException {
        Model model = Model.of(network, network.initialParameters(1), Optional.empty());
        byte[] bytes = SmallFiles.written(model, new double[network.inputs()]);
        assertBounded(bytes.length, factor, () -> SmallFiles.read(bytes));
    }

    /** Reading of a file. */
    private interface Read {

        void run() throws IOException;
    }

    /** The least of some times: a first one loads classes, and vectors are objects before they are compiled. */
    private static void assertBounded(long length, int factor, Read read) throws IOException {
        long limit = factor * length + CONSTANT;
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && least > limit; i++) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            read.run();
            least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
        }
        long allocated = least;
        assertTrue(allocated <= limit,
                () -> allocated + " bytes for a file of " + length + ", above " + factor + " times as many");
    }
}
