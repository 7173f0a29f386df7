package dev.lanewise.examples;

import java.util.Arrays;

/**
 * A 2-3-2 network computed by hand, one step, in "BP 算法 预备知识". The text updates the weights w1 to w12 and not the
 * biases. Its pictures are lost: inputs and weights follow from the sums that it prints, the targets (0.01, 0.99) are
 * assumed.
 */
public final class Seed002 extends TwoSigmoidLayers {

    private Seed002() {
        super(0.5, new double[] {5, 10}, new double[] {0.01, 0.99},
                new double[] {0.1, 0.15, 0.2, 0.25, 0.3, 0.35}, new double[] {0.35, 0.35, 0.35},
                new double[] {0.4, 0.5, 0.6, 0.45, 0.55, 0.65}, new double[] {0.65, 0.65});
    }

    /** {@return the example before its step} */
    public static Seed002 create() {
        return new Seed002();
    }

    @Override
    public void step() {
        backPropagateWeights();
    }

    /**
     * Prints the sums, activations and error of the text, then the weights after its step.
     *
     * @param args none
     */
    public static void main(String[] args) {
        Seed002 network = create();
        double error = network.evaluate();
        System.out.println("net(h) " + Arrays.toString(network.hiddenNet()));
        System.out.println("out(h) " + Arrays.toString(network.hidden()));
        System.out.println("net(o) " + Arrays.toString(network.outputNet()));
        System.out.println("out(o) " + Arrays.toString(network.output()));
        System.out.println("error  " + error);
        network.step();
        System.out.println("w1 after the step, out × in " + Arrays.toString(network.w1()));
        System.out.println("w2 after the step, out × in " + Arrays.toString(network.w2()));
    }
}
