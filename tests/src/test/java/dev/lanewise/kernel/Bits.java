package dev.lanewise.kernel;

/** Equality of doubles with tolerance 0: the same bits, where all NaNs are one and +0 is not −0. */
public final class Bits {

    private Bits() {
    }

    /** {@return whether two doubles are the same} */
    public static boolean same(double expected, double actual) {
        return Double.doubleToLongBits(expected) == Double.doubleToLongBits(actual);
    }
}
