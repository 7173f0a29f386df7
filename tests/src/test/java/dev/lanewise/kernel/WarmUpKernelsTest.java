package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Arithmetic;
import dev.lanewise.kernel.Trial.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scalar kernels serve at first, and the vector kernels after a while, whatever is called. */
class WarmUpKernelsTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private static final Setting SETTING = new Setting(12, 20, 20, Arithmetic.FUSED, false, false, false);

    private static final Setting STRICT = new Setting(1, 3, 2, Arithmetic.STRICT, false, false, false);

    /** The operations that have no loop over vectors. */
    private static final Set<String> WITHOUT_GATE = Set.of("sum", "sumOfSquares", "dropoutMask", "softmaxBackward",
            "activate IDENTITY", "activateBackward IDENTITY", "activateBackward SOFTMAX");

    static Stream<String> names() {
        return Operations.all().keySet().stream();
    }

    /** Kernels, and which of their gates were found closed. */
    private static final class Watched {
        private final Set<Rehearsal> closed = new HashSet<>();
        private final List<WarmUpGate> gates = new ArrayList<>();
        private final Kernels kernels;

        Watched() {
            WarmUpSchedule schedule = new WarmUpSchedule(0);
            kernels = new WarmUpKernels(0, rehearsal -> {
                WarmUpGate gate = new WarmUpGate(rehearsal, schedule) {
                    @Override
                    Kernels kernels() {
                        Kernels kernels = super.kernels();
                        if (!isOpen()) {
                            closed.add(rehearsal);
                        }
                        return kernels;
                    }
                };
                gates.add(gate);
                return gate;
            });
        }

        /** {@return the gates that a call found closed} */
        Set<Rehearsal> closedIn(String operation, Setting setting) {
            closed.clear();
            Operations.all().get(operation).run(kernels, new Trial(setting, 1));
            return closed;
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachGateOpensThoughNothingElseIsCalled(String operation) {
        for (Setting setting : new Setting[] {SETTING, STRICT}) {
            Watched watched = new Watched();
            assertEquals(WITHOUT_GATE.contains(operation), watched.closedIn(operation, setting).isEmpty());
            long deadline = System.nanoTime() + LONG_ENOUGH.toNanos();
            while (!watched.closedIn(operation, setting).isEmpty()) {
                assertTrue(System.nanoTime() - deadline < 0, () -> watched.closed + " never opened");
            }
        }
    }

    @Test
    void allGatesOpenInMixedUse() {
        Watched watched = new Watched();
        long deadline = System.nanoTime() + LONG_ENOUGH.toNanos();
        while (!watched.gates.stream().allMatch(WarmUpGate::isOpen)) {
            assertTrue(System.nanoTime() - deadline < 0);
            names().forEach(operation -> {
                watched.closedIn(operation, SETTING);
                watched.closedIn(operation, STRICT);
            });
        }
        watched.gates.forEach(gate -> assertSame(WarmUpKernels.Vector.KERNELS, gate.kernels()));
    }

    /** A call that would take seconds with scalar loops goes over to the vector kernels on its way. */
    @Test
    void aLongCallIsCutIntoPieces() {
        WarmUpGate gate = new WarmUpGate(Rehearsal.FUSED_PRODUCTS, new WarmUpSchedule(Long.MAX_VALUE));
        assertSame(WarmUpKernels.SCALAR, gate.kernels());
        assertEquals(1, gate.piece(WarmUpKernels.SCALAR, 1000, 1L << 40));
        assertEquals(1 << 10, gate.piece(WarmUpKernels.SCALAR, 1 << 20, 1 << 10));
        assertEquals(7, gate.piece(WarmUpKernels.SCALAR, 7, 0));
        assertEquals(1000, gate.piece(WarmUpKernels.Vector.KERNELS, 1000, 1L << 40));
    }

    @Test
    void nothingIsRehearsedInTheFirstPauseNorByTwoAtATime() {
        assertFalse(new WarmUpSchedule(Long.MAX_VALUE / 2).claim());
        WarmUpSchedule schedule = new WarmUpSchedule(0);
        assertTrue(schedule.claim());
        assertFalse(schedule.claim());
        schedule.release(0);
        assertTrue(schedule.claim());
    }

    @Test
    void aPauseIsAsLongAsTheRehearsalAndLongerLater() {
        WarmUpSchedule schedule = new WarmUpSchedule(0);
        assertTrue(schedule.claim());
        schedule.release(Duration.ofHours(1).toNanos());
        assertFalse(schedule.claim());
    }
}
