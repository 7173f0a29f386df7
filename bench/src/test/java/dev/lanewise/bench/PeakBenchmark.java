package dev.lanewise.bench;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * What is the most that one core can do: fused multiply-adds on registers alone, in enough independent chains to hide
 * their latency? An operation of this benchmark is one floating-point operation. Run beside the others it also shows
 * whether the machine was quiet: nothing but the clock and a neighbour on the core can slow it.
 *
 * <p>A method of its own: inlined into JMH's loop it settles after a second or two at half the rate on JDK 25 (25 of 58
 * GFLOP/s on Zen 4). And the sum is what is added to: as a factor it makes C2 copy a register for every multiply-add.
 */
public class PeakBenchmark extends BenchmarkDefaults {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private static final int CHAINS = 10;

    /** A multiple of the operations of a step at every width up to 512 bit. */
    private static final int FLOPS = 4096 * 2 * CHAINS * 8;

    /** {@return the sum of the chains} */
    @Benchmark
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    @OperationsPerInvocation(FLOPS)
    public double fma() {
        DoubleVector factor = DoubleVector.broadcast(SPECIES, 0.5);
        DoubleVector term = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector c0 = DoubleVector.broadcast(SPECIES, 0);
        DoubleVector c1 = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector c2 = DoubleVector.broadcast(SPECIES, 2);
        DoubleVector c3 = DoubleVector.broadcast(SPECIES, 3);
        DoubleVector c4 = DoubleVector.broadcast(SPECIES, 4);
        DoubleVector c5 = DoubleVector.broadcast(SPECIES, 5);
        DoubleVector c6 = DoubleVector.broadcast(SPECIES, 6);
        DoubleVector c7 = DoubleVector.broadcast(SPECIES, 7);
        DoubleVector c8 = DoubleVector.broadcast(SPECIES, 8);
        DoubleVector c9 = DoubleVector.broadcast(SPECIES, 9);
        for (int step = FLOPS / (2 * CHAINS * SPECIES.length()); step > 0; step--) {
            c0 = factor.fma(term, c0);
            c1 = factor.fma(term, c1);
            c2 = factor.fma(term, c2);
            c3 = factor.fma(term, c3);
            c4 = factor.fma(term, c4);
            c5 = factor.fma(term, c5);
            c6 = factor.fma(term, c6);
            c7 = factor.fma(term, c7);
            c8 = factor.fma(term, c8);
            c9 = factor.fma(term, c9);
        }
        return c0.add(c1).add(c2).add(c3).add(c4).add(c5).add(c6).add(c7).add(c8).add(c9).lane(0);
    }
}
