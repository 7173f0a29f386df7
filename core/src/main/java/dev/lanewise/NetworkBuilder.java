package dev.lanewise;

import java.util.ArrayList;
import java.util.List;

/** Describes a network layer by layer; made by {@link Network#withInputs}. Sums are fused unless said otherwise. */
public final class NetworkBuilder {

    private final List<DenseLayer> layers = new ArrayList<>();
    private Arithmetic arithmetic = Arithmetic.FUSED;
    private int outputs;

    NetworkBuilder(int inputs) {
        Checks.atLeast("inputs", inputs, 1);
        this.outputs = inputs;
    }

    /**
     * Adds a layer behind the last one.
     *
     * @param outputs number of its outputs, at least 1
     * @param activation its activation
     * @return this
     * @throws IllegalArgumentException if {@code outputs} is below 1 or the layer has more than 2^31 − 1 parameters
     */
    public NetworkBuilder dense(int outputs, Activation activation) {
        layers.add(new DenseLayer(this.outputs, outputs, activation));
        this.outputs = outputs;
        return this;
    }

    /**
     * How products are summed.
     *
     * @param arithmetic fused or strict
     * @return this
     */
    public NetworkBuilder arithmetic(Arithmetic arithmetic) {
        this.arithmetic = Checks.notNull("arithmetic", arithmetic);
        return this;
    }

    /**
     * Makes the network.
     *
     * @return the network
     * @throws IllegalArgumentException if it has no layers or more than 2^31 − 1 parameters
     * @throws IllegalStateException if the system property {@code dev.lanewise.kernels} has no valid value
     */
    public Network build() {
        return Network.of(arithmetic, layers.toArray(DenseLayer[]::new));
    }
}
