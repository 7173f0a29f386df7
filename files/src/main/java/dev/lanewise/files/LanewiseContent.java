package dev.lanewise.files;

import dev.lanewise.DenseLayer;
import dev.lanewise.Model;
import dev.lanewise.Network;
import dev.lanewise.TrainingState;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a Lanewise file is to hold.
 *
 * @param metadata its metadata
 * @param tensors its tensors
 */
record LanewiseContent(SortedMap<String, String> metadata, SortedMap<String, Tensor> tensors) {

    /**
     * The content for a model.
     *
     * @param model the model
     * @param probe a row of inputs to be kept with its outputs
     * @param state its training
     * @return the content
     * @throws IllegalArgumentException if there is a NaN where none may be
     */
    static LanewiseContent of(Model model, Optional<double[]> probe, Optional<TrainingState> state) {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        addLayers(tensors, model);
        model.standardization().ifPresent(s -> {
            add(tensors, Tensor.vector(LanewiseFormat.MEAN, s.mean()));
            add(tensors, Tensor.vector(LanewiseFormat.DEVIATION, s.deviation()));
        });
        probe.ifPresent(row -> {
            add(tensors, Tensor.vector(LanewiseFormat.PROBE_OUTPUT, model.predict(row)));
            add(tensors, Tensor.vector(LanewiseFormat.PROBE_INPUT, row));
        });
        state.ifPresent(s -> s.arrays().forEach((name, values) -> {
            if (!name.equals(LanewiseFormat.PARAMETERS)) {
                add(tensors, Tensor.vector(LanewiseFormat.TRAINING + name, values));
            }
        }));
        for (Tensor tensor : tensors.values()) {
            if (!tensor.name().equals(LanewiseFormat.TRAINING_POSITION)) {
                tensor.requireNumbers();
            }
        }
        return new LanewiseContent(metadata(model.network(), tensors), tensors);
    }

    private static void addLayers(SortedMap<String, Tensor> tensors, Model model) {
        double[] parameters = model.parameters();
        Network network = model.network();
        for (int l = 0; l < network.layers().size(); l++) {
            DenseLayer layer = network.layers().get(l);
            int w = network.weightOffset(l);
            int b = network.biasOffset(l);
            add(tensors, Tensor.matrix(LanewiseFormat.weights(l), layer.inputs(), layer.outputs(),
                    Arrays.copyOfRange(parameters, w, w + layer.weightCount())));
            add(tensors, Tensor.vector(LanewiseFormat.biases(l),
                    Arrays.copyOfRange(parameters, b, b + layer.outputs())));
        }
    }

    private static void add(SortedMap<String, Tensor> tensors, Tensor tensor) {
        tensors.put(tensor.name(), tensor);
    }

    private static SortedMap<String, String> metadata(Network network, SortedMap<String, Tensor> tensors) {
        SortedMap<String, String> metadata = new TreeMap<>();
        metadata.put(LanewiseFormat.FORMAT, LanewiseFormat.LANEWISE);
        metadata.put(LanewiseFormat.VERSION, LanewiseFormat.VERSION_1);
        metadata.put(LanewiseFormat.ARITHMETIC, network.arithmetic().name());
        metadata.put(LanewiseFormat.INPUTS, Integer.toString(network.inputs()));
        metadata.put(LanewiseFormat.LAYERS, network.layers().stream()
                .map(layer -> layer.outputs() + " " + layer.activation()).collect(Collectors.joining(", ")));
        metadata.put(LanewiseFormat.CHECKSUM_ALGORITHM, Checksum.ALGORITHM);
        Checksum checksum = new Checksum(metadata, tensors.size());
        for (Tensor tensor : tensors.values()) {
            checksum.tensor(tensor.name(), DType.F64, tensor.shape(), tensor.bytes());
            for (TensorBytes bytes = new TensorBytes(tensor.values()); bytes.hasNext();) {
                checksum.bytes(bytes.next());
            }
        }
        metadata.put(LanewiseFormat.CHECKSUM, checksum.digits());
        return metadata;
    }
}
