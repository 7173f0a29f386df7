package dev.lanewise.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** A header as text that knows at which byte of the file a character is; the JSON parser counts characters. */
final class BytePositions {

    private final CharBuffer text;
    private final long begin;

    /** Bytes of so many first characters, from which later positions are counted on. */
    private long characters;
    private long bytes;

    private BytePositions(CharBuffer text, long begin) {
        this.text = text;
        this.begin = begin;
    }

    /** Decodes a header, strictly: the JSON parser itself would take what is no UTF-8. */
    static BytePositions of(String file, long begin, byte[] header) throws ModelFileException {
        ByteBuffer bytes = ByteBuffer.wrap(header);
        CharBuffer text = CharBuffer.allocate(header.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        if (result.isError()) {
            throw new ModelFileException(file, begin + bytes.position(), "the header is not UTF-8");
        }
        return new BytePositions(text.flip(), begin);
    }

    char[] array() {
        return text.array();
    }

    int length() {
        return text.limit();
    }

    /** {@return the byte of the file at which a character begins} */
    long of(long character) {
        long end = Math.min(text.limit(), Math.max(0, character));
        if (end < characters) {
            characters = 0;
            bytes = 0;
        }
        for (; characters < end; characters++) {
            char c = text.get((int) characters);
            if (c < 0x80) {
                bytes++;
            } else {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;     // a surrogate is half of 4
            }
        }
        return begin + bytes;
    }
}
