package dev.lanewise.kernel;

/** A gate that lets the scalar kernels do a call or a row, and another, then the vector kernels one or two, and again. */
final class ScriptedGate extends WarmUpGate {

    private int asked;

    ScriptedGate(Rehearsal rehearsal) {
        super(rehearsal, new WarmUpSchedule(Long.MAX_VALUE));
    }

    @Override
    boolean isOpen() {
        return false;
    }

    @Override
    Kernels kernels() {
        asked++;
        return asked % 3 == 0 ? WarmUpKernels.VECTOR : WarmUpKernels.SCALAR;
    }

    @Override
    int piece(int rows, long stepsOfOne) {
        return Math.min(rows, asked % 3 == 0 ? 2 : 1);
    }
}
