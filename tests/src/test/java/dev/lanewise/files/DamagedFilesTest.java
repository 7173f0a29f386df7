package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every truncation of a small file, and every change of a byte, is seen, unless what is changed is white space. */
@Tag("once")
class DamagedFilesTest {

    private static final byte[] EVERY_BYTE = range(0, 256);

    /** White space and all of ASCII behind it. */
    private static final byte[] TEXT = range('\t', 128);

    /** A damaged file, and whether what was changed is white space. */
    private record Damaged(byte[] file, boolean isSpaceOnly) {
    }

    /** What does the damage. */
    private interface Damage {

        Damaged at(int position, byte value);
    }

    private static final byte[] MODEL = SmallFiles.model();
    private static final byte[] TRAINING = SmallFiles.training();

    @Test
    void truncated() {
        for (byte[] file : List.of(MODEL, TRAINING)) {
            for (int length = 0; length < file.length; length++) {
                byte[] truncated = Arrays.copyOf(file, length);
                FileErrors.requireClear(assertThrows(ModelFileException.class, () -> SmallFiles.read(truncated)),
                        length);
            }
        }
        record("truncated", "cuts a model and a training at every byte", MODEL.length + TRAINING.length, 0);
    }

    @Test
    void changed() throws IOException {
        long accepted = 0;
        for (byte[] file : List.of(MODEL, TRAINING)) {
            accepted += accepted(file, 0, file.length, EVERY_BYTE, (position, value) -> {
                byte[] changed = file.clone();
                changed[position] = value;
                return new Damaged(changed, isSpace(file[position]) && isSpace(value));
            });
        }
        assertTrue(accepted > 0, "spaces at the end of a header");
        record("changed", "gives every byte of a model and a training every other value",
                (MODEL.length + TRAINING.length) * (EVERY_BYTE.length - 1L), accepted);
    }

    /** The header's length is made to fit. */
    @Test
    void inserted() throws IOException {
        long accepted = 0;
        for (byte[] file : List.of(MODEL, TRAINING)) {
            int length = SmallFiles.headerLength(file);
            accepted += accepted(file, Long.BYTES, Long.BYTES + length + 1, TEXT, (position, value) -> {
                byte[] rest = Arrays.copyOfRange(file, Long.BYTES - 1, file.length);
                System.arraycopy(file, Long.BYTES, rest, 0, position - Long.BYTES);
                rest[position - Long.BYTES] = value;
                return new Damaged(SmallFiles.claiming(length + 1, rest), isSpace(value));
            });
        }
        assertTrue(accepted > 0, "spaces between tokens");
        record("inserted", "puts every byte of text at every place of the headers of a model and a training",
                (SmallFiles.headerLength(MODEL) + SmallFiles.headerLength(TRAINING) + 2L) * TEXT.length, accepted);
    }

    /** The header's length is made to fit. */
    @Test
    void deleted() throws IOException {
        long accepted = 0;
        for (byte[] file : List.of(MODEL, TRAINING)) {
            int length = SmallFiles.headerLength(file);
            accepted += accepted(file, Long.BYTES, Long.BYTES + length, new byte[1], (position, value) -> {
                byte[] rest = Arrays.copyOfRange(file, Long.BYTES, file.length - 1);
                System.arraycopy(file, position + 1, rest, position - Long.BYTES, file.length - position - 1);
                return new Damaged(SmallFiles.claiming(length - 1, rest), isSpace(file[position]));
            });
        }
        assertTrue(accepted > 0, "spaces at the end of a header");
        record("deleted", "takes out every byte of the headers of a model and a training",
                SmallFiles.headerLength(MODEL) + SmallFiles.headerLength(TRAINING), accepted);
    }

    /** {@return how many damaged files were read as what the whole one holds} */
    private static long accepted(byte[] file, int first, int end, byte[] values, Damage damage) throws IOException {
        List<Object> content = SmallFiles.content(SmallFiles.read(file));
        // threads of their own, as the stacks of JUnit's are deep, which exceptions take their time to walk
        ForkJoinPool pool = new ForkJoinPool();
        try {
            return pool.submit(() -> IntStream.range(first, end).parallel()
                    .mapToLong(position -> accepted(file, content, position, values, damage)).sum()).join();
        } finally {
            pool.shutdown();
        }
    }

    private static long accepted(byte[] file, List<Object> content, int position, byte[] values, Damage damage) {
        long accepted = 0;
        for (byte value : values) {
            Damaged damaged = damage.at(position, value);
            String what = "byte " + position + " and value " + value;
            if (Arrays.equals(file, damaged.file)) {
                continue;
            }
            List<Object> read = contentOrNull(damaged.file, what);
            if (read != null) {
                assertTrue(damaged.isSpaceOnly, what);
                assertEquals(content, read, what);
                accepted++;
            }
        }
        return accepted;
    }

    /** {@return what is read, or null for a clear error} */
    private static List<Object> contentOrNull(byte[] file, String what) {
        try {
            return SmallFiles.content(SmallFiles.read(file));
        } catch (ModelFileException e) {
            FileErrors.requireClear(e, file.length);
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(what, e);
        } catch (RuntimeException e) {
            throw new IllegalStateException(what, e);
        }
    }

    private static byte[] range(int first, int end) {
        byte[] range = new byte[end - first];
        for (int i = 0; i < range.length; i++) {
            range[i] = (byte) (first + i);
        }
        return range;
    }

    private static boolean isSpace(byte value) {
        return value == ' ' || value == '\t' || value == '\r' || value == '\n';
    }

    private static void record(String method, String what, long files, long accepted) {
        Reliability.record("DamagedFilesTest." + method, what, String.format(Locale.ROOT,
                "%,d files: %,d clear errors, %,d times the same content to the bit, as only white space differed",
                files, files - accepted, accepted));
    }
}
