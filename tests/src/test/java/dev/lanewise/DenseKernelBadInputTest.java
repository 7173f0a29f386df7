package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.KernelCall.Argument;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each method of a kernel refuses each bad argument with the exception that the Javadoc promises, both numbers in the
 * message, before anything is written; and takes what is just good enough.
 */
class DenseKernelBadInputTest {

    private static final int HUGE = 65_536;

    private final DenseKernel kernel = DenseKernel.create(Arithmetic.FUSED);

    static Stream<String> methods() {
        return KernelCall.METHODS.stream();
    }

    @Test
    void theTableHasEveryMethod() {
        assertEquals(KernelCall.publicNames().sorted().toList(),
                methods().map(line -> new KernelCall(line).name()).sorted().toList());
    }

    private void refuses(KernelCall call, Class<? extends RuntimeException> type, String... fragments) {
        Map<String, double[]> before = new HashMap<>();
        call.arrays.forEach((name, array) -> {
            if (array != null) {
                Arrays.fill(array, 7);
                before.put(name, array.clone());
            }
        });
        try {
            Refusals.refuses(type, () -> call.run(kernel), fragments);
        } catch (AssertionError e) {
            throw new AssertionError(call.toString(), e);
        }
        before.forEach((name, array) -> assertArrayEquals(array, call.arrays.get(name), 0, call::toString));
    }

    private void allows(KernelCall call) {
        assertDoesNotThrow(() -> call.run(kernel), call::toString);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void ranges(String line) {
        allows(new KernelCall(line));
        for (Argument argument : new KernelCall(line).arguments()) {
            String name = argument.name();
            KernelCall none = new KernelCall(line).place(name, null, 2);
            if (argument.nullable()) {
                allows(none);
            } else {
                refuses(none, NullPointerException.class, name + " is null");
            }
            int length = none.length(argument);
            for (int[] place : new int[][] {
                {length - 1, 0}, {length, 1}, {length, -1}, {length + 2, -1}, {length, Integer.MAX_VALUE}}) {
                refuses(new KernelCall(line).place(name, new double[place[0]], place[1]),
                        IndexOutOfBoundsException.class, name + ": offset " + place[1] + " and length " + length + " ",
                        "array of length " + place[0]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void overlaps(String line) {
        for (Argument output : new KernelCall(line).arguments()) {
            for (Argument other : new KernelCall(line).arguments()) {
                if (output.output() && !output.equals(other)) {
                    overlaps(line, output, other);
                }
            }
        }
    }

    private void overlaps(String line, Argument output, Argument other) {
        KernelCall call = new KernelCall(line);
        int length = call.length(output);
        int otherLength = call.length(other);
        double[] array = new double[length + otherLength];
        for (int[] offsets : new int[][] {{otherLength - 1, 0}, {0, length - 1}, {1, 0}, {0, 1}}) {
            KernelCall bad = place(line, output, other, array, offsets[0], offsets[1]);
            refuses(bad, IllegalArgumentException.class, bad.interval(output), bad.interval(other), " overlaps ",
                    "in the same array");
        }
        KernelCall same = place(line, output, other, array, 1, 1);
        if (output.same().contains(other.name()) || other.same().contains(output.name())) {
            allows(same);
        } else {
            refuses(same, IllegalArgumentException.class, same.interval(output), same.interval(other));
        }
        allows(place(line, output, other, array, otherLength, 0));
        allows(place(line, output, other, array, 0, length));
    }

    private static KernelCall place(String line, Argument output, Argument other, double[] array,
            int outputOffset, int otherOffset) {
        return new KernelCall(line).place(output.name(), array, outputOffset).place(other.name(), array, otherOffset);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void sizes(String line) {
        for (String size : new KernelCall(line).sizeParameters()) {
            refuses(new KernelCall(line).size(size, -1), IllegalArgumentException.class, "-1",
                    size.equals("l") ? "below 0" : "a size is negative");
        }
        for (Argument argument : new KernelCall(line).arguments()) {
            String matrix = argument.size();
            if (matrix.length() == 2 && new KernelCall(line).sizeParameters().size() > 1) {
                KernelCall huge = new KernelCall(line).size("m", 0).size("k", 0).size("n", 0);
                matrix.chars().forEach(size -> huge.size(Character.toString(size), HUGE));
                refuses(huge, IllegalArgumentException.class, HUGE + " × " + HUGE + " = 4294967296", "2147483647");
            }
        }
        KernelCall rows = new KernelCall(line);
        if (rows.hasOther("layer")) {
            refuses(rows.size("m", 1 << 30), IllegalArgumentException.class, "1073741824 × 4 = 4294967296");
        }
        KernelCall empty = new KernelCall(line);
        empty.sizes.replaceAll((size, value) -> 0);
        for (Argument argument : empty.arguments()) {
            if (!argument.size().equals("p")) {
                empty.place(argument.name(), new double[0], 0);
            }
        }
        allows(empty);
    }

    @Test
    void whatIsNoArray() {
        for (String line : KernelCall.METHODS) {
            for (String other : new String[] {"f", "layer"}) {
                if (new KernelCall(line).hasOther(other)) {
                    refuses(new KernelCall(line).other(other, null), NullPointerException.class, other + " is null");
                }
            }
        }
        Refusals.refusesNull(() -> DenseKernel.create(null), "arithmetic");
        Refusals.refusesNull(() -> DenseKernel.create(null, Parallelism.CALLING_THREAD), "arithmetic");
    }
}
