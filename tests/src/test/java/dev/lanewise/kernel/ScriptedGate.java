package dev.lanewise.kernel;

/** A gate that lets the scalar kernels do a row or element, and another, then the vector kernels two, and again. */
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
        return asked % 3 == 0 ? WarmUpKernels.VECTOR : WarmUpKernels.SCALAR;
    }

    @Override
    int nextPiece(int count, long workOfOne) {
        asked++;
        return Math.min(count, asked % 3 == 0 ? 2 : 1);
    }
}
