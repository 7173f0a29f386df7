package dev.lanewise;

/**
 * The gradients of a network against central differences {@code (loss(v + h) − loss(v − h)) / 2h} of each parameter:
 * what to run before one trusts a network.
 *
 * @param largestError largest {@code |analytic − numeric| / max(1, |analytic|, |numeric|)}; about 1e-9 where all is
 *     well and losses are of the order of 1, NaN if a gradient is
 * @param parameter index of the parameter that has it
 * @param analytic its gradient
 * @param numeric its central difference
 */
public record GradientCheck(double largestError, int parameter, double analytic, double numeric) {

    /** Near the cube root of 2^-52, where the errors of difference and rounding are balanced. */
    private static final double STEP = 0x1p-17;

    /**
     * Compares all gradients of the summed, weighted loss of some data, which has no dropout, penalty or
     * standardization. Takes two passes per parameter. A parameter at which a function has a kink, as ReLU has at 0,
     * may differ.
     *
     * @param network the network
     * @param loss the loss
     * @param parameters where it is compared; read
     * @param data the rows
     * @return the largest error
     * @throws IllegalArgumentException if data, loss or parameters do not fit the network
     */
    public static GradientCheck run(Network network, Loss loss, double[] parameters, Dataset data) {
        Checks.notNull("data", data).requireFits(Checks.notNull("network", network));
        network.layout().requireLength("parameters", parameters);
        double[] moved = parameters.clone();
        double[] gradients = new double[moved.length];
        Workspace workspace = network.newWorkspace(data.rows);
        workspace.rowWeights = data.weights;
        network.forward(moved, data.rows, data.x, 0, workspace);
        network.backward(loss, moved, data.rows, data.x, 0, data.y, 0, gradients, false, workspace);
        GradientCheck worst = new GradientCheck(-1, 0, 0, 0);
        for (int i = 0; i < moved.length; i++) {
            double value = moved[i];
            double h = STEP * Math.max(1, Math.abs(value));
            moved[i] = value + h;
            double above = loss(network, loss, moved, data, workspace);
            double distance = moved[i];
            moved[i] = value - h;
            double below = loss(network, loss, moved, data, workspace);
            distance -= moved[i];
            moved[i] = value;
            double numeric = (above - below) / distance;
            double size = Math.max(1, Math.max(Math.abs(gradients[i]), Math.abs(numeric)));
            double error = Math.abs(gradients[i] - numeric) / size;
            if (Double.isNaN(error)) {
                return new GradientCheck(error, i, gradients[i], numeric);
            }
            if (error > worst.largestError) {
                worst = new GradientCheck(error, i, gradients[i], numeric);
            }
        }
        return worst;
    }

    private static double loss(Network network, Loss loss, double[] parameters, Dataset data, Workspace workspace) {
        network.forward(parameters, data.rows, data.x, 0, workspace);
        return network.loss(loss, data.rows, data.y, 0, workspace);
    }
}
