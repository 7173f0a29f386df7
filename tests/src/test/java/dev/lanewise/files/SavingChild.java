package dev.lanewise.files;

import dev.lanewise.EpochResult;
import dev.lanewise.Model;
import dev.lanewise.Trainer;
import dev.lanewise.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a JVM does that is killed, or may not write: it saves. */
final class SavingChild {

    /** What is printed once the first file is there. */
    static final String STARTED = "saves";

    /** What is saved by turns. */
    static final List<Model> MODELS = List.of(Samples.model(1), Samples.model(2));

    /** So that a child does not stay when its test has died. */
    private static final long LIFETIME_NANOS = 30_000_000_000L;

    private SavingChild() {
    }

    /** {@return the command of a JVM that starts fast} */
    static List<String> command(String what, Path path) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData",
                "--add-modules=jdk.incubator.vector", "-Ddev.lanewise.kernels=scalar",
                "-cp", System.getProperty("java.class.path"), SavingChild.class.getName(), what, path.toString()));
        return command;
    }

    public static void main(String[] arguments) throws IOException {
        Path path = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "models" -> saveModels(path);
            case "checkpoints" -> saveCheckpoints(path);
            case "refused" -> saveRefused(path);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void saveModels(Path file) throws IOException {
        long start = System.nanoTime();
        for (int i = 1; System.nanoTime() - start < LIFETIME_NANOS; i++) {
            ModelFiles.save(file, MODELS.get(i % MODELS.size()));
            if (i == 1) {
                System.out.println(STARTED);
            }
        }
    }

    private static void saveCheckpoints(Path folder) {
        Samples.training().listener(Checkpoints.in(folder, 1, 2)).listener(new TrainingListener() {
            @Override
            public void batchEnded(Trainer trainer, long row, double loss) {
                if (trainer.updates() == 1) {
                    System.out.println(STARTED);
                }
            }

            @Override
            public void epochEnded(EpochResult result) {
            }
        }).build().fit(Samples.data());
    }

    /** Prints why a file cannot be saved. */
    private static void saveRefused(Path file) {
        try {
            ModelFiles.save(file, MODELS.get(0));
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }
}
