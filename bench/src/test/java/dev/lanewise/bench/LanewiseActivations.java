package dev.lanewise.bench;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What the Vector API has of elementary functions: {@code lanewise(…)}, over whole vectors, whose results depend on the
 * processor and the JDK.
 */
final class LanewiseActivations {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private LanewiseActivations() {
    }

    static void exp(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector.fromArray(SPECIES, z, i).lanewise(VectorOperators.EXP).intoArray(a, i);
        }
    }

    static void expm1(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector.fromArray(SPECIES, z, i).lanewise(VectorOperators.EXPM1).intoArray(a, i);
        }
    }

    static void log(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector.fromArray(SPECIES, z, i).lanewise(VectorOperators.LOG).intoArray(a, i);
        }
    }

    static void log1p(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector.fromArray(SPECIES, z, i).lanewise(VectorOperators.LOG1P).intoArray(a, i);
        }
    }

    static void sigmoid(int length, double[] z, double[] a) {
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int i = 0; i < length; i += LANES) {
            DoubleVector e = DoubleVector.fromArray(SPECIES, z, i).neg().lanewise(VectorOperators.EXP);
            one.div(e.add(one)).intoArray(a, i);
        }
    }

    static void tanh(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector.fromArray(SPECIES, z, i).lanewise(VectorOperators.TANH).intoArray(a, i);
        }
    }

    static void relu(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector.fromArray(SPECIES, z, i).max(0).intoArray(a, i);
        }
    }

    static void leakyRelu(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector zi = DoubleVector.fromArray(SPECIES, z, i);
            zi.mul(0.01).max(zi).intoArray(a, i);
        }
    }

    static void elu(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector zi = DoubleVector.fromArray(SPECIES, z, i);
            zi.min(0).lanewise(VectorOperators.EXPM1).add(zi.max(0)).intoArray(a, i);
        }
    }

    static void softplus(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector zi = DoubleVector.fromArray(SPECIES, z, i);
            zi.abs().neg().lanewise(VectorOperators.EXP).lanewise(VectorOperators.LOG1P).add(zi.max(0)).intoArray(a, i);
        }
    }

    static void silu(int length, double[] z, double[] a) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector zi = DoubleVector.fromArray(SPECIES, z, i);
            zi.div(zi.neg().lanewise(VectorOperators.EXP).add(1)).intoArray(a, i);
        }
    }

    /** The exponentials of all rows in one go; maxima, sums and quotients as plain loops have them. */
    static void softmax(int m, int n, double[] z, double[] a, int offset) {
        int end = offset + m * n;
        for (int row = offset; row < end; row += n) {
            double max = Double.NEGATIVE_INFINITY;
            for (int j = row; j < row + n; j++) {
                max = Math.max(max, z[j]);
            }
            for (int j = row; j < row + n; j++) {
                a[j] = z[j] - max;
            }
        }
        int i = offset;
        for (; i <= end - LANES; i += LANES) {
            DoubleVector.fromArray(SPECIES, a, i).lanewise(VectorOperators.EXP).intoArray(a, i);
        }
        for (; i < end; i++) {
            a[i] = Math.exp(a[i]);
        }
        for (int row = offset; row < end; row += n) {
            double sum = 0;
            for (int j = row; j < row + n; j++) {
                sum += a[j];
            }
            for (int j = row; j < row + n; j++) {
                a[j] /= sum;
            }
        }
    }
}
