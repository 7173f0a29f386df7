package dev.lanewise.bench;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The network that a benchmark measures and the batch that it is given. Benchmarks take it in their setup and keep it:
 * JMH makes another one for every method that has it as an argument.
 */
@State(Scope.Thread)
public class NetworkTask {

    /** Rows. */
    @Param({"1", "32", "256"})
    public int batch;

    /** Which loops; {@code vector-2} are those of {@code vector} on two threads. */
    @Param({"naive", "naive-ikj", "vector"})
    public String kernels;

    Batch data;
    Model model;

    /** Makes batch and network, from inputs to outputs; {@return a network to check that one against} */
    Model create(int... sizes) {
        data = new Batch(sizes, batch);
        model = data.model(kernels);
        return data.reference(kernels);
    }
}
