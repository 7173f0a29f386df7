package dev.lanewise.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Replaces a file as a whole: what is new is written to a temporary file in the same folder, forced to the disk and
 * renamed, and the folder is forced. Whenever the process or the machine dies, the file is the old or the new one; what
 * may stay behind is a temporary file, {@code .lanewise-*.tmp}. Each writer has its own, so of several at once one
 * wins.
 */
final class AtomicFile {

    /** What a file is to hold; may be asked for more than once. */
    interface Content {

        void writeTo(WritableByteChannel out) throws IOException;
    }

    private static final String PREFIX = ".lanewise-";
    private static final String SUFFIX = ".tmp";

    private AtomicFile() {
    }

    /** Deletes temporary files of processes that died, from a folder in which nobody else saves now. */
    static void deleteLeftovers(Path folder) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /**
     * Replaces or makes a file. An interrupt does not end it and stays pending. If the file is a symbolic link, what it
     * leads to is replaced. Where there are POSIX permissions, they are those of the old file, as far as the process'
     * mask lets them.
     *
     * @param file the file, in a folder that exists
     * @param content what it is to hold
     * @throws IOException if that failed; then the file is as it was, unless the message says otherwise
     */
    static void replace(Path file, Content content) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null,
                    "cannot be saved, as it is " + (Files.isDirectory(file) ? "a folder" : "no regular file"));
        }
        Path target = target(file);
        Path folder = target.getParent();
        Path temporary = folder.resolve(PREFIX + UUID.randomUUID() + SUFFIX);
        try {
            FileAttribute<?>[] permissions = permissions(target);
            uninterrupted(() -> write(temporary, content, permissions));
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(temporary, e);
            throw unsaved(file, e);
        } catch (RuntimeException | Error e) {
            delete(temporary, e);
            throw e;
        }
        force(file, folder);
    }

    private static Path target(Path file) throws IOException {
        try {
            return Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
        } catch (IOException e) {
            throw unsaved(file, e);
        }
    }

    private static IOException unsaved(Path file, IOException cause) {
        return new IOException(file + " could not be saved and is as it was: " + reason(cause), cause);
    }

    /** {@return what the new file may be made with: no more than the old one has, so that a secret stays one} */
    private static FileAttribute<?>[] permissions(Path target) throws IOException {
        if (!isPosix(target) || Files.notExists(target)) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(target))};
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static void write(Path temporary, Content content, FileAttribute<?>[] permissions) throws IOException {
        Files.deleteIfExists(temporary);     // of an attempt before, which may not be written to
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(temporary, options, permissions)) {
            content.writeTo(channel);
            channel.force(true);
        }
    }

    /** The name is in the folder only once that has been forced, too; systems without POSIX do not open folders. */
    private static void force(Path file, Path folder) throws IOException {
        if (!isPosix(folder)) {
            return;
        }
        try {
            uninterrupted(() -> {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            });
        } catch (IOException e) {
            throw new IOException(file + " is saved, but may be the old one again after a power failure: " + reason(e),
                    e);
        }
    }

    /** Work on files. */
    private interface Work {

        void run() throws IOException;
    }

    /** Does work again when an interrupt has closed its channel. */
    private static void uninterrupted(Work work) throws IOException {
        boolean isInterrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    work.run();
                    return;
                } catch (ClosedByInterruptException e) {
                    isInterrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String reason(IOException e) {
        String name = e.getClass().getSimpleName();
        return name.equals("IOException") ? e.getMessage() : name + ": " + e.getMessage();
    }

    private static void delete(Path temporary, Throwable cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
