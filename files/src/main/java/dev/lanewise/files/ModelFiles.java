package dev.lanewise.files;

import dev.lanewise.Model;
import dev.lanewise.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Saves and loads models and trainings, to the bit. A file is replaced as a whole: whenever the process or the machine
 * dies, it is the old or the new one, beside which a temporary file {@code .<file>.<uuid>.tmp} may be left, to be
 * deleted at will. Whatever a file contains, loading it ends in what was saved or in a {@link ModelFileException}, with
 * memory in proportion to the file: a few times its size, for one that is nothing but short names up to 30 times. See
 * {@link dev.lanewise.files the package} for what is in a file. An interrupt ends neither saving nor loading.
 */
public final class ModelFiles {

    private ModelFiles() {
    }

    /**
     * Saves a model.
     *
     * @param file the file, made or replaced; its folder exists
     * @param model the model
     * @throws IOException if it could not be written; then the file is as it was, unless the message
     *     says that it is saved
     * @throws IllegalArgumentException if a parameter is NaN
     */
    public static void save(Path file, Model model) throws IOException {
        save(file, LanewiseContent.of(model, Optional.empty(), Optional.empty()));
    }

    /**
     * Saves a model with a probe: a row whose prediction must come out the same, bit for bit, when the file is loaded.
     *
     * @param file the file, made or replaced; its folder exists
     * @param model the model
     * @param probe a row of raw inputs
     * @throws IOException if it could not be written; then the file is as it was, unless the message
     *     says that it is saved
     * @throws IllegalArgumentException if a parameter, an input of the probe or an output of it is NaN, or the row does
     *     not have the network's inputs
     */
    public static void save(Path file, Model model, double[] probe) throws IOException {
        Objects.requireNonNull(probe, "probe");
        save(file, LanewiseContent.of(model, Optional.of(probe.clone()), Optional.empty()));
    }

    /**
     * Saves a training where it is, from the thread that trains: between calls, or from a listener.
     *
     * @param file the file, made or replaced; its folder exists
     * @param trainer the training
     * @throws IOException if it could not be written; then the file is as it was, unless the message
     *     says that it is saved
     * @throws IllegalArgumentException if a parameter or an average of the optimizer is NaN
     */
    public static void save(Path file, Trainer trainer) throws IOException {
        save(file, LanewiseContent.of(trainer.model(), Optional.empty(), Optional.of(trainer.state())));
    }

    private static void save(Path file, LanewiseContent content) throws IOException {
        AtomicFile.replace(file, out -> TensorWriter.write(content.metadata(), content.tensors(), out));
    }

    /**
     * Loads a model; of a saved training, the model at that moment.
     *
     * @param file the file
     * @return the model
     * @throws ModelFileException if it is damaged, not a file of Lanewise, or its probe has other bits
     * @throws IOException if it cannot be read
     */
    public static Model load(Path file) throws IOException {
        return Uninterrupted.call(() -> {
            try (TensorFile tensors = TensorFile.open(file)) {
                return LanewiseReader.read(tensors).model();
            }
        });
    }

    /**
     * Loads a training.
     *
     * @param file the file
     * @return the training
     * @throws ModelFileException if it is damaged, not a file of Lanewise, or holds a model alone
     * @throws IOException if it cannot be read
     */
    public static SavedTraining loadTraining(Path file) throws IOException {
        return Uninterrupted.call(() -> {
            try (TensorFile tensors = TensorFile.open(file)) {
                LanewiseReader.Contents contents = LanewiseReader.read(tensors);
                if (contents.state().isEmpty()) {
                    throw tensors.error(TensorFile.HEADER, "a model, but no training");
                }
                return new SavedTraining(contents.model(), contents.state().get());
            }
        });
    }
}
