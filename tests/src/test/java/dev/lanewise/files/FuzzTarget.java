package dev.lanewise.files;

import com.sun.management.ThreadMXBean;
import dev.lanewise.Model;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Feeds bytes to the readers of models and of state_dicts: as they are, and with the lengths and the checksum that they
 * should have, as no fuzzer would find these. Short input is also taken as edits of a whole file. Each ends in a clear
 * error or in a model that is the same to the bit when written and read again. Jazzer calls the methods by their names;
 * {@code mvn -Pfuzz} runs it.
 */
public final class FuzzTarget {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What reading may allocate: as many times the file, and what does not depend on it, such as for the fuzzer. */
    private static final long FACTOR = 64;
    private static final long CONSTANT = 1 << 22;

    private static final Pattern OFFSETS = Pattern.compile("\\[[0-9]+,([0-9]{1,3})\\]");

    /** An input that is shorter is also a script of edits. */
    private static final int SCRIPT = 64;
    private static final List<byte[]> SEEDS = List.copyOf(new TreeMap<>(seeds()).values());

    private static long begun;
    private static long ended;
    private static long models;
    private static long stateDicts;
    private static long refused;

    /** Reading of a file. */
    private interface Read {

        LanewiseReader.Contents of(byte[] file) throws IOException;
    }

    private FuzzTarget() {
    }

    /** Makes the folders that Jazzer wants, below the one that the property {@code fuzz.folder} names. */
    public static void fuzzerInitialize() throws IOException {
        Path folder = Path.of(System.getProperty("fuzz.folder"));
        Files.createDirectories(folder.resolve("corpus"));
        Files.createDirectories(folder.resolve("findings"));
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        for (Map.Entry<String, byte[]> seed : seeds().entrySet()) {
            Files.write(seeds.resolve(seed.getKey()), seed.getValue());
        }
        for (byte i = 0; i < SEEDS.size(); i++) {
            Files.write(seeds.resolve("script" + i), new byte[] {i, 0, 0, 0, 0});
        }
    }

    private static Map<String, byte[]> seeds() {
        CraftedFile twoLayers = CraftedFile.model().without("probe.input", "probe.output")
                .metadata("layers", "1 RELU, 2 SOFTMAX").tensor("layers.1.weights", DType.F32, "[1,2]", 1, 2)
                .tensor("layers.1.biases", "[2]", 0, 0).tensor("standardization.mean", "[2]", 0, 1)
                .tensor("standardization.deviation", "[2]", 2, 1);
        return Map.of("model", SmallFiles.model(), "training", SmallFiles.training(), "model-without-checksum",
                CraftedFile.model().bytes(), "training-without-checksum", CraftedFile.training().bytes(),
                "two-layers-without-checksum", twoLayers.bytes(), "state-dict-f64", SmallFiles.stateDict(DType.F64),
                "state-dict-f32", SmallFiles.stateDict(DType.F32));
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        begun++;
        read(input);
        if (input.length > 0 && input.length < SCRIPT) {
            read(edited(input));
        }
        ended++;
    }

    /** {@return a seed, which the script begins with, after edits: four bytes each for where, how and by what} */
    private static byte[] edited(byte[] script) {
        byte[] file = SEEDS.get(Byte.toUnsignedInt(script[0]) % SEEDS.size());
        ByteBuffer edits = ByteBuffer.wrap(script, 1, script.length - 1);
        while (edits.remaining() >= Integer.BYTES) {
            int at = Short.toUnsignedInt(edits.getShort()) % file.length;
            int removed = edits.get() & 1;
            byte[] by = {edits.get()};
            byte[] before = Arrays.copyOf(file, at);
            byte[] after = Arrays.copyOfRange(file, at + removed, file.length);
            file = SmallFiles.joined(by[0] == 0 && removed == 1 ? before : SmallFiles.joined(before, by), after);
        }
        return file;
    }

    private static void read(byte[] input) throws IOException {
        byte[] mended = mended(input);
        byte[] withChecksum = withChecksum(mended);
        models += check(withChecksum, SmallFiles::read) ? 1 : 0;
        if (!Arrays.equals(input, withChecksum)) {
            models += check(input, SmallFiles::read) ? 1 : 0;
        }
        stateDicts += check(mended, FuzzTarget::readStateDict) ? 1 : 0;
    }

    private static LanewiseReader.Contents readStateDict(byte[] file) throws IOException {
        return new LanewiseReader.Contents(SmallFiles.readStateDict(file), Optional.empty());
    }

    /** {@return the input with a header up to the last brace and as much data as offsets say: few changes keep both} */
    private static byte[] mended(byte[] input) {
        int end = input.length;
        while (end > Long.BYTES && input[end - 1] != '}') {
            end--;
        }
        if (end <= Long.BYTES) {
            return input;
        }
        byte[] header = Arrays.copyOfRange(input, Long.BYTES, end);
        int length = 0;
        Matcher offsets = OFFSETS.matcher(new String(header, StandardCharsets.ISO_8859_1));
        while (offsets.find()) {
            length = Math.max(length, Integer.parseInt(offsets.group(1)));
        }
        return SmallFiles.file(header, Arrays.copyOfRange(input, end, end + length));
    }

    /** {@return the file with the checksum that it should have, if it has a place for one} */
    private static byte[] withChecksum(byte[] file) throws IOException {
        try {
            return SmallFiles.withChecksum(file).orElse(file);
        } catch (ModelFileException e) {
            return file;
        }
    }

    /** {@return whether it was read} */
    private static boolean check(byte[] input, Read read) throws IOException {
        Optional<LanewiseReader.Contents> saved = readWithin(input, read);
        if (saved.isEmpty()) {
            refused++;
            return false;
        }
        Model model = saved.get().model();
        byte[] written = SmallFiles.written(LanewiseContent.of(model, Optional.empty(), saved.get().state()));
        List<Object> content = SmallFiles.content(saved.get());
        if (!content.equals(SmallFiles.content(SmallFiles.read(written)))) {
            throw new AssertionError("another model when written and read again: " + content);
        }
        return true;
    }

    /** Reads within the memory that there may be; a first time may load classes. */
    private static Optional<LanewiseReader.Contents> readWithin(byte[] input, Read read) throws IOException {
        long thread = Thread.currentThread().getId();
        long limit = FACTOR * input.length + CONSTANT;
        long allocated = 0;
        Optional<LanewiseReader.Contents> saved = Optional.empty();
        for (int attempt = 0; attempt == 0 || attempt < 3 && allocated > limit; attempt++) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            try {
                saved = Optional.of(read.of(input));
            } catch (ModelFileException e) {
                FileErrors.requireClear(e, input.length);
            }
            allocated = THREADS.getThreadAllocatedBytes(thread) - before;
        }
        if (allocated > limit) {
            throw new AssertionError(allocated + " bytes of memory for a file of " + input.length);
        }
        return saved;
    }

    /** Puts what was found into the table. */
    public static void fuzzerTearDown() {
        Reliability.record("FuzzTarget", "Jazzer, guided by coverage, changes small files; each is read as it is and "
                + "with its lengths and checksum made right, as a model and as a state_dict",
                String.format(Locale.ROOT,
                        "%,d inputs, read %,d times as a model, %,d times as a state_dict, and %,d times refused; %s",
                        ended, models, stateDicts, refused,
                        begun == ended ? "nothing else came of any" : "**one failed**"));
    }
}
