package dev.lanewise.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Replaces a file as a whole: what is new is written to a temporary file in the same folder, forced to the disk and
 * renamed, and the folder is forced. Whenever the process or the machine dies, the file is the old or the new one; what
 * may stay behind is the temporary file, {@code .<file>.<uuid>.tmp}. Each writer has its own, so of several at once one
 * wins.
 */
final class AtomicFile {

    /** Longer names, which may have four bytes a character, would leave no room in the 255 of a file's name. */
    private static final int MAX_NAME = 50;

    /** What a file is to hold; may be asked for more than once. */
    interface Content {

        void writeTo(WritableByteChannel out) throws IOException;
    }

    private AtomicFile() {
    }

    /**
     * Replaces or makes a file. An interrupt does not end it and stays pending. If the file is a symbolic link, what it
     * leads to is replaced. Where there are POSIX permissions, they are those of the old file, as far as the process'
     * mask lets them.
     *
     * @param file the file, in a folder that exists
     * @param content what it is to hold
     * @throws IOException if that failed; then the file is as it was, unless the message says that it is saved
     */
    static void replace(Path file, Content content) throws IOException {
        Optional<BasicFileAttributes> old = attributes(file);
        if (old.isPresent() && !old.get().isRegularFile()) {
            throw new FileSystemException(file.toString(), null,
                    "cannot be saved, as it is " + (old.get().isDirectory() ? "a folder" : "no regular file"));
        }
        Path target = target(file);
        Path folder = target.getParent();
        Path temporary = folder.resolve(temporaryName(target.getFileName().toString(), UUID.randomUUID().toString()));
        try {
            FileAttribute<?>[] permissions = permissions(target);
            Uninterrupted.call(() -> write(temporary, content, permissions));
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(temporary, e);
            throw unsaved(file, e);
        } catch (RuntimeException | Error e) {
            delete(temporary, e);
            throw e;
        }
        try {
            force(folder);
        } catch (IOException e) {
            throw new IOException(file + " is saved, but may be the old one again after a power failure: " + reason(e),
                    e);
        }
    }

    /** Makes a folder and those above it, each forced to the disk. */
    static void makeFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent == null) {
            throw new NoSuchFileException(folder.toString());
        }
        makeFolders(parent);
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {     // else somebody else was faster
                throw e;
            }
        }
        force(parent);
    }

    /** {@return what there is of that name, also at the end of a link} */
    static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** {@return the name of a temporary file, or a pattern for such names where the last part is one} */
    static String temporaryName(String name, String last) {
        return "." + (name.length() > MAX_NAME ? "model" : name) + "." + last + ".tmp";
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

    private static Void write(Path temporary, Content content, FileAttribute<?>[] permissions) throws IOException {
        Files.deleteIfExists(temporary);     // of an attempt before, which may not be written to
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(temporary, options, permissions)) {
            content.writeTo(channel);
            channel.force(true);
        }
        return null;
    }

    /** A name is in its folder only once that has been forced, too; systems without POSIX do not open folders. */
    private static void force(Path folder) throws IOException {
        if (isPosix(folder)) {
            Uninterrupted.call(() -> {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                }
                return null;
            });
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
