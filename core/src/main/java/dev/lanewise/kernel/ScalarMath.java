package dev.lanewise.kernel;

import dev.lanewise.Activation;
import dev.lanewise.ElementaryFunction;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The functions, one value at a time: the specification. They consist of IEEE additions, subtractions, multiplications
 * and divisions only, no fused multiply-add and no library function, so every machine and every compiler gives the same
 * bits.
 *
 * <p>An error of one ULP is the distance of the two doubles around the exact result; for results below
 * {@link Double#MIN_NORMAL} it is {@link Double#MIN_VALUE}. {@link dev.lanewise.Accuracy} has the bounds
 * that tests enforce.
 */
final class ScalarMath {

    /** The activations that act on each element by itself, but for the identity, which is a copy. */
    static final Set<Activation> ELEMENTWISE = Collections.unmodifiableSet(EnumSet.complementOf(
            EnumSet.of(Activation.IDENTITY, Activation.SOFTMAX, Activation.LOG_SOFTMAX)));

    /** What {@link Activation#LEAKY_RELU} multiplies negative numbers by. */
    static final double LEAK = 0.01;

    private ScalarMath() {
    }

    /** {@return f(x)} */
    static double value(ElementaryFunction f, double x) {
        return switch (f) {
            case EXP -> ScalarExp.exp(x);
            case EXPM1 -> ScalarExpm1.expm1(x);
            case LOG -> ScalarLog.log(x);
            case LOG1P -> ScalarLog.log1p(x);
        };
    }

    /** {@return f(z), for an activation that acts on each element by itself} */
    static double value(Activation f, double z) {
        return switch (f) {
            case IDENTITY -> z;
            case SIGMOID -> ScalarExp.sigmoid(z);
            case TANH -> ScalarTanh.tanh(z);
            case RELU -> z <= 0 ? 0 : z;
            case LEAKY_RELU -> z <= 0 ? LEAK * z : z;
            case ELU -> ScalarExpm1.elu(z);
            case SOFTPLUS -> ScalarSoftplus.softplus(z);
            case SILU -> ScalarExp.silu(z);
            case GELU -> ScalarGelu.gelu(z);
            case SOFTMAX, LOG_SOFTMAX -> throw acrossRows(f);
        };
    }

    /** {@return {@code dz = da·f'(z)} at {@code a = f(z)}, for an activation that acts on each element by itself} */
    static double backward(Activation f, double z, double a, double da) {
        return switch (f) {
            case IDENTITY -> da;
            case SIGMOID -> da * (a * (1 - a));
            case TANH -> da * (1 - a * a);
            case RELU -> z <= 0 ? 0 : da;
            case LEAKY_RELU -> z <= 0 ? LEAK * da : da;
            case ELU -> da * (Math.min(a, 0) + 1);
            case SOFTPLUS -> da * ScalarExp.sigmoid(z);
            case SILU -> da * ScalarExp.siluSlope(z);
            case GELU -> da * ScalarGelu.slope(z);
            case SOFTMAX, LOG_SOFTMAX -> throw acrossRows(f);
        };
    }

    private static IllegalArgumentException acrossRows(Activation f) {
        return new IllegalArgumentException(f + " acts on rows");
    }
}
