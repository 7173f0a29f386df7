package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanewise.Model;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A save that fails says so, and leaves the old file and nothing else; interrupts and other savers do not make it. */
@Tag("once")
class SaveFailuresTest {

    private static final List<Model> MODELS = IntStream.range(0, 8).mapToObj(Samples::model).toList();

    private static final byte[] OLD = "old".getBytes();

    /** How many bytes a content writes. */
    private static final int SOME = 100_000;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void oldFile() throws IOException {
        file = Files.write(folder.resolve("model.safetensors"), OLD);
    }

    /** A limit of the process for the size of files stands for a full disk: both end writes in the middle. */
    @Test
    @Tag("child-jvm")
    void diskFull() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
        List<String> command = new ArrayList<>(List.of("/bin/bash", "-c", "ulimit -f 70; exec \"$@\"", "bash"));
        command.addAll(SavingChild.command("refused", file));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(child.getInputStream().readAllBytes());
        assertEquals(0, child.waitFor(), output);
        assertTrue(output.endsWith(file + " could not be saved and is as it was: File too large\n"), output);
        assertAsItWas();
    }

    @Test
    void contentThatFails() throws IOException {
        IOException cause = new IOException("no more");
        IOException thrown = assertThrows(IOException.class, () -> AtomicFile.replace(file, out -> {
            writeSome(out);
            throw cause;
        }));
        assertEquals(file + " could not be saved and is as it was: no more", thrown.getMessage());
        assertSame(cause, thrown.getCause());
        assertAsItWas();
    }

    @Test
    void contentWithABug() throws IOException {
        RuntimeException bug = new IllegalStateException("bug");
        assertSame(bug, assertThrows(IllegalStateException.class, () -> AtomicFile.replace(file, out -> {
            writeSome(out);
            throw bug;
        })));
        assertAsItWas();
    }

    private static void writeSome(WritableByteChannel out) throws IOException {
        out.write(ByteBuffer.allocate(SOME));
    }

    @Test
    void noFolder() {
        Path missing = folder.resolve("missing");
        Path inMissing = missing.resolve("model.safetensors");
        String message = assertThrows(IOException.class, () -> ModelFiles.save(inMissing, MODELS.get(0))).getMessage();
        assertTrue(message.startsWith(inMissing + " could not be saved and is as it was: NoSuchFileException: "
                + missing), message);
        assertFalse(Files.exists(missing));
    }

    /** The superuser may write everywhere but in folders that are none of a disk. */
    @Test
    void unwritableFolder() throws IOException {
        Path unwritable = folder;
        assumeTrue(folder.toFile().setWritable(false), "no such permission");
        try {
            if (Files.isWritable(folder)) {
                unwritable = Path.of("/sys");
                assumeTrue(Files.isDirectory(unwritable), "every folder is writable");
            }
            Path target = unwritable.resolve("model.safetensors");
            String message = assertThrows(IOException.class, () -> ModelFiles.save(target, MODELS.get(0))).getMessage();
            assertTrue(message.startsWith(target + " could not be saved and is as it was: "), message);
            assertTrue(message.contains("ermission") || message.contains("ccess"), message);
            assertEquals(unwritable.equals(folder), Files.exists(target));
        } finally {
            folder.toFile().setWritable(true);
        }
        assertAsItWas();
    }

    @Test
    void aFolderInItsPlace() throws IOException {
        Path place = Files.createDirectory(folder.resolve("folder"));
        Path inPlace = Files.write(place.resolve("file"), OLD);
        String message = assertThrows(FileSystemException.class, () -> ModelFiles.save(place, MODELS.get(0)))
                .getMessage();
        assertEquals(place + ": cannot be saved, as it is a folder", message);
        assertArrayEquals(OLD, Files.readAllBytes(inPlace));
        assertAsItWas();
    }

    /** A device would be replaced by a file where the superuser saves. */
    @Test
    void noRegularFile() throws IOException {
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertEquals(socket + ": cannot be saved, as it is no regular file", assertThrows(FileSystemException.class,
                    () -> ModelFiles.save(socket, MODELS.get(0))).getMessage());
            assertTrue(Files.readAttributes(socket, BasicFileAttributes.class).isOther());
        }
        assertAsItWas();
    }

    @Test
    void symbolicLink() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path target = Files.write(elsewhere.resolve("target"), OLD);
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("elsewhere", "target"));
        ModelFiles.save(link, MODELS.get(1));
        assertTrue(Files.isSymbolicLink(link));
        assertFalse(Files.isSymbolicLink(target));
        assertEquals(1, Samples.indexOf(ModelFiles.load(target), MODELS));
        Samples.assertNoTemporary(folder);
        Samples.assertNoTemporary(elsewhere);
    }

    /** What others may not read they may not read afterwards. */
    @Test
    void permissions() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no such permissions");
        for (String permissions : List.of("rw-------", "r--r-----", "rwxr--r--")) {
            Files.deleteIfExists(file);
            Files.createFile(file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            ModelFiles.save(file, MODELS.get(1));
            assertEquals(permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertEquals(1, Samples.indexOf(ModelFiles.load(file), MODELS));
        }
    }

    @Test
    void aLinkToNothing() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("missing"));
        String message = assertThrows(IOException.class, () -> ModelFiles.save(link, MODELS.get(1))).getMessage();
        assertTrue(message.startsWith(link + " could not be saved and is as it was: NoSuchFileException: "), message);
        assertTrue(Files.isSymbolicLink(link));
        Samples.assertNoTemporary(folder);
    }

    @Test
    void interruptedBefore() throws IOException {
        Thread.currentThread().interrupt();
        ModelFiles.save(file, MODELS.get(1));
        assertTrue(Thread.interrupted(), "the flag stays");
        assertEquals(1, Samples.indexOf(ModelFiles.load(file), MODELS));
        Samples.assertNoTemporary(folder);
    }

    /**
     * An interrupt closes the channel that is written to; the whole is written again then. Pauses grow, as nothing is
     * ever written between interrupts that are closer than a disk is fast.
     */
    @Test
    void interruptedAgainAndAgain() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Thread saver = executor.submit(Thread::currentThread).get();
            Future<?> saves = executor.submit(() -> saveInterrupted(file, 20));
            for (int millis = 1; !saves.isDone(); millis++) {
                TimeUnit.MILLISECONDS.sleep(millis);
                saver.interrupt();
            }
            saves.get();
        } finally {
            executor.shutdown();
        }
        Samples.assertNoTemporary(folder);
    }

    /** Saves until that many saves were interrupted. */
    private static Void saveInterrupted(Path file, int saves) throws IOException {
        int interrupted = 0;
        for (int i = 0; interrupted < saves; i++) {
            assertTrue(i < 10_000, "interrupts are lost");
            AtomicFile.replace(file, SaveFailuresTest::writeSome);
            interrupted += Thread.interrupted() ? 1 : 0;
            assertEquals(SOME, Files.size(file));
        }
        return null;
    }

    @Test
    void concurrentSavers() throws Exception {
        int saves = 50;
        ModelFiles.save(file, MODELS.get(0));
        ExecutorService executor = Executors.newFixedThreadPool(MODELS.size());
        int loads = 0;
        try {
            List<Future<?>> savers = new ArrayList<>();
            for (Model model : MODELS) {
                savers.add(executor.submit(() -> {
                    for (int i = 0; i < saves; i++) {
                        ModelFiles.save(file, model);
                    }
                    return null;
                }));
            }
            while (!savers.stream().allMatch(Future::isDone)) {
                Samples.indexOf(ModelFiles.load(file), MODELS);
                loads++;
            }
            for (Future<?> saver : savers) {
                saver.get();
            }
        } finally {
            executor.shutdown();
        }
        Samples.indexOf(ModelFiles.load(file), MODELS);
        Samples.assertNoTemporary(folder);
        assertTrue(loads > 0, "nothing was loaded meanwhile");
        Reliability.record("SaveFailuresTest.concurrentSavers", MODELS.size()
                + " threads save models of 100 KB to one file, another loads it",
                MODELS.size() * saves + " saves and " + loads
                        + " loads, each a whole model; no temporary file left");
    }

    @Test
    void notANumber() throws IOException {
        Model model = MODELS.get(0);
        double[] parameters = model.parameters();
        parameters[5] = Double.NaN;
        Model nan = Model.of(model.network(), parameters, Optional.empty());
        assertThrows(IllegalArgumentException.class, () -> ModelFiles.save(file, nan));
        assertAsItWas();
        Path other = folder.resolve("other");
        assertThrows(IllegalArgumentException.class, () -> ModelFiles.save(other, nan));
        assertFalse(Files.exists(other));
    }

    private void assertAsItWas() throws IOException {
        assertArrayEquals(OLD, Files.readAllBytes(file));
        Samples.assertNoTemporary(folder);
    }
}
