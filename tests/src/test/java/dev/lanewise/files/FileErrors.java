package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** What an error of a file must be like. */
final class FileErrors {

    /** A message is a line or two, whatever the file. */
    private static final int MAX_LENGTH = 500;

    private FileErrors() {
    }

    /** Requires a position in the file, and a short reason in printable ASCII, but for our own sign of a product. */
    static void requireClear(ModelFileException e, long fileLength) {
        String begin = SmallFiles.NAME + ", byte " + e.position() + ": ";
        assertTrue(e.position() >= 0 && e.position() <= fileLength, e::getMessage);
        assertTrue(e.getMessage().startsWith(begin), e::getMessage);
        assertTrue(e.getMessage().length() > begin.length() && e.getMessage().length() < MAX_LENGTH, e::getMessage);
        assertTrue(e.getMessage().chars().allMatch(c -> c >= ' ' && c <= '~' || c == '×'), e::getMessage);
    }

    /** Requires a clear error at a position, with a reason. */
    static void refuses(byte[] file, long position, String reason) {
        refuses(() -> SmallFiles.read(file), file.length, position, reason);
    }

    static void refuses(Executable read, long fileLength, long position, String reason) {
        ModelFileException e = assertThrows(ModelFileException.class, read, reason);
        assertTrue(e.getMessage().contains(reason), () -> e.getMessage() + " lacks " + reason);
        assertEquals(position, e.position(), e::getMessage);
        requireClear(e, fileLength);
    }
}
