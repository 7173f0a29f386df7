package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;
import static dev.lanewise.kernel.Simd.SPECIES;

import dev.lanewise.Activation;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** The activations that are one loop, and the way back through all that act on each element by itself. */
final class VectorActivations {

    private static final ScalarKernels SCALAR = new ScalarKernels();

    private VectorActivations() {
    }

    /** A {@link VectorFunction.Loop}: {@code a = max(z, 0)}. */
    static boolean relu(int length, double[] z, int zOffset, double[] parts, double[] a, int aOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector.fromArray(SPECIES, z, zOffset + i).max(0).intoArray(a, aOffset + i);
        }
        return true;
    }

    /** A {@link VectorFunction.Loop}: {@code a = max(z, 0.01·z)}. */
    static boolean leakyRelu(int length, double[] z, int zOffset, double[] parts, double[] a, int aOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector zi = DoubleVector.fromArray(SPECIES, z, zOffset + i);
            zi.mul(ScalarMath.LEAK).max(zi).intoArray(a, aOffset + i);
        }
        return true;
    }

    /** A way back: {@code dz = da·f'(z)}, from z or from {@code a = f(z)}, over whole vectors. */
    private interface BackwardLoop {
        void run(int length, double[] z, int zOffset, double[] a, int aOffset, double[] da, int daOffset,
                double[] dz, int dzOffset);
    }

    /**
     * {@code dz = da·f'(z)}, as {@link ScalarMath#backward} defines it. The loops are reached through one call, see
     * {@link VectorFunction}.
     */
    static void backward(Activation f, int length, double[] z, int zOffset, double[] a, int aOffset,
            double[] da, int daOffset, double[] dz, int dzOffset, Scratch scratch) {
        int whole = length - length % LANES;
        switch (f) {
            case SOFTPLUS ->
                slope(VectorFunction.SOFTPLUS_SLOPE, whole, z, zOffset, da, daOffset, dz, dzOffset, scratch);
            case SILU -> slope(VectorFunction.SILU_SLOPE, whole, z, zOffset, da, daOffset, dz, dzOffset, scratch);
            case GELU -> slope(VectorFunction.GELU_SLOPE, whole, z, zOffset, da, daOffset, dz, dzOffset, scratch);
            default -> loop(f).run(whole, z, zOffset, a, aOffset, da, daOffset, dz, dzOffset);
        }
        SCALAR.activateElementsBackward(f, length - whole, z, zOffset + whole, a, aOffset + whole,
                da, daOffset + whole, dz, dzOffset + whole, scratch);
    }

    private static BackwardLoop loop(Activation f) {
        return switch (f) {
            case SIGMOID -> VectorActivations::sigmoidBackward;
            case TANH -> VectorActivations::tanhBackward;
            case RELU -> VectorActivations::reluBackward;
            case LEAKY_RELU -> VectorActivations::leakyReluBackward;
            case ELU -> VectorActivations::eluBackward;
            default -> throw new IllegalArgumentException(f + " has loops of its own");
        };
    }

    private static void sigmoidBackward(int length, double[] z, int zOffset, double[] a, int aOffset,
            double[] da, int daOffset, double[] dz, int dzOffset) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = 0; i < length; i += LANES) {
            DoubleVector ai = DoubleVector.fromArray(SPECIES, a, aOffset + i);
            DoubleVector.fromArray(SPECIES, da, daOffset + i).mul(ai.mul(one.sub(ai))).intoArray(dz, dzOffset + i);
        }
    }

    private static void tanhBackward(int length, double[] z, int zOffset, double[] a, int aOffset,
            double[] da, int daOffset, double[] dz, int dzOffset) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = 0; i < length; i += LANES) {
            DoubleVector ai = DoubleVector.fromArray(SPECIES, a, aOffset + i);
            DoubleVector.fromArray(SPECIES, da, daOffset + i).mul(one.sub(ai.mul(ai))).intoArray(dz, dzOffset + i);
        }
    }

    private static void eluBackward(int length, double[] z, int zOffset, double[] a, int aOffset,
            double[] da, int daOffset, double[] dz, int dzOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector slope = DoubleVector.fromArray(SPECIES, a, aOffset + i).min(0).add(1);
            DoubleVector.fromArray(SPECIES, da, daOffset + i).mul(slope).intoArray(dz, dzOffset + i);
        }
    }

    private static void reluBackward(int length, double[] z, int zOffset, double[] a, int aOffset,
            double[] da, int daOffset, double[] dz, int dzOffset) {
        for (int i = 0; i < length; i += LANES) {
            // all zeros where z <= 0, which the sum leaves without a sign bit; others get one, and a NaN gets or has it
            LongVector positive = DoubleVector.fromArray(SPECIES, z, zOffset + i).max(0).reinterpretAsLongs();
            LongVector keep = positive.add(Long.MAX_VALUE).lanewise(VectorOperators.OR, positive)
                    .lanewise(VectorOperators.ASHR, 63);
            DoubleVector.fromArray(SPECIES, da, daOffset + i).reinterpretAsLongs().lanewise(VectorOperators.AND, keep)
                    .reinterpretAsDoubles().intoArray(dz, dzOffset + i);
        }
    }

    private static void leakyReluBackward(int length, double[] z, int zOffset, double[] a, int aOffset,
            double[] da, int daOffset, double[] dz, int dzOffset) {
        for (int i = 0; i < length; i += LANES) {
            LongVector positive = DoubleVector.fromArray(SPECIES, z, zOffset + i).max(0).reinterpretAsLongs();
            LongVector keep = positive.add(Long.MAX_VALUE).lanewise(VectorOperators.OR, positive)
                    .lanewise(VectorOperators.ASHR, 63);
            DoubleVector dai = DoubleVector.fromArray(SPECIES, da, daOffset + i);
            LongVector leaked = dai.mul(ScalarMath.LEAK).reinterpretAsLongs();
            // da where all bits of keep are set, leaked where none is
            dai.reinterpretAsLongs().lanewise(VectorOperators.XOR, leaked).lanewise(VectorOperators.AND, keep)
                    .lanewise(VectorOperators.XOR, leaked).reinterpretAsDoubles().intoArray(dz, dzOffset + i);
        }
    }

    private static void slope(VectorFunction derivative, int length, double[] z, int zOffset, double[] da,
            int daOffset, double[] dz, int dzOffset, Scratch scratch) {
        double[] slopes = scratch.slopes(Parts.BLOCK);
        int block;
        for (int i = 0; i < length; i += block) {
            block = Math.min(Parts.BLOCK, length - i);
            derivative.apply(block, z, zOffset + i, slopes, 0, scratch);
            multiply(block, slopes, da, daOffset + i, dz, dzOffset + i);
        }
    }

    private static void multiply(int length, double[] slopes, double[] da, int daOffset, double[] dz, int dzOffset) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector slope = DoubleVector.fromArray(SPECIES, slopes, i);
            DoubleVector.fromArray(SPECIES, da, daOffset + i).mul(slope).intoArray(dz, dzOffset + i);
        }
    }
}
