package dev.lanewise.files;

import dev.lanewise.Arithmetic;
import dev.lanewise.DenseLayer;
import dev.lanewise.Model;
import dev.lanewise.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Weights from and to PyTorch: the {@code state_dict} of {@code Linear} layers, weights out × in, as written by
 * {@code safetensors.torch.save_file}. Such a file has neither the order of its layers nor their activations, so both
 * are given. Weights are taken as they are, F32 or F64; sums are then those of {@code double}, not PyTorch's.
 */
public final class StateDict {

    private StateDict() {
    }

    /**
     * Loads a network. Other tensors in the file are left alone.
     *
     * @param file a safetensors file
     * @param arithmetic how the network is to sum
     * @param layers its layers, in order
     * @return the model
     * @throws ModelFileException if it is no such file, lacks a tensor, layers do not fit each other, or a tensor has a
     *     NaN or other numbers than F32 and F64
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if there are no layers
     */
    public static Model load(Path file, Arithmetic arithmetic, LinearLayer... layers) throws IOException {
        Objects.requireNonNull(arithmetic, "arithmetic");
        if (layers.length == 0) {
            throw new IllegalArgumentException("a network of no layers");
        }
        return Uninterrupted.call(() -> {
            try (TensorFile tensors = TensorFile.open(file)) {
                return read(tensors, arithmetic, layers);
            }
        });
    }

    static Model read(TensorFile file, Arithmetic arithmetic, LinearLayer... layers) throws IOException {
        Network network = network(file, arithmetic, layers);
        double[] parameters = new double[network.parameterCount()];
        for (int l = 0; l < layers.length; l++) {
            int inputs = network.layers().get(l).inputs();
            int outputs = network.layers().get(l).outputs();
            transpose(outputs, inputs, values(file, layers[l].weight()), 0, parameters, network.weightOffset(l));
            if (layers[l].hasBias()) {
                System.arraycopy(values(file, layers[l].bias()), 0, parameters, network.biasOffset(l), outputs);
            }
        }
        return Model.of(network, parameters, Optional.empty());
    }

    private static Network network(TensorFile file, Arithmetic arithmetic, LinearLayer[] layers)
            throws ModelFileException {
        DenseLayer[] shapes = new DenseLayer[layers.length];
        try {
            for (int l = 0; l < layers.length; l++) {
                shapes[l] = shape(file, layers, l, l == 0 ? null : shapes[l - 1]);
            }
            return Network.of(arithmetic, shapes);
        } catch (IllegalArgumentException e) {     // sizes that cannot be
            throw file.error(TensorFile.HEADER, e.getMessage());
        }
    }

    /** {@return a layer's shape, after its tensors have been seen to have it and to fit the layer before} */
    private static DenseLayer shape(TensorFile file, LinearLayer[] layers, int l, DenseLayer before)
            throws ModelFileException {
        TensorInfo weight = file.tensor(layers[l].weight());
        long[] size = weight.shape();
        if (size.length != 2 || Math.max(size[0], size[1]) > Integer.MAX_VALUE) {
            throw file.error(weight.position(), "tensor " + Quotation.of(weight.name()) + " is " + weight.shapeText()
                    + ", not out × in");
        }
        if (before != null && size[1] != before.outputs()) {
            throw file.error(weight.position(), "tensor " + Quotation.of(weight.name()) + " is " + weight.shapeText()
                    + ", but " + Quotation.of(layers[l - 1].name()) + " before it has " + before.outputs()
                    + " outputs");
        }
        if (layers[l].hasBias()) {
            TensorInfo bias = file.tensor(layers[l].bias());
            if (bias.shape().length != 1 || bias.shape()[0] != size[0]) {
                throw file.error(bias.position(), "tensor " + Quotation.of(bias.name()) + " is " + bias.shapeText()
                        + " beside weights " + weight.shapeText());
            }
        }
        return new DenseLayer((int) size[1], (int) size[0], layers[l].activation());
    }

    /**
     * Writes a network's weights for PyTorch, replacing a file as a whole. Activations are not written.
     *
     * @param file the file
     * @param model the model
     * @param layers names of its layers, such as {@code "0"} and {@code "2"} of a {@code Sequential}
     * @throws IOException if it could not be written; then the file is as it was, unless the message says that it is
     *     saved
     * @throws IllegalArgumentException if there are not as many names as layers, two are the same, or one has half of a
     *     surrogate pair, a parameter is NaN, or the model standardizes its inputs, which a state_dict cannot say
     */
    public static void save(Path file, Model model, String... layers) throws IOException {
        Network network = model.network();
        List<DenseLayer> shapes = network.layers();
        if (layers.length != shapes.size()) {
            throw new IllegalArgumentException(layers.length + " names for " + shapes.size() + " layers");
        }
        if (model.standardization().isPresent()) {
            throw new IllegalArgumentException("the model standardizes its inputs, which a state_dict cannot say");
        }
        double[] parameters = model.parameters();
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        for (int l = 0; l < layers.length; l++) {
            requireText(layers[l]);
            int inputs = shapes.get(l).inputs();
            int outputs = shapes.get(l).outputs();
            double[] weight = new double[inputs * outputs];
            transpose(inputs, outputs, parameters, network.weightOffset(l), weight, 0);
            double[] bias = new double[outputs];
            System.arraycopy(parameters, network.biasOffset(l), bias, 0, outputs);
            add(tensors, Tensor.matrix(LinearLayer.tensor(layers[l], "weight"), outputs, inputs, weight));
            add(tensors, Tensor.vector(LinearLayer.tensor(layers[l], "bias"), bias));
        }
        AtomicFile.replace(file, out -> TensorWriter.write(Map.of("format", "pt"), tensors, out));
    }

    private static void requireText(String name) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(Objects.requireNonNull(name, "a layer's name"))) {
            throw new IllegalArgumentException("a layer's name is no text: it has half of a surrogate pair");
        }
    }

    private static void add(SortedMap<String, Tensor> tensors, Tensor tensor) {
        tensor.requireNumbers();
        if (tensors.put(tensor.name(), tensor) != null) {
            throw new IllegalArgumentException("two layers make a tensor " + tensor.name());
        }
    }

    private static double[] values(TensorFile file, String name) throws IOException {
        TensorInfo tensor = file.tensor(name);
        double[] values = file.read(tensor, null);
        file.requireNumbers(tensor, values);
        return values;
    }

    /** {@code b[bOffset + j·rows + i] = a[aOffset + i·columns + j]}. */
    private static void transpose(int rows, int columns, double[] a, int aOffset, double[] b, int bOffset) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                b[bOffset + j * rows + i] = a[aOffset + i * columns + j];
            }
        }
    }
}
