package dev.lanewise.files;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A safetensors file read by code and a JSON library that share nothing with the library's. */
final class IndependentFile {

    final byte[] bytes;
    final int headerLength;
    final JsonObject header;

    IndependentFile(Path file) throws IOException {
        bytes = Files.readAllBytes(file);
        headerLength = Math.toIntExact(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong());
        header = JsonParser.parseString(new String(bytes, 8, headerLength, StandardCharsets.UTF_8)).getAsJsonObject();
    }

    Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>();
        header.getAsJsonObject("__metadata__").entrySet()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().getAsString()));
        return metadata;
    }

    String shape(String tensor) {
        return header.getAsJsonObject(tensor).get("shape").toString();
    }

    /** {@return the elements of an F64 tensor} */
    double[] values(String tensor) {
        JsonObject entry = header.getAsJsonObject(tensor);
        if (!entry.get("dtype").getAsString().equals("F64")) {
            throw new IllegalStateException(entry.toString());
        }
        JsonArray offsets = entry.getAsJsonArray("data_offsets");
        int begin = offsets.get(0).getAsInt();
        double[] values = new double[(offsets.get(1).getAsInt() - begin) / 8];
        ByteBuffer.wrap(bytes, 8 + headerLength + begin, 8 * values.length).order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer().get(values);
        return values;
    }
}
