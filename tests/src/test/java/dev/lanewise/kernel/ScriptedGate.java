package dev.lanewise.kernel;

/** A gate that lets the scalar kernels do a call or a row, and another, then the vector kernels a call or two rows. */
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
        return asked % 3 == 0 ? WarmUpKernels.Vector.KERNELS : WarmUpKernels.SCALAR;
    }

    @Override
    int piece(Kernels kernels, int rows, long stepsOfOne) {
        return Math.min(rows, kernels == WarmUpKernels.SCALAR ? 1 : 2);
    }
}
