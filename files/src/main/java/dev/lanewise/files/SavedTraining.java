package dev.lanewise.files;

import dev.lanewise.Model;
import dev.lanewise.TrainingState;

/**
 * A training that was saved. It goes on to the bit in a trainer that is described as the saved one was:
 *
 * <pre>{@code
 * SavedTraining saved = ModelFiles.loadTraining(file);
 * Trainer trainer = Trainer.builder(saved.model().network(), loss)…resume(saved.state()).build();
 * }</pre>
 *
 * @param model the network with the parameters at that moment, and its standardization
 * @param state where the training was
 */
public record SavedTraining(Model model, TrainingState state) {
}
