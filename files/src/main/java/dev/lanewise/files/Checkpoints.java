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
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Saves a training every n updates into a folder of its own, keeps the newest ones, and finds the newest that is whole:
 *
 * <pre>{@code
 * Checkpoints checkpoints = Checkpoints.in(folder, 1_000, 3);
 * TrainerBuilder description = Trainer.builder(network, loss)….listener(checkpoints);
 * checkpoints.latest().ifPresent(saved -> description.resume(saved.state()));
 * description.build().fit(data);
 * }</pre>
 *
 * <p>Files are {@code checkpoint-<updates>.safetensors}; no others are touched. As a listener it saves within fit;
 * after steps outside of fit {@link #saveIfDue} is to be called. An error of {@link #save} ends fit as an
 * {@link UncheckedIOException}; the trainer stands after its last whole step. For one training at a time.
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
     * Saves now, then deletes what is older than the ones to keep, and what a process that died in the middle of
     * saving has left.
     *
     * @param trainer the training
     * @return the file
     * @throws IOException if the folder has a whole checkpoint with more updates, which a training that has not gone on
     *     from {@link #latest} would mix with its own, or if the file could not be written
     * @throws IllegalArgumentException if a parameter or an average of the optimizer is NaN
     */
    public Path save(Trainer trainer) throws IOException {
        Files.createDirectories(folder);
        long updates = trainer.updates();
        NavigableMap<Long, Path> files = files();
        for (Path later : files.tailMap(updates, false).descendingMap().values()) {
            if (load(later).isPresent()) {
                throw new IOException(later + " is of a training that got further than " + updates
                        + " updates: go on from it, or take another folder");
            }
        }
        Path file = folder.resolve(String.format(NAME, updates));
        ModelFiles.save(file, trainer);
        int kept = 1;
        for (Path older : files.headMap(updates, false).descendingMap().values()) {
            if (kept < keep) {
                kept++;
            } else {
                Files.deleteIfExists(older);
            }
        }
        AtomicFile.deleteLeftovers(folder);
        return file;
    }

    /**
     * Loads the checkpoint with the most updates of those that are whole; others are passed over with a line in the
     * log.
     *
     * @return the training, or nothing if there is none
     * @throws IOException if the folder or a file in it cannot be read
     */
    public Optional<SavedTraining> latest() throws IOException {
        for (Path file : files().descendingMap().values()) {
            Optional<SavedTraining> saved = load(file);
            if (saved.isPresent()) {
                return saved;
            }
        }
        return Optional.empty();
    }

    private static Optional<SavedTraining> load(Path file) throws IOException {
        try {
            return Optional.of(ModelFiles.loadTraining(file));
        } catch (ModelFileException e) {
            LOG.log(System.Logger.Level.WARNING, "passed over: {0}", e.getMessage());
        } catch (NoSuchFileException e) {
            LOG.log(System.Logger.Level.DEBUG, "deleted meanwhile: {0}", file);
        }
        return Optional.empty();
    }

    /** {@return the checkpoints by their number of updates} */
    private NavigableMap<Long, Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return Collections.emptyNavigableMap();
        }
        NavigableMap<Long, Path> files = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "checkpoint-*")) {
            for (Path entry : entries) {
                Matcher matcher = PATTERN.matcher(entry.getFileName().toString());
                if (matcher.matches()) {
                    files.put(Long.parseLong(matcher.group(1)), entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }
}
