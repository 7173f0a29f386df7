package dev.lanewise.files;

import dev.lanewise.EpochResult;
import dev.lanewise.Trainer;
import dev.lanewise.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Saves a training every n updates, keeps the newest files, and finds the newest that is whole:
 *
 * <pre>{@code
 * Checkpoints checkpoints = Checkpoints.in(folder, 1_000, 3);
 * TrainerBuilder description = Trainer.builder(network, loss)….listener(checkpoints);
 * checkpoints.latest().ifPresent(saved -> description.resume(saved.state()));
 * description.build().fit(data);
 * }</pre>
 *
 * <p>Files are {@code checkpoint-<updates>.safetensors}; no others are touched, but for temporary files of these that a
 * process which died has left. As a listener it saves within fit; after steps outside of fit {@link #saveIfDue} is to
 * be called. An error of {@link #save} ends fit as an {@link UncheckedIOException}; the trainer stands after its last
 * whole step. One training at a time may save into a folder; any number of processes may ask for the latest meanwhile.
 */
public final class Checkpoints implements TrainingListener {

    private static final System.Logger LOG = System.getLogger(Checkpoints.class.getName());

    private static final String NAME = "checkpoint-%012d.safetensors";
    private static final Pattern PATTERN = Pattern.compile("checkpoint-([0-9]{12,16})\\.safetensors");

    private final Path folder;
    private final long every;
    private final int keep;

    private Checkpoints(Path folder, long every, int keep) {
        this.folder = folder;
        this.every = every;
        this.keep = keep;
    }

    /**
     * Checkpoints in a folder.
     *
     * @param folder the folder; made when something is saved
     * @param every after how many updates to save, at least 1
     * @param keep how many to keep, at least 1
     * @return the checkpoints
     * @throws IllegalArgumentException if a number is below 1
     */
    public static Checkpoints in(Path folder, long every, int keep) {
        Objects.requireNonNull(folder, "folder");
        if (every < 1 || keep < 1) {
            throw new IllegalArgumentException("every " + every + " updates, keeping " + keep + ": below 1");
        }
        return new Checkpoints(folder, every, keep);
    }

    @Override
    public void batchEnded(Trainer trainer, long row, double loss) {
        try {
            saveIfDue(trainer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void epochEnded(EpochResult result) {
    }

    /**
     * Saves if the number of updates is one to save at.
     *
     * @param trainer the training
     * @throws IOException as {@link #save} does
     */
    public void saveIfDue(Trainer trainer) throws IOException {
        if (trainer.updates() % every == 0) {
            save(trainer);
        }
    }

    /**
     * Saves now, in place of a checkpoint with as many updates, then deletes what is older than the ones to keep. What
     * cannot be deleted stays, with a line in the log.
     *
     * @param trainer the training
     * @return the file
     * @throws IOException if the folder has a whole checkpoint with more updates, which a training that has not gone on
     *     from {@link #latest} would mix with its own, or if the file could not be written
     * @throws IllegalArgumentException if a parameter or an average of the optimizer is NaN
     */
    public Path save(Trainer trainer) throws IOException {
        AtomicFile.makeFolders(folder);
        long updates = trainer.updates();
        NavigableMap<Long, Path> files = files();
        for (Path later : files.tailMap(updates, false).descendingMap().values()) {
            if (isWhole(later)) {
                throw new IOException(later + " is of a training that got further than " + updates
                        + " updates: go on from it, or take another folder");
            }
        }
        Path file = folder.resolve(String.format(Locale.ROOT, NAME, updates));
        ModelFiles.save(file, trainer);
        files.headMap(updates, false).descendingMap().values().stream().skip(keep - 1).forEach(Checkpoints::delete);
        deleteLeftovers();
        return file;
    }

    private void deleteLeftovers() throws IOException {
        String pattern = AtomicFile.temporaryName("checkpoint-*", "*");
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, pattern)) {
            leftovers.forEach(Checkpoints::delete);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} could not be deleted: {1}", file, e);
        }
    }

    /**
     * Loads the checkpoint with the most updates of those that are whole; others are passed over with a line in the
     * log.
     *
     * @return the training, or nothing if there is no folder or no checkpoint in it
     * @throws IOException if the folder or a file in it cannot be read
     */
    public Optional<SavedTraining> latest() throws IOException {
        NavigableMap<Long, Path> before = Collections.emptyNavigableMap();
        NavigableMap<Long, Path> files = files();
        while (!files.equals(before)) {     // the training goes on, saves newer ones and deletes these
            for (Path file : files.descendingMap().values()) {
                try {
                    Optional<SavedTraining> saved = load(file);
                    if (saved.isPresent()) {
                        return saved;
                    }
                } catch (NoSuchFileException e) {
                    LOG.log(System.Logger.Level.DEBUG, "deleted meanwhile: {0}", file);
                }
            }
            before = files;
            files = files();
        }
        return Optional.empty();
    }

    private static boolean isWhole(Path file) throws IOException {
        try {
            return load(file).isPresent();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static Optional<SavedTraining> load(Path file) throws IOException {
        try {
            return Optional.of(ModelFiles.loadTraining(file));
        } catch (ModelFileException e) {
            LOG.log(System.Logger.Level.WARNING, "passed over: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    /** {@return the checkpoints by their number of updates} */
    private NavigableMap<Long, Path> files() throws IOException {
        NavigableMap<Long, Path> files = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "checkpoint-*")) {
            for (Path entry : entries) {
                Matcher matcher = PATTERN.matcher(entry.getFileName().toString());
                if (matcher.matches()) {
                    files.put(Long.parseLong(matcher.group(1)), entry);
                }
            }
        } catch (NoSuchFileException e) {
            return files;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }
}
