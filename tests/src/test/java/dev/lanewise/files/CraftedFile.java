package dev.lanewise.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A file put together by hand, whose tensors lie as they should whatever they are. */
final class CraftedFile {

    /**
     * A tensor.
     *
     * @param dtype its dtype
     * @param shape its shape as JSON
     * @param data its bytes
     */
    private record Entry(DType dtype, String shape, byte[] data) {
    }

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Entry> tensors = new LinkedHashMap<>();

    /** {@return a file of ours without a checksum, of a network 2-1 and with a probe} */
    static CraftedFile model() {
        return new CraftedFile().metadata("format", "lanewise").metadata("version", "1")
                .metadata("arithmetic", "STRICT").metadata("inputs", "2").metadata("layers", "1 RELU")
                .tensor("layers.0.weights", "[2,1]", 3, -0.5).tensor("layers.0.biases", "[1]", 0.25)
                .tensor("probe.input", "[2]", 2, 4).tensor("probe.output", "[1]", 4.25);
    }

    /** {@return the file of {@link #model} with a training behind it that has done nothing yet} */
    static CraftedFile training() {
        return model().tensor("training.position", "[16]", position()).tensor("training.optimizer.first", "[0]")
                .tensor("training.optimizer.second", "[0]").tensor("training.best.parameters", "[0]")
                .tensor("training.last.parameters", "[0]");
    }

    /** {@return a position before the first step of SGD} */
    static double[] position() {
        double[] position = new double[16];
        position[10] = Double.POSITIVE_INFINITY;
        position[13] = Double.POSITIVE_INFINITY;
        position[14] = -1;
        return position;
    }

    /** Adds or replaces an entry; null takes it out. */
    CraftedFile metadata(String key, String value) {
        metadata.put(key, value);
        metadata.values().remove(null);
        return this;
    }

    /** Adds or replaces a tensor. */
    CraftedFile tensor(String name, String shape, double... values) {
        return tensor(name, DType.F64, shape, values);
    }

    CraftedFile tensor(String name, DType dtype, String shape, double... values) {
        ByteBuffer data = ByteBuffer.allocate((int) dtype.bytes(values.length)).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            if (dtype == DType.F32) {
                data.putFloat((float) value);
            } else {
                data.putDouble(value);
            }
        }
        return tensor(name, dtype, shape, data.array());
    }

    CraftedFile tensor(String name, DType dtype, String shape, byte[] data) {
        tensors.put(name, new Entry(dtype, shape, data));
        return this;
    }

    CraftedFile without(String... names) {
        for (String name : names) {
            tensors.remove(name);
        }
        return this;
    }

    /** {@return where the name of a tensor is in the file} */
    long position(String tensor) {
        return TensorFile.HEADER + header().indexOf('"' + tensor + "\":{");
    }

    /** {@return where an element of a tensor is in the file} */
    long position(String tensor, int element) {
        long at = TensorFile.HEADER + header().length();
        for (Map.Entry<String, Entry> entry : tensors.entrySet()) {
            if (entry.getKey().equals(tensor)) {
                return at + (long) element * entry.getValue().dtype.bytes(1);
            }
            at += entry.getValue().data.length;
        }
        throw new IllegalArgumentException(tensor);
    }

    byte[] bytes() {
        byte[] data = {};
        for (Entry tensor : tensors.values()) {
            data = SmallFiles.joined(data, tensor.data);
        }
        return SmallFiles.file(header().getBytes(StandardCharsets.UTF_8), data);
    }

    private String header() {
        StringBuilder header = new StringBuilder("{\"__metadata__\":").append(metadata.entrySet().stream()
                .map(entry -> '"' + entry.getKey() + "\":\"" + entry.getValue() + '"')
                .collect(Collectors.joining(",", "{", "}")));
        long begin = 0;
        for (Map.Entry<String, Entry> entry : tensors.entrySet()) {
            Entry tensor = entry.getValue();
            long end = begin + tensor.data.length;
            header.append(",\"").append(entry.getKey()).append("\":{\"dtype\":\"").append(tensor.dtype)
                    .append("\",\"shape\":").append(tensor.shape).append(",\"data_offsets\":[").append(begin)
                    .append(',').append(end).append("]}");
            begin = end;
        }
        return header.append('}').toString();
    }
}
