package dev.lanewise.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void timeLeftFollowsFromTheRoundsBefore() {
        assertEquals("# Round 1 of 5 (an ETA below is this round's)", Rounds.heading(0, 5, 1_000).strip());
        assertEquals("# Round 3 of 5; all rounds: about 24 minutes left (an ETA below is this round's)",
                Rounds.heading(2, 5, TimeUnit.MINUTES.toNanos(16)).strip());
    }
}
