package dev.lanewise.examples;

/**
 * A 2-3-2 network computed by hand, one step, in "BP 算法 预备知识". The text updates the weights w1 to w12 and not the
 * biases. Its pictures are lost: inputs and weights follow from the sums that it prints, the targets (0.01, 0.99) are
 * assumed.
 */
public final class Seed002 extends TwoSigmoidLayers {

    private static final String LINE = "%-7s  %-11s  %s%n";

    private static final String SLIPS = """

            Slips of the text. Out(h3) is 0.995274, printed as 0.995275, and net(O1) therefore 2.1019201, printed as
            2.1019206. The sum for net(O1) names Outh1 twice, the second should be Outh2; "Outh1 = sigmoid(neth1) =
            0.891090" and "Out h2 = 0.904330" are O1 and O2; and what it announces as errors of h1, O1 and O2 are
            their outputs. It updates w1 to w12, not the biases. Its pictures are lost, and with them targets, error
            and new weights: those here follow from targets (0.01, 0.99).
            """;

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
     * Prints the numbers of the text and beside them the exact ones, then the weights after its step.
     *
     * @param args none
     */
    public static void main(String[] args) {
        Seed002 network = create();
        double error = network.evaluate();
        System.out.printf(LINE, "", "text", "corrected");
        System.out.printf(LINE, "net(h1)", "2.35", network.hiddenNet()[0]);
        System.out.printf(LINE, "Out(h1)", "0.912934", network.hidden()[0]);
        System.out.printf(LINE, "Out(h2)", "0.979164", network.hidden()[1]);
        System.out.printf(LINE, "Out(h3)", "0.995275", network.hidden()[2]);
        System.out.printf(LINE, "net(O1)", "2.1019206", network.outputNet()[0]);
        System.out.printf(LINE, "Out(O1)", "0.891090", network.output()[0]);
        System.out.printf(LINE, "Out(O2)", "0.904330", network.output()[1]);
        System.out.printf(LINE, "Etotal", "lost", error);
        network.step();
        double[] w1 = network.w1();
        double[] w2 = network.w2();
        for (int i = 0; i < w1.length; i++) {
            System.out.printf(LINE, "w" + (i + 1), "lost", w1[i]);
        }
        for (int i = 0; i < w2.length; i++) {
            // out × in: output o's weight from h is w(7 + 2h + o)
            System.out.printf(LINE, "w" + (i + 7), "lost", w2[i % 2 * 3 + i / 2]);
        }
        System.out.printf(LINE, "Etotal", "not shown", network.evaluate());
        System.out.print(SLIPS);
    }
}
