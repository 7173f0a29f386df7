package dev.lanewise.kernel;

import java.util.function.Function;

/** Gates for tests. */
final class WarmUpGates {

    private WarmUpGates() {
    }

    /** {@return what makes gates that share a schedule without a first pause} */
    static Function<Rehearsal, WarmUpGate> rehearsingAtOnce() {
        WarmUpSchedule schedule = new WarmUpSchedule(0);
        return rehearsal -> new WarmUpGate(rehearsal, schedule);
    }
}
