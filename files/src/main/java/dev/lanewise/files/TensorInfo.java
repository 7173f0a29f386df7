package dev.lanewise.files;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a header says of a tensor.
 *
 * @param name its name
 * @param position where its entry is in the file
 * @param dtype its numbers
 * @param shape its dimensions, row-major
 * @param begin its first byte in the file
 * @param end the byte after its last one
 */
record TensorInfo(String name, long position, DType dtype, long[] shape, long begin, long end) {

    /** As many dimensions as a message shows. */
    private static final int MAX_SHOWN = 8;

    /** {@return the dimensions, such as {@code "[64, 128]"}, of many the first} */
    String shapeText() {
        return text(shape);
    }

    static String text(long[] shape) {
        return Arrays.stream(shape).limit(MAX_SHOWN).mapToObj(Long::toString)
                .collect(Collectors.joining(", ", "[", shape.length > MAX_SHOWN ? ", ...]" : "]"));
    }
}
