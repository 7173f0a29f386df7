package dev.lanewise.files;

/** Names of what a Lanewise file holds; {@link dev.lanewise.files the package} has their definitions. */
final class LanewiseFormat {

    static final String FORMAT = "format";
    static final String LANEWISE = "lanewise";
    static final String VERSION = "version";
    static final String VERSION_1 = "1";
    static final String ARITHMETIC = "arithmetic";
    static final String INPUTS = "inputs";
    static final String LAYERS = "layers";
    static final String CHECKSUM = "checksum";
    static final String CHECKSUM_ALGORITHM = "checksum.algorithm";

    static final String MEAN = "standardization.mean";
    static final String DEVIATION = "standardization.deviation";
    static final String PROBE_INPUT = "probe.input";
    static final String PROBE_OUTPUT = "probe.output";
    static final String TRAINING = "training.";

    /** The only tensor that may have a NaN, such as the loss of an epoch. */
    static final String TRAINING_POSITION = TRAINING + "position";

    /** The array of a training's state that is not a tensor, as it is the layers' weights and biases. */
    static final String PARAMETERS = "parameters";

    private LanewiseFormat() {
    }

    static String weights(int layer) {
        return "layers." + layer + ".weights";
    }

    static String biases(int layer) {
        return "layers." + layer + ".biases";
    }
}
