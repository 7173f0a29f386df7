package dev.lanewise.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The checksum that {@link dev.lanewise.files the package} defines, fed in its order; a tensor's bytes are written. */
final class Checksum implements WritableByteChannel {

    static final String ALGORITHM = "SHA-256";

    private final MessageDigest digest;
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Begins with the metadata.
     *
     * @param metadata all entries, whose own checksum is left out
     * @param tensors how many tensors will follow
     */
    Checksum(Map<String, String> metadata, int tensors) {
        try {
            digest = MessageDigest.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
        SortedMap<String, String> others = new TreeMap<>(metadata);
        others.remove(LanewiseFormat.CHECKSUM);
        number(others.size());
        others.forEach((key, value) -> {
            text(key);
            text(value);
        });
        number(tensors);
    }

    /** The next tensor, in order of names; its bytes are to follow. */
    void tensor(String name, DType dtype, long[] shape, long bytes) {
        text(name);
        text(dtype.name());
        number(shape.length);
        for (long size : shape) {
            number(size);
        }
        number(bytes);
    }

    @Override
    public int write(ByteBuffer bytes) {
        int count = bytes.remaining();
        digest.update(bytes);
        return count;
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        digest.update(bytes);
    }

    private void number(long value) {
        digest.update(number.clear().putLong(value).flip());
    }

    /** {@return the digits, of all that was fed} */
    String digits() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
    }
}
