package dev.lanewise.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The checksum that {@link dev.lanewise.files the package} defines, fed in its order. */
final class Checksum {

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
        SortedMap<String, String> others = new TreeMap<>(Checksum::compareUtf8);
        others.putAll(metadata);
        others.remove(LanewiseFormat.CHECKSUM);
        number(others.size());
        others.forEach((key, value) -> {
            text(key);
            text(value);
        });
        number(tensors);
    }

    /** Unlike {@link String#compareTo} in the order of code points, which is that of UTF-8. */
    private static int compareUtf8(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char c = a.charAt(i);
            char d = b.charAt(i);
            if (c != d) {
                boolean isPair = Character.isSurrogate(c);
                return isPair == Character.isSurrogate(d) ? Character.compare(c, d) : isPair ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
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

    /** The next bytes of the tensor. */
    void bytes(ByteBuffer bytes) {
        digest.update(bytes);
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
}
