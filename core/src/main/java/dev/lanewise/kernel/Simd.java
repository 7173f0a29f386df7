package dev.lanewise.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector shape in use: the widest of this processor. The only place that names a species. */
final class Simd {

    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    static final int LANES = SPECIES.length();

    private Simd() {
    }
}
