package dev.lanewise.kernel;

import static dev.lanewise.kernel.Simd.LANES;

import dev.lanewise.Activation;
import dev.lanewise.ElementaryFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of whole arrays, block by block: loops over vectors one after the other, which reduce, approximate or look
 * up, and reconstruct; and by its scalar twin what is less than a vector, and a block with an argument that the loops
 * do not cover.
 *
 * <p>The loops of a function are reached through one call in {@link #apply}, so that HotSpot compiles each by itself:
 * it does not inline a call that has three targets. Else several are inlined together, and into their callers, in some
 * JVMs until the compiler's budget is spent (NodeCountInliningCutoff); what is left of the Vector API is then called,
 * and every vector that crosses a call is an object.
 */
final class VectorFunction {

    private static final VectorFunction EXP = new VectorFunction(ScalarExp::exp,
            VectorExp::reduction, VectorExp::lookup, VectorExp::exp);

    private static final VectorFunction EXPM1 = new VectorFunction(ScalarExpm1::expm1,
            VectorExpm1::reduction, VectorExpm1::approximation, VectorExpm1::reconstruction);

    private static final VectorFunction LOG = new VectorFunction(ScalarLog::log,
            VectorLog::reduction, VectorLog::approximation, VectorLog::reconstruction);

    private static final VectorFunction LOG1P = new VectorFunction(ScalarLog::log1p,
            VectorLog::log1pReduction, VectorLog::approximation, VectorLog::reconstruction);

    private static final VectorFunction SIGMOID = new VectorFunction(ScalarExp::sigmoid,
            VectorExp::negatedReduction, VectorExp::lookup, VectorExp::sigmoid);

    private static final VectorFunction TANH = new VectorFunction(ScalarTanh::tanh,
            VectorTanh::reduction, VectorTanh::lookup, VectorTanh::tanh);

    private static final VectorFunction RELU = new VectorFunction(z -> ScalarMath.value(Activation.RELU, z),
            VectorActivations::relu);

    private static final VectorFunction LEAKY_RELU = new VectorFunction(
            z -> ScalarMath.value(Activation.LEAKY_RELU, z), VectorActivations::leakyRelu);

    private static final VectorFunction ELU = new VectorFunction(ScalarExpm1::elu,
            VectorExpm1::negativePart, ofValue(VectorExpm1::reduction), ofValue(VectorExpm1::approximation),
            ofValue(VectorExpm1::reconstruction), VectorExpm1::positivePart);

    private static final VectorFunction SOFTPLUS = new VectorFunction(ScalarSoftplus::softplus,
            VectorExp::decayReduction, VectorExp::lookup, ofValue(VectorExp::exp), VectorSoftplus::approximation,
            VectorSoftplus::reconstruction);

    private static final VectorFunction SILU = new VectorFunction(ScalarExp::silu,
            VectorExp::negatedReduction, VectorExp::lookup, ofValue(VectorExp::exp), VectorExp::silu);

    private static final VectorFunction GELU = new VectorFunction(ScalarGelu::gelu,
            VectorGelu::reduction, VectorExp::lookup, ofValue(VectorExp::exp), VectorGelu::ratioReduction,
            VectorGelu::ratioLookup, VectorGelu::ratioTerms, VectorGelu::ratio, VectorGelu::gelu);

    /** The sigmoid, as the slope of softplus. */
    static final VectorFunction SOFTPLUS_SLOPE = SIGMOID;

    /** The derivative of SiLU. */
    static final VectorFunction SILU_SLOPE = new VectorFunction(ScalarExp::siluSlope,
            VectorExp::negatedReduction, VectorExp::lookup, ofValue(VectorExp::exp), VectorExp::siluSlope);

    /** The derivative of GELU. */
    static final VectorFunction GELU_SLOPE = new VectorFunction(ScalarGelu::slope,
            VectorGelu::reduction, VectorExp::lookup, ofValue(VectorExp::exp), VectorGelu::ratioReduction,
            VectorGelu::ratioLookup, VectorGelu::ratioTerms, VectorGelu::ratio, VectorGelu::slope);

    /**
     * A loop over whole vectors of a block, from x and {@link Parts} to {@link Parts} or y. One that can find an
     * argument that is not covered writes nothing to y, which may be x.
     */
    interface Loop {
        /** {@return whether the loops cover all arguments} */
        boolean run(int length, double[] x, int xOffset, double[] parts, double[] y, int yOffset);
    }

    private final DoubleUnaryOperator twin;
    private final Loop[] loops;

    private VectorFunction(DoubleUnaryOperator twin, Loop... loops) {
        this.twin = twin;
        this.loops = loops;
    }

    /** {@return a loop in which the value stands for x and for y} */
    private static Loop ofValue(Loop loop) {
        return (length, x, xOffset, parts, y, yOffset) -> loop.run(length, parts, Parts.VALUE, parts, parts,
                Parts.VALUE);
    }

    /** {@return the function} */
    static VectorFunction of(ElementaryFunction f) {
        return switch (f) {
            case EXP -> EXP;
            case EXPM1 -> EXPM1;
            case LOG -> LOG;
            case LOG1P -> LOG1P;
        };
    }

    /** {@return the activation, one that acts on each element by itself} */
    static VectorFunction of(Activation f) {
        return switch (f) {
            case SIGMOID -> SIGMOID;
            case TANH -> TANH;
            case RELU -> RELU;
            case LEAKY_RELU -> LEAKY_RELU;
            case ELU -> ELU;
            case SOFTPLUS -> SOFTPLUS;
            case SILU -> SILU;
            case GELU -> GELU;
            case IDENTITY, SOFTMAX, LOG_SOFTMAX -> throw new IllegalArgumentException(f + " has loops of its own");
        };
    }

    void apply(int length, double[] x, int xOffset, double[] y, int yOffset, Scratch scratch) {
        double[] parts = scratch.parts(Parts.LENGTH);
        int block;
        for (int i = 0; i < length; i += block) {
            block = Math.min(Parts.BLOCK, length - i);
            int whole = block - block % LANES;
            boolean covered = whole > 0;
            for (int l = 0; covered && l < loops.length; l++) {
                covered = loops[l].run(whole, x, xOffset + i, parts, y, yOffset + i);
            }
            for (int j = i + (covered ? whole : 0); j < i + block; j++) {
                y[yOffset + j] = twin.applyAsDouble(x[xOffset + j]);
            }
        }
    }
}
