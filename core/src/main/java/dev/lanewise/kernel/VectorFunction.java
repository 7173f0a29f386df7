package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;

/**
 * An elementary function of whole arrays, block by block: the loops of {@link VectorMath} one after the other, which
 * reduce, look up and reconstruct; and by its scalar twin what is less than a vector, and a block with an argument that
 * the loops do not cover.
 *
 * <p>The loops of a function are reached through one call in {@link #apply}, so that HotSpot compiles each by itself:
 * it does not inline a call that has three targets. Else several are inlined together, and into their callers, in some
 * JVMs until the compiler's budget is spent (NodeCountInliningCutoff); what is left of the Vector API is then called,
 * and every vector that crosses a call is an object.
 */
final class VectorFunction {

    private static final ScalarKernels SCALAR = new ScalarKernels();

    private static final Loop EXP_LOOKUP = (length, x, xOffset, parts, y, yOffset) -> {
        VectorMath.expLookup(length, parts);
        return true;
    };

    /** {@code y = exp(x)}. */
    static final VectorFunction EXP = new VectorFunction(SCALAR::exp,
            (length, x, xOffset, parts, y, yOffset) -> VectorMath.expReduction(1, length, x, xOffset, parts),
            EXP_LOOKUP,
            (length, x, xOffset, parts, y, yOffset) -> {
                VectorMath.exp(length, parts, y, yOffset);
                return true;
            });

    /** {@code a = 1 / (1 + exp(-z))}. */
    static final VectorFunction SIGMOID = new VectorFunction(SCALAR::sigmoid,
            (length, z, zOffset, parts, a, aOffset) -> VectorMath.expReduction(-1, length, z, zOffset, parts),
            EXP_LOOKUP,
            (length, z, zOffset, parts, a, aOffset) -> {
                VectorMath.sigmoid(length, parts, a, aOffset);
                return true;
            });

    /** {@code a = tanh(z)}. */
    static final VectorFunction TANH = new VectorFunction(SCALAR::tanh,
            (length, z, zOffset, parts, a, aOffset) -> VectorMath.tanhReduction(length, z, zOffset, parts),
            (length, z, zOffset, parts, a, aOffset) -> {
                VectorMath.tanhLookup(length, parts);
                return true;
            },
            (length, z, zOffset, parts, a, aOffset) -> {
                VectorMath.tanh(length, parts, z, zOffset, a, aOffset);
                return true;
            });

    /** The function itself, element by element. */
    private interface Twin {
        void apply(int length, double[] x, int xOffset, double[] y, int yOffset, Scratch scratch);
    }

    /** A loop over whole vectors of a block, from x and {@code parts} to {@code parts} or y. */
    private interface Loop {
        /** {@return whether the next loop covers all arguments} */
        boolean run(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset);
    }

    private final Twin twin;
    private final Loop[] loops;

    private VectorFunction(Twin twin, Loop... loops) {
        this.twin = twin;
        this.loops = loops;
    }

    void apply(int length, double[] x, int xOffset, double[] y, int yOffset, Scratch scratch) {
        double[] parts = scratch.parts(VectorMath.PARTS);
        int block;
        for (int i = 0; i < length; i += block) {
            block = Math.min(VectorMath.BLOCK, length - i);
            int whole = block - block % LANES;
            boolean covered = whole > 0;
            for (int l = 0; covered && l < loops.length; l++) {
                covered = loops[l].run(whole, x, xOffset + i, parts, y, yOffset + i);
            }
            int done = covered ? whole : 0;
            twin.apply(block - done, x, xOffset + i + done, y, yOffset + i + done, scratch);
        }
    }
}
