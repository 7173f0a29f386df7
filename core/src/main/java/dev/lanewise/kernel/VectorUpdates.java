package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/** What is done to gradients and parameters, by vectors; the rest of less than a vector is the scalar twin's. */
final class VectorUpdates {

    private static final ScalarKernels SCALAR = VectorKernels.SCALAR;

    /** Together 2^1074: what makes the smallest subnormal number 1. */
    private static final double HUGE = 0x1p1000;
    private static final double LARGE = 0x1p74;

    private VectorUpdates() {
    }

    /** By a sum of {@code v·0}, which is 0 or NaN in whatever order it is taken, so lanes may be reduced. */
    static boolean isFinite(int length, double[] v, int offset) {
        if (length < LANES) {
            return SCALAR.isFinite(length, v, offset);
        }
        DoubleVector sum = DoubleVector.fromArray(SPECIES, v, offset + length - LANES).mul(0);
        for (int i = offset; i < offset + length - LANES; i += LANES) {
            sum = DoubleVector.fromArray(SPECIES, v, i).mul(0).add(sum);
        }
        return sum.reduceLanes(VectorOperators.ADD) == 0;
    }

    static void penalize(int length, int offset, double[] v, double[] g, double l1, double l2) {
        int end = offset + length;
        int i = offset;
        for (; i <= end - LANES; i += LANES) {
            DoubleVector vi = DoubleVector.fromArray(SPECIES, v, i);
            DoubleVector gi = DoubleVector.fromArray(SPECIES, g, i);
            DoubleVector withL2 = l2 == 0 ? gi : gi.add(vi.mul(l2));
            DoubleVector sign = vi.mul(HUGE).mul(LARGE).max(-1).min(1);
            (l1 == 0 ? withL2 : withL2.add(sign.mul(l1))).intoArray(g, i);
        }
        SCALAR.penalize(end - i, i, v, g, l1, l2);
    }

    static void momentum(int length, int offset, double[] v, double[] g, double[] b, double rate, double momentum,
            boolean nesterov) {
        int end = offset + length;
        int i = offset;
        for (; i <= end - LANES; i += LANES) {
            DoubleVector gi = DoubleVector.fromArray(SPECIES, g, i);
            DoubleVector bi = DoubleVector.fromArray(SPECIES, b, i).mul(momentum).add(gi);
            DoubleVector step = nesterov ? gi.add(bi.mul(momentum)) : bi;
            bi.intoArray(b, i);
            DoubleVector.fromArray(SPECIES, v, i).sub(step.mul(rate)).intoArray(v, i);
        }
        SCALAR.momentum(end - i, i, v, g, b, rate, momentum, nesterov);
    }

    static void rmsProp(int length, int offset, double[] v, double[] g, double[] s, double rate, double alpha,
            double epsilon) {
        double rest = 1 - alpha;
        int end = offset + length;
        int i = offset;
        for (; i <= end - LANES; i += LANES) {
            DoubleVector gi = DoubleVector.fromArray(SPECIES, g, i);
            DoubleVector si = DoubleVector.fromArray(SPECIES, s, i).mul(alpha).add(gi.mul(rest).mul(gi));
            si.intoArray(s, i);
            DoubleVector step = gi.div(si.sqrt().add(epsilon)).mul(rate);
            DoubleVector.fromArray(SPECIES, v, i).sub(step).intoArray(v, i);
        }
        SCALAR.rmsProp(end - i, i, v, g, s, rate, alpha, epsilon);
    }

    static void adam(int length, int offset, double[] v, double[] g, double[] u, double[] s, double step, double root,
            double beta1, double beta2, double epsilon) {
        double rest1 = 1 - beta1;
        double rest2 = 1 - beta2;
        int end = offset + length;
        int i = offset;
        for (; i <= end - LANES; i += LANES) {
            DoubleVector gi = DoubleVector.fromArray(SPECIES, g, i);
            DoubleVector ui = DoubleVector.fromArray(SPECIES, u, i).mul(beta1).add(gi.mul(rest1));
            DoubleVector si = DoubleVector.fromArray(SPECIES, s, i).mul(beta2).add(gi.mul(rest2).mul(gi));
            ui.intoArray(u, i);
            si.intoArray(s, i);
            DoubleVector change = ui.div(si.sqrt().div(root).add(epsilon)).mul(step);
            DoubleVector.fromArray(SPECIES, v, i).sub(change).intoArray(v, i);
        }
        SCALAR.adam(end - i, i, v, g, u, s, step, root, beta1, beta2, epsilon);
    }
}
