package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Dataset;
import dev.lanewise.Trainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("once")
class ExamplesTest {

    @Test
    void digitsAreRecognised() {
        Dataset[] parts = Digits.data();
        Trainer trainer = Digits.trainer(Digits.network());
        trainer.fit(parts[0]);
        double accuracy = trainer.evaluate(parts[1]).accuracy();
        assertTrue(accuracy >= 0.97, "accuracy " + accuracy);
    }

    /** The trainer's description of the published program is that program, but for roundings. */
    @ParameterizedTest
    @ValueSource(ints = {3, 50})
    void moonsAsPublished(int hidden) {
        Dataset data = Moons.data();
        Seed003 program = Seed003.create(hidden);
        Trainer trainer = Moons.training(hidden).parameters(program.parameters()).build();
        for (int pass = 0; pass < 100; pass++) {
            assertEquals(program.loss(), Moons.loss(trainer, data, hidden), 1e-12, "loss before pass " + pass);
            program.step();
            trainer.step(data.rows(), data.x(), 0, data.y(), 0);
        }
    }
}
