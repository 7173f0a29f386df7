package dev.lanewise;

/**
 * How a matrix product adds its products. Both sum in index order, one chain per output element, starting from +0;
 * they differ in the rounding of a step. Either gives the same bits on every machine; the two give different bits.
 * The mode governs matrix products only.
 */
public enum Arithmetic {
    /**
     * Each step is one fused multiply-add, {@code s = fma(a, b, s)}: one rounding per step. Needs a processor with
     * fused multiply-add (x86-64 since 2013, every AArch64); elsewhere {@link Math#fma(double, double, double)} is
     * emulated, right but about a thousand times slower.
     */
    FUSED,

    /**
     * Each step rounds the product and then the sum, {@code s = s + a * b}: the bits of the plain loop in Java, C or
     * Python.
     */
    STRICT;

    /** {@return whether a step is one fused multiply-add} */
    public boolean isFused() {
        return this == FUSED;
    }
}
