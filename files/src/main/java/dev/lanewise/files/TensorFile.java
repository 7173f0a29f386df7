package dev.lanewise.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.SortedMap;

/** A safetensors file whose header has been proven against its length; tensors are read when asked for. */
final class TensorFile implements Closeable {

    /** Where the header begins, behind its length. */
    static final long HEADER = Long.BYTES;

    /** The longest header of the format's own implementation. */
    private static final long MAX_HEADER = 100_000_000;

    /** HotSpot has no longer ones. */
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 2;

    private static final int BUFFER = 1 << 16;

    private final String name;
    private final SeekableByteChannel channel;
    private final HeaderParser.Header header;

    private TensorFile(String name, SeekableByteChannel channel, HeaderParser.Header header) {
        this.name = name;
        this.channel = channel;
        this.header = header;
    }

    /**
     * Opens a file and reads its header.
     *
     * @param file the file
     * @return the open file
     * @throws ModelFileException if it is no safetensors file
     * @throws IOException if it cannot be read
     */
    static TensorFile open(Path file) throws IOException {
        // a pipe could be waited for, a device never end
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new ModelFileException(file.toString(), 0, "not a regular file");
        }
        SeekableByteChannel channel = Files.newByteChannel(file);
        try {
            return of(file.toString(), channel);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Reads the header of an open file.
     *
     * @param name the file's name, for messages
     * @param channel the file, closed with what is returned
     * @return the file
     * @throws ModelFileException if it is no safetensors file
     * @throws IOException if it cannot be read
     */
    static TensorFile of(String name, SeekableByteChannel channel) throws IOException {
        long size = channel.size();
        if (size < HEADER) {
            throw new ModelFileException(name, size, "the file ends within its first 8 bytes");
        }
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(name, channel, 0, length);
        long headerLength = length.flip().getLong();
        if (headerLength < 0 || headerLength > Math.min(size - HEADER, MAX_HEADER)) {
            throw new ModelFileException(name, 0, "a header of " + Long.toUnsignedString(headerLength) + " bytes in a "
                    + "file of " + size + ", of at most " + MAX_HEADER);
        }
        byte[] json = new byte[(int) headerLength];
        fill(name, channel, HEADER, ByteBuffer.wrap(json));
        return new TensorFile(name, channel, HeaderParser.parse(name, HEADER, json, size));
    }

    Map<String, String> metadata() {
        return header.metadata();
    }

    SortedMap<String, TensorInfo> tensors() {
        return header.tensors();
    }

    /** {@return the tensor of that name} */
    TensorInfo tensor(String tensor) throws ModelFileException {
        TensorInfo info = header.tensors().get(tensor);
        if (info == null) {
            throw error(HEADER, "no tensor " + Quotation.of(tensor) + " in the file");
        }
        return info;
    }

    /**
     * Reads a tensor.
     *
     * @param tensor one of this file, F64 or F32
     * @param checksum what its bytes are fed to, or null
     * @return its elements
     * @throws ModelFileException if it has another dtype, is too large for an array or the file was cut meanwhile
     * @throws IOException if it cannot be read
     */
    double[] read(TensorInfo tensor, Checksum checksum) throws IOException {
        boolean isDouble = tensor.dtype() == DType.F64;
        if (!isDouble && tensor.dtype() != DType.F32) {
            throw error(tensor.position(),
                    "tensor " + Quotation.of(tensor.name()) + " is " + tensor.dtype() + "; F64 and F32 are read");
        }
        long count = (tensor.end() - tensor.begin()) / bytes(tensor);
        if (count > MAX_ARRAY) {
            throw error(tensor.position(), "tensor " + Quotation.of(tensor.name()) + " has " + count + " elements");
        }
        double[] values = new double[(int) count];
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, tensor.end() - tensor.begin()))
                .order(ByteOrder.LITTLE_ENDIAN);
        int i = 0;
        for (long at = tensor.begin(); at < tensor.end(); at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), tensor.end() - at));
            fill(name, channel, at, buffer);
            buffer.flip();
            if (checksum != null) {
                checksum.bytes(buffer.duplicate());
            }
            for (; buffer.hasRemaining(); i++) {
                values[i] = isDouble ? buffer.getDouble() : buffer.getFloat();
            }
        }
        return values;
    }

    /** {@return the bytes of an element, F64 or F32} */
    static long bytes(TensorInfo tensor) {
        return tensor.dtype().bytes(1);
    }

    /** Refuses a tensor with a NaN. */
    void requireNumbers(TensorInfo tensor, double[] values) throws ModelFileException {
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                throw error(tensor.begin() + (long) i * bytes(tensor),
                        "element " + i + " of tensor " + Quotation.of(tensor.name()) + " is NaN");
            }
        }
    }

    ModelFileException error(long position, String reason) {
        return new ModelFileException(name, position, reason);
    }

    private static void fill(String name, SeekableByteChannel channel, long position, ByteBuffer buffer)
            throws IOException {
        channel.position(position);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new ModelFileException(name, channel.position(), "the file became shorter while it was read");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
