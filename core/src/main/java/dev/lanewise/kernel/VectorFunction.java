package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;

/**
 * An elementary function of whole arrays: block by block, so that what its loops leave to each other stays in the
 * first cache, the loops of {@link VectorMath} one after the other; what is less than a vector by its scalar twin.
 *
 * <p>Loops are reached through an interface so that HotSpot compiles each by itself. As plain calls some of them are
 * inlined together, in some JVMs, and then are too long for the Vector API to be inlined: see {@link VectorMath}.
 */
final class VectorFunction {

    /** {@code y = exp(x)}. */
    static final VectorFunction EXP = new VectorFunction(true, new ScalarKernels()::exp,
            reduction(1), polynomial(), exp());

    /** {@code a = 1 / (1 + exp(-z))}. */
    static final VectorFunction SIGMOID = new VectorFunction(true, new ScalarKernels()::sigmoid,
            reduction(-1), polynomial(), exp(), (length, z, zOffset, parts, a, aOffset) ->
                    VectorMath.reciprocalOfOnePlus(length, a, aOffset));

    /** {@code a = tanh(z)}; the exponential is that of 2|z|. */
    static final VectorFunction TANH = new VectorFunction(false, new ScalarKernels()::tanh,
            VectorMath::tanhArgument, (length, z, zOffset, parts, a, aOffset) ->
                    VectorMath.reduction(2, length, a, aOffset, parts),
            polynomial(), (length, z, zOffset, parts, a, aOffset) -> VectorMath.tanhSum(length, parts),
            (length, z, zOffset, parts, a, aOffset) -> VectorMath.tanhRatio(length, parts, a, aOffset));

    /** Elements of a block: a multiple of any number of lanes. */
    private static final int BLOCK = 128;

    /** A loop over whole vectors of a block, from x, y and {@code parts} to {@code parts} or y. */
    private interface Loop {
        void run(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset);
    }

    private interface Twin {
        void apply(int length, double[] x, int xOffset, double[] y, int yOffset, Scratch scratch);
    }

    private final boolean isExpRangeNeeded;
    private final Twin twin;
    private final Loop[] loops;

    private VectorFunction(boolean isExpRangeNeeded, Twin twin, Loop... loops) {
        this.isExpRangeNeeded = isExpRangeNeeded;
        this.twin = twin;
        this.loops = loops;
    }

    private static Loop reduction(double factor) {
        return (length, x, xOffset, parts, y, yOffset) -> VectorMath.reduction(factor, length, x, xOffset, parts);
    }

    private static Loop polynomial() {
        return (length, x, xOffset, parts, y, yOffset) -> VectorMath.polynomial(length, parts);
    }

    private static Loop exp() {
        return (length, x, xOffset, parts, y, yOffset) -> VectorMath.exp(length, parts, y, yOffset);
    }

    void apply(int length, double[] x, int xOffset, double[] y, int yOffset, Scratch scratch) {
        double[] parts = scratch.parts(VectorMath.PARTS * BLOCK);
        int block;
        for (int i = 0; i < length; i += block) {
            block = Math.min(BLOCK, length - i);
            int whole = block - block % LANES;
            if (isExpRangeNeeded && !VectorMath.inExpRange(whole, x, xOffset + i)) {
                whole = 0;
            }
            if (whole > 0) {
                for (Loop loop : loops) {
                    loop.run(whole, x, xOffset + i, parts, y, yOffset + i);
                }
            }
            int rest = i + whole;
            twin.apply(block - whole, x, xOffset + rest, y, yOffset + rest, scratch);
        }
    }
}
