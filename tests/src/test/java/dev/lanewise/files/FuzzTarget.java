package dev.lanewise.files;

import com.sun.management.ThreadMXBean;
import dev.lanewise.Model;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Feeds bytes to the readers of models and of state_dicts: as they are, and with the header's length and the checksum
 * that they should have, as no fuzzer would find these. Each ends in a clear error or in a model that is the same to the bit when written and read again. Jazzer
 * calls the methods by their names; {@code mvn -Pfuzz} runs it.
 */
public final class FuzzTarget {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What reading may allocate: as many times the file, and what does not depend on it, such as for the fuzzer. */
    private static final long FACTOR = 64;
    private static final long CONSTANT = 1 << 22;

    private static long begun;
    private static long ended;
    private static long models;
    private static long stateDicts;
    private static long refused;

    /** Reading of a file. */
    private interface Read {

        LanewiseReader.Saved of(byte[] file) throws IOException;
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
    }

    private static Map<String, byte[]> seeds() {
        return Map.of("model", SmallFiles.model(), "training", SmallFiles.training(), "model-without-checksum",
                CraftedFile.model().bytes(), "training-without-checksum", CraftedFile.training().bytes(),
                "state-dict-f64", SmallFiles.stateDict(DType.F64), "state-dict-f32", SmallFiles.stateDict(DType.F32));
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        begun++;
        byte[] mended = mended(input);
        for (byte[] file : List.of(input, mended, withChecksum(mended))) {
            models += check(file, SmallFiles::read) ? 1 : 0;
        }
        for (byte[] file : List.of(input, mended)) {
            stateDicts += check(file, FuzzTarget::readStateDict) ? 1 : 0;
        }
        ended++;
    }

    private static LanewiseReader.Saved readStateDict(byte[] file) throws IOException {
        return new LanewiseReader.Saved(SmallFiles.readStateDict(file), Optional.empty());
    }

    /** {@return the input with a header that ends with the last brace, as the fuzzer seldom changes both} */
    private static byte[] mended(byte[] input) {
        int end = input.length;
        while (end > Long.BYTES && input[end - 1] != '}') {
            end--;
        }
        return end <= Long.BYTES ? input
                : SmallFiles.claiming(end - Long.BYTES, Arrays.copyOfRange(input, Long.BYTES, input.length));
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
        Optional<LanewiseReader.Saved> saved = readWithin(input, read);
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
    private static Optional<LanewiseReader.Saved> readWithin(byte[] input, Read read) throws IOException {
        long thread = Thread.currentThread().getId();
        long limit = FACTOR * input.length + CONSTANT;
        long allocated = 0;
        Optional<LanewiseReader.Saved> saved = Optional.empty();
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
                + "with its header's length and checksum made right, as a model and as a state_dict", String.format("%,d inputs, read %,d times as a model, "
                + "%,d times as a state_dict, and %,d times refused; %s", ended, models, stateDicts, refused,
                begun == ended ? "nothing else came of any" : "**one failed**"));
    }
}
