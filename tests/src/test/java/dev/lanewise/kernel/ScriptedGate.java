package dev.lanewise.kernel;

/** A gate that lets the scalar kernels do two pieces of one row or element, then the vector kernels all, and again. */
final class ScriptedGate extends WarmUpGate {

    private int asked;

    ScriptedGate(Rehearsal rehearsal) {
        super(rehearsal, new WarmUpSchedule(Long.MAX_VALUE));
    }

    @Override
    boolean isOpen() {
        return asked % 3 == 0;
    }

    @Override
    Kernels kernels() {
        return isOpen() ? WarmUpKernels.VECTOR : WarmUpKernels.SCALAR;
    }

    @Override
    int nextPiece(int count, long workOfOne) {
        asked++;
        return isOpen() ? count : Math.min(count, 1);
    }
}
