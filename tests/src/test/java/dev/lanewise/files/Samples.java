package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.Dataset;
import dev.lanewise.Loss;
import dev.lanewise.Model;
import dev.lanewise.Network;
import dev.lanewise.Optimizer;
import dev.lanewise.Trainer;
import dev.lanewise.TrainerBuilder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Models and trainings that are saved while something happens to them, and what may be left in their folder. */
final class Samples {

    private Samples() {
    }

    /** {@return a model whose file has 100 KB} */
    static Model model(long seed) {
        Network network = Network.withInputs(64).dense(128, Activation.RELU).dense(32, Activation.SOFTMAX).build();
        return Model.of(network, network.initialParameters(seed), Optional.empty());
    }

    /** {@return a training of 600 updates, whose files have 50 KB} */
    static TrainerBuilder training() {
        Network network = Network.withInputs(20).dense(48, Activation.TANH).dense(16, Activation.RELU)
                .dense(3, Activation.SOFTMAX).build();
        return Trainer.builder(network, Loss.SOFTMAX_CROSS_ENTROPY).optimizer(Optimizer.adamW(0.01)).dropout(0.1, 0.1)
                .batchSize(8).epochs(60).seed(3);
    }

    /** {@return 80 rows for the training} */
    static Dataset data() {
        Random random = new Random(1);
        return Dataset.ofLabels(20, random.doubles(80 * 20, -1, 1).toArray(), random.ints(80, 0, 3).toArray(), 3);
    }

    /** {@return which of some models a loaded one is, to the bit} */
    static int indexOf(Model loaded, List<Model> models) {
        for (int i = 0; i < models.size(); i++) {
            if (Arrays.equals(models.get(i).parameters(), loaded.parameters())) {
                return i;
            }
        }
        throw new AssertionError("a model that was never saved");
    }

    /** {@return how many temporary files writers have left} */
    static int temporaries(Path folder) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ".*.tmp")) {
            for (Path file : left) {
                count++;
            }
        }
        return count;
    }

    static void assertNoTemporary(Path folder) throws IOException {
        assertEquals(0, temporaries(folder), "temporary files");
    }
}
