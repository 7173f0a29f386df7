package dev.lanewise.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Elements as they lie in a file, F64 and little-endian, a part at a time. */
final class TensorBytes {

    private static final int ELEMENTS = 1 << 13;

    private final double[] values;
    private final ByteBuffer buffer;
    private int next;

    TensorBytes(double[] values) {
        this.values = values;
        this.buffer = ByteBuffer.allocate(Math.min(ELEMENTS, values.length) * Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean hasNext() {
        return next < values.length;
    }

    /** {@return the next part, valid until the one after it} */
    ByteBuffer next() {
        int count = Math.min(ELEMENTS, values.length - next);
        buffer.clear();
        buffer.asDoubleBuffer().put(values, next, count);
        next += count;
        return buffer.limit(count * Double.BYTES);
    }
}
