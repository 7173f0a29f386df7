package dev.lanewise.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.Map;
import java.util.SortedMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes safetensors files: tensors in order of their names, as F64, from a multiple of 8 bytes on. */
final class TensorWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private TensorWriter() {
    }

    static void write(Map<String, String> metadata, SortedMap<String, Tensor> tensors, WritableByteChannel out)
            throws IOException {
        byte[] json = header(metadata, tensors);
        int length = (json.length + 7) / 8 * 8;
        ByteBuffer header = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(length).put(json);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        writeFully(header.flip(), out);
        for (Tensor tensor : tensors.values()) {
            for (TensorBytes bytes = new TensorBytes(tensor.values()); bytes.hasNext();) {
                writeFully(bytes.next(), out);
            }
        }
    }

    private static byte[] header(Map<String, String> metadata, SortedMap<String, Tensor> tensors) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), json)) {
            generator.writeStartObject();
            generator.writeObjectPropertyStart(HeaderParser.METADATA);
            metadata.forEach(generator::writeStringProperty);
            generator.writeEndObject();
            long begin = 0;
            for (Tensor tensor : tensors.values()) {
                long end = begin + tensor.bytes();
                generator.writeObjectPropertyStart(tensor.name());
                generator.writeStringProperty("dtype", DType.F64.name());
                generator.writeName("shape").writeArray(tensor.shape(), 0, tensor.shape().length);
                generator.writeName("data_offsets").writeArray(new long[] {begin, end}, 0, 2);
                generator.writeEndObject();
                begin = end;
            }
            generator.writeEndObject();
        }
        return json.toByteArray();
    }

    private static void writeFully(ByteBuffer buffer, WritableByteChannel out) throws IOException {
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }
}
