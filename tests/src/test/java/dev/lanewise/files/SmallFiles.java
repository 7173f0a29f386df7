package dev.lanewise.files;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.Dataset;
import dev.lanewise.Loss;
import dev.lanewise.Model;
import dev.lanewise.Network;
import dev.lanewise.Optimizer;
import dev.lanewise.Standardization;
import dev.lanewise.Trainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Small files as bytes: how they are made, read and compared. */
final class SmallFiles {

    /** Their name in messages. */
    static final String NAME = "small.safetensors";

    private static final LinearLayer[] LINEAR = {new LinearLayer("0", Activation.RELU),
        new LinearLayer("2", Activation.IDENTITY)};

    private SmallFiles() {
    }

    /** {@return a file of ours: two inputs, standardized, one output, and a probe} */
    static byte[] model() {
        Network network = Network.withInputs(2).dense(1, Activation.TANH).build();
        Standardization standardization = Standardization.of(new double[] {0.1, -7}, new double[] {0.3, 11});
        Model model = Model.of(network, new double[] {0.7, -0.2, Math.PI}, Optional.of(standardization));
        return written(model, new double[] {0.4, 3});
    }

    /** {@return a file of ours: a training with the state of Adam and of early stopping, where it has stopped} */
    static byte[] training() {
        double[] x = {1, 2, 3, -1, 0.5, 4};
        Trainer trainer = Trainer.builder(Network.withInputs(2).dense(1, Activation.IDENTITY).build(),
                Loss.MEAN_SQUARED_ERROR).optimizer(Optimizer.adam()).epochs(3).batchSize(2).earlyStopping(1, 0)
                .build();
        trainer.fit(Dataset.of(2, x, 1, new double[] {1, 2, 3}), Dataset.of(2, x, 1, new double[] {-3, 0, 1}));
        try {
            return written(LanewiseContent.of(trainer.model(), Optional.empty(), Optional.of(trainer.state())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return a state_dict of a network 2-3-1 in F64 or F32, as PyTorch writes it} */
    static byte[] stateDict(DType dtype) {
        return new CraftedFile().metadata("format", "pt")
                .tensor("0.weight", dtype, "[3,2]", 0.5, -1, 2, 0.25, -0.75, 1).tensor("0.bias", dtype, "[3]", 1, 0, -1)
                .tensor("2.weight", dtype, "[1,3]", 3, -2, 0.125).tensor("2.bias", dtype, "[1]", 0.5).bytes();
    }

    /** {@return a file of a model and a probe} */
    static byte[] written(Model model, double[] probe) {
        try {
            return written(LanewiseContent.of(model, Optional.ofNullable(probe), Optional.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] written(LanewiseContent content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TensorWriter.write(content.metadata(), content.tensors(), Channels.newChannel(bytes));
        return bytes.toByteArray();
    }

    /** {@return a file of a header, whose length is put before it, and data} */
    static byte[] file(byte[] header, byte[] data) {
        return claiming(header.length, joined(header, data));
    }

    /** {@return a file that says its header to have a length, and what follows} */
    static byte[] claiming(long headerLength, byte[] rest) {
        return ByteBuffer.allocate(Long.BYTES + rest.length).order(ByteOrder.LITTLE_ENDIAN).putLong(headerLength)
                .put(rest).array();
    }

    static byte[] joined(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    /** {@return how long a file says its header to be} */
    static int headerLength(byte[] file) {
        return (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /** {@return a file with the checksum that it should have, or nothing if there is no place for it} */
    static Optional<byte[]> withChecksum(byte[] file) throws IOException {
        TensorFile tensors = opened(file);
        String digits = tensors.metadata().get(LanewiseFormat.CHECKSUM);
        int at = digits == null ? -1 : new String(file, StandardCharsets.ISO_8859_1).indexOf(digits);
        Checksum checksum = new Checksum(tensors.metadata(), tensors.tensors().size());
        for (TensorInfo tensor : tensors.tensors().values()) {
            int length = (int) (tensor.end() - tensor.begin());
            checksum.tensor(tensor.name(), tensor.dtype(), tensor.shape(), length);
            checksum.bytes(ByteBuffer.wrap(file, (int) tensor.begin(), length));
        }
        byte[] right = checksum.digits().getBytes(StandardCharsets.US_ASCII);
        if (at < 0 || digits.length() != right.length) {
            return Optional.empty();
        }
        byte[] repaired = file.clone();
        System.arraycopy(right, 0, repaired, at, right.length);
        return Optional.of(repaired);
    }

    static TensorFile opened(byte[] file) throws IOException {
        return TensorFile.of(NAME, new BytesChannel(file));
    }

    static LanewiseReader.Contents read(byte[] file) throws IOException {
        return LanewiseReader.read(opened(file));
    }

    /** {@return the network of a file like {@link #stateDict}} */
    static Model readStateDict(byte[] file) throws IOException {
        return StateDict.read(opened(file), Arithmetic.STRICT, LINEAR);
    }

    /** {@return all that was read of a file, to the bit, in a form that equals compares} */
    static List<Object> content(LanewiseReader.Contents saved) {
        Model model = saved.model();
        List<Object> content = new ArrayList<>(List.of(model.network().arithmetic(), model.network().layers(),
                bits(model.parameters())));
        model.standardization().ifPresent(s -> content.addAll(List.of(bits(s.mean()), bits(s.deviation()))));
        saved.state().ifPresent(s -> s.arrays().forEach((name, values) -> content.addAll(List.of(name, bits(values)))));
        return content;
    }

    private static List<Long> bits(double[] values) {
        return Arrays.stream(values).mapToObj(Double::doubleToRawLongBits).toList();
    }
}
