package dev.lanewise.files;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All tensors of a Lanewise file, in memory and with their checksum compared; each is taken once. */
final class LoadedTensors {

    private final TensorFile file;
    private final SortedMap<String, double[]> left = new TreeMap<>();

    private LoadedTensors(TensorFile file) {
        this.file = file;
    }

    /**
     * Reads all tensors.
     *
     * @param file the file
     * @return its tensors
     * @throws ModelFileException if the checksum differs, or there is a NaN where none may be
     * @throws IOException if the file cannot be read
     */
    static LoadedTensors of(TensorFile file) throws IOException {
        Map<String, String> metadata = file.metadata();
        String expected = metadata.get(LanewiseFormat.CHECKSUM);
        String algorithm = metadata.get(LanewiseFormat.CHECKSUM_ALGORITHM);
        if (expected == null ? algorithm != null : !Checksum.ALGORITHM.equals(algorithm)) {
            throw file.error(TensorFile.HEADER, "the checksum is " + Quotation.of(String.valueOf(expected)) + " by "
                    + Quotation.of(String.valueOf(algorithm)) + "; it is by " + Checksum.ALGORITHM);
        }
        LoadedTensors tensors = new LoadedTensors(file);
        Checksum checksum = new Checksum(metadata, file.tensors().size());
        for (TensorInfo tensor : file.tensors().values()) {
            checksum.tensor(tensor.name(), tensor.dtype(), tensor.shape(), tensor.end() - tensor.begin());
            tensors.left.put(tensor.name(), file.read(tensor, checksum));
        }
        String actual = checksum.digits();
        if (expected != null && !expected.equals(actual)) {
            throw file.error(TensorFile.HEADER, "the file is damaged: its checksum is " + actual + ", not "
                    + Quotation.of(expected));
        }
        tensors.requireNumbers();
        return tensors;
    }

    private void requireNumbers() throws ModelFileException {
        for (TensorInfo tensor : file.tensors().values()) {
            if (!tensor.name().equals(LanewiseFormat.TRAINING_POSITION)) {
                file.requireNumbers(tensor, left.get(tensor.name()));
            }
        }
    }

    boolean has(String name) {
        return left.containsKey(name);
    }

    /** {@return the elements of a tensor of that shape} */
    double[] take(String name, long... shape) throws ModelFileException {
        TensorInfo tensor = file.tensor(name);
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw file.error(tensor.position(), "tensor " + Quotation.of(name) + " is " + tensor.shapeText() + ", not "
                    + TensorInfo.text(shape));
        }
        return left.remove(name);
    }

    /** {@return all vectors whose name begins so, by the rest of their names} */
    Map<String, double[]> takeVectors(String prefix) throws ModelFileException {
        Map<String, double[]> taken = new HashMap<>();
        for (TensorInfo tensor : file.tensors().tailMap(prefix).values()) {
            if (!tensor.name().startsWith(prefix)) {
                break;
            }
            double[] values = left.get(tensor.name());
            taken.put(tensor.name().substring(prefix.length()), take(tensor.name(), values.length));
        }
        return taken;
    }

    /** Refuses tensors that nobody has taken, so that nothing is dropped. */
    void requireNoneLeft() throws ModelFileException {
        if (!left.isEmpty()) {
            TensorInfo tensor = file.tensor(left.firstKey());
            throw file.error(tensor.position(), "no Lanewise file has a tensor " + Quotation.of(tensor.name()));
        }
    }
}
