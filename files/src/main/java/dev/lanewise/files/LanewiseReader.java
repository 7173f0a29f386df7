package dev.lanewise.files;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.DenseLayer;
import dev.lanewise.Model;
import dev.lanewise.Network;
import dev.lanewise.Standardization;
import dev.lanewise.TrainingState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a model of a Lanewise file, and a training if it has one. */
final class LanewiseReader {

    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,9}");
    private static final Pattern LAYER = Pattern.compile("(" + SIZE + ") ([A-Z_]+)");
    private static final String SEPARATOR = ", ";

    private final TensorFile file;
    private final LoadedTensors tensors;

    /**
     * What a file holds.
     *
     * @param model its model
     * @param state its training, if it has one
     */
    record Contents(Model model, Optional<TrainingState> state) {
    }

    private LanewiseReader(TensorFile file, LoadedTensors tensors) {
        this.file = file;
        this.tensors = tensors;
    }

    /**
     * Reads a file.
     *
     * @param file the open file
     * @return what it holds
     * @throws ModelFileException if that is not what a Lanewise file holds
     * @throws IOException if it cannot be read
     */
    static Contents read(TensorFile file) throws IOException {
        requireEntry(file, LanewiseFormat.FORMAT, LanewiseFormat.LANEWISE);
        requireEntry(file, LanewiseFormat.VERSION, LanewiseFormat.VERSION_1);
        try {
            return new LanewiseReader(file, LoadedTensors.of(file)).read();
        } catch (IllegalArgumentException e) {     // sizes and states that cannot be
            throw file.error(TensorFile.HEADER, e.getMessage());
        }
    }

    private static void requireEntry(TensorFile file, String key, String value) throws ModelFileException {
        String found = file.metadata().get(key);
        if (!value.equals(found)) {
            throw file.error(TensorFile.HEADER, "not a file of Lanewise that is known here: its " + key + " is "
                    + (found == null ? "not given" : Quotation.of(found)) + ", not " + value);
        }
    }

    private Contents read() throws ModelFileException {
        List<DenseLayer> layers = new ArrayList<>();
        List<double[]> parts = new ArrayList<>();
        String text = entry(LanewiseFormat.LAYERS);
        int inputs = size(LanewiseFormat.INPUTS, entry(LanewiseFormat.INPUTS));
        int begin = 0;
        do {     // a layer's tensors before the next layer: no more of these than the file has
            int end = text.indexOf(SEPARATOR, begin);
            DenseLayer layer = layer(inputs, text.substring(begin, end < 0 ? text.length() : end));
            parts.add(tensors.take(LanewiseFormat.weights(layers.size()), layer.inputs(), layer.outputs()));
            parts.add(tensors.take(LanewiseFormat.biases(layers.size()), layer.outputs()));
            layers.add(layer);
            inputs = layer.outputs();
            begin = end < 0 ? -1 : end + SEPARATOR.length();
        } while (begin >= 0);
        Network network = Network.of(arithmetic(), layers.toArray(DenseLayer[]::new));
        double[] parameters = joined(network.parameterCount(), parts);
        Model model = Model.of(network, parameters, standardization(network.inputs()));
        Optional<TrainingState> state = state(parameters);
        requireProbe(model);
        tensors.requireNoneLeft();
        return new Contents(model, state);
    }

    private DenseLayer layer(int inputs, String text) throws ModelFileException {
        Matcher matcher = LAYER.matcher(text);
        if (!matcher.matches()) {
            throw error("a layer is " + Quotation.of(text) + ", not outputs and activation");
        }
        return new DenseLayer(inputs, size("outputs", matcher.group(1)),
                constant("activation", Activation.values(), matcher.group(2)));
    }

    private Arithmetic arithmetic() throws ModelFileException {
        return constant(LanewiseFormat.ARITHMETIC, Arithmetic.values(), entry(LanewiseFormat.ARITHMETIC));
    }

    private <E extends Enum<E>> E constant(String what, E[] constants, String name) throws ModelFileException {
        for (E constant : constants) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw error("unknown " + what + " " + Quotation.of(name));
    }

    private int size(String what, String text) throws ModelFileException {
        if (SIZE.matcher(text).matches() && Long.parseLong(text) <= Integer.MAX_VALUE) {
            return Integer.parseInt(text);
        }
        throw error(what + " are " + Quotation.of(text) + ", not a number that can be");
    }

    private static double[] joined(int length, List<double[]> parts) {
        double[] joined = new double[length];
        int at = 0;
        for (double[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    private Optional<Standardization> standardization(int inputs) throws ModelFileException {
        if (!tensors.has(LanewiseFormat.MEAN) && !tensors.has(LanewiseFormat.DEVIATION)) {
            return Optional.empty();
        }
        return Optional.of(Standardization.of(tensors.take(LanewiseFormat.MEAN, inputs),
                tensors.take(LanewiseFormat.DEVIATION, inputs)));
    }

    private Optional<TrainingState> state(double[] parameters) throws ModelFileException {
        Map<String, double[]> arrays = tensors.takeVectors(LanewiseFormat.TRAINING);
        if (arrays.isEmpty()) {
            return Optional.empty();
        }
        if (arrays.put(LanewiseFormat.PARAMETERS, parameters) != null) {
            throw error("a training has parameters of its own, beside the layers'");
        }
        TrainingState state = TrainingState.of(arrays);
        if (!state.arrays().keySet().equals(arrays.keySet())) {
            throw error("a training has " + state.arrays().keySet() + " and nothing else");
        }
        return Optional.of(state);
    }

    private void requireProbe(Model model) throws ModelFileException {
        if (!tensors.has(LanewiseFormat.PROBE_INPUT) && !tensors.has(LanewiseFormat.PROBE_OUTPUT)) {
            return;
        }
        double[] input = tensors.take(LanewiseFormat.PROBE_INPUT, model.network().inputs());
        double[] expected = tensors.take(LanewiseFormat.PROBE_OUTPUT, model.network().outputs());
        double[] actual = model.predict(input);
        for (int j = 0; j < actual.length; j++) {
            if (Double.doubleToRawLongBits(actual[j]) != Double.doubleToRawLongBits(expected[j])) {
                TensorInfo tensor = file.tensor(LanewiseFormat.PROBE_OUTPUT);
                throw file.error(tensor.begin() + j * TensorFile.bytes(tensor),
                        "the model does not compute what it did: output " + j + " of the probe is " + actual[j]
                                + ", not " + expected[j]);
            }
        }
    }

    private String entry(String key) throws ModelFileException {
        String value = file.metadata().get(key);
        if (value == null) {
            throw error("metadata lacks " + key);
        }
        return value;
    }

    private ModelFileException error(String reason) {
        return file.error(TensorFile.HEADER, reason);
    }
}
