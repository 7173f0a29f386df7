package dev.lanewise;

/** The state of an {@link Optimizer} over all parameters: what the kernels average, and powers of Adam's factors. */
final class Moments {

    private static final double[] NONE = {};

    /** 0 for gradient descent, 1 for momentum, 2 for RMSProp, 3 for Adam; decay has no state. */
    final int kind;

    /** Momentum's b, RMSProp's s or Adam's u; of length 0 where there is none. */
    final double[] first;

    /** Adam's s. */
    final double[] second;

    /** Products of as many β1 and β2 as there were steps. */
    double power1 = 1;
    double power2 = 1;

    Moments(Optimizer optimizer, int count) {
        kind = kind(optimizer);
        first = kind > 0 ? new double[count] : NONE;
        second = kind == 3 ? new double[count] : NONE;
    }

    private static int kind(Optimizer optimizer) {
        if (optimizer instanceof Optimizer.Decayed decayed) {
            return kind(decayed.optimizer());
        }
        if (optimizer instanceof Optimizer.Adam) {
            return 3;
        }
        return optimizer instanceof Optimizer.RmsProp ? 2 : optimizer instanceof Optimizer.Momentum ? 1 : 0;
    }
}
