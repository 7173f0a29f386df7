package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Arithmetic;
import dev.lanewise.kernel.Trial.Setting;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vector kernels give the bits of the scalar specification: every operation, every shape near a border. */
@Tag("own-kernels")
class KernelsDifferentialTest {

    private static final Map<String, Operations.Operation> OPERATIONS = Operations.all();

    private static final int MR = MicroKernel.MR;

    /** Columns of a block, and with one more of two blocks, of a product that is not thin. */
    private static final int SMALL_NC = ThinProduct.MAX_COLUMNS + 3;

    private final Kernels scalar = new ScalarKernels();
    private final Kernels vector = new VectorKernels();

    /** Blocks so small that short operands cross each border: partial tiles, several blocks of rows, steps, columns. */
    private final Kernels smallBlocks = new VectorKernels(new Blocking(MR + 2, 3, SMALL_NC));

    /** Blocks of several tiles. */
    private final Kernels lowBlocks = new VectorKernels(new Blocking(3 * MR, 3, SMALL_NC));

    /** From piece to piece scalar, scalar, vector, and again. */
    private final Kernels opening = new WarmUpKernels(0, ScriptedGate::new);

    private final Kernels closed = new WarmUpKernels(0, rehearsal -> new WarmUpGate(rehearsal,
            new WarmUpSchedule(Long.MAX_VALUE)));

    /** Closed at first, then rehearsing between the pieces of the calls, then open. */
    private final Kernels warmingUp = new WarmUpKernels(0, WarmUpGates.rehearsingAtOnce());

    static Stream<String> names() {
        return OPERATIONS.keySet().stream();
    }

    /** Those that depend on k, whose inputs or steps it is. */
    static Stream<String> products() {
        return names().filter(KernelsDifferentialTest::isProduct);
    }

    private static boolean isProduct(String name) {
        return Set.of("forward", "inputGradient", "weightGradient", "dense").contains(name.split(" ")[0]);
    }

    @Test
    void everyOperationIsTested() {
        Set<String> methods = Arrays.stream(Kernels.class.getMethods())
                .map(Method::getName)
                .filter(name -> !name.equals("description"))
                .collect(Collectors.toCollection(TreeSet::new));
        // several ways to call a method are told apart by a second word
        Set<String> tested = OPERATIONS.keySet().stream().map(name -> name.split(" ")[0])
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(methods, tested);
        assertEquals(methods.size() + 1, Kernels.class.getMethods().length, "names are unique, description aside");
    }

    @Test
    void comparesDifferentImplementations() {
        assertEquals("scalar", scalar.description());
        assertTrue(vector.description().startsWith("vector, "), vector.description());
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("names")
    void sameBitsAtSmallShapes(String name) {
        for (int n : columns()) {
            for (int m : new int[] {0, 1, 2, 3, 4, MR, MR + 1, 2 * MR + 1}) {
                for (int k : isProduct(name) ? new int[] {0, 1, 2, 3, 7, 9, MR + 2} : new int[] {1}) {
                    compareAll(name, m, k, n);
                }
            }
        }
    }

    /** The output columns of inputGradient and the steps of forward are k. */
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("products")
    void sameBitsAtSmallInputs(String name) {
        for (int k : columns()) {
            for (int m : new int[] {1, 4, MR, MR + 1, 2 * MR - 1}) {
                for (int n : new int[] {1, 4, 5, 6, 13}) {
                    compareAll(name, m, k, n);
                }
            }
        }
    }

    /** The rows of weightGradient's sums are m. */
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("products")
    void sameBitsAtSmallBatches(String name) {
        int last = 2 * MicroKernel.NR + 1;
        for (int m = 0; m <= last; m++) {
            for (int k : new int[] {1, 4, MR, 13}) {
                for (int n : new int[] {1, 4, 5, 13, MicroKernel.NR + 2}) {
                    compareAll(name, m, k, n);
                }
            }
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("products")
    void sameBitsAcrossBlockBorders(String name) {
        int nr = MicroKernel.NR;
        for (int m : new int[] {3 * MR - 2, 3 * MR - 1, 3 * MR, 6 * MR - 1}) {
            for (int k : new int[] {3, 4, 2 * MR + 3}) {
                for (int n : new int[] {nr + 3, SMALL_NC, SMALL_NC + 1, SMALL_NC + nr + 4}) {
                    compareAll(name, m, k, n);
                }
            }
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("names")
    void sameBitsAtPrimesBeyondTheDefaultBlocks(String name) {
        Blocking blocks = Blocking.DEFAULT;
        for (int[] mkn : new int[][] {
            {blocks.mc() + 9, 31, ThinProduct.MAX_COLUMNS + 1}, {11, blocks.kc() + 9, 29},
            {MR + 2, 13, blocks.nc() + 9},
            {251, 257, 17}, {MR + 2, blocks.nc() + 9, 13}, {blocks.kc() + 9, 11, 13},
            {5, 2 * blocks.kc() + 7, 2}, {13, 2 * blocks.kc() + 7, 3}, {13, 2 * blocks.kc() + 7, 10},
            {5, 2 * blocks.kc() + 7, 1}, {251, 2 * blocks.kc() + 7, 3},
            {11, blocks.kc() + 9, ThinProduct.MAX_COLUMNS + 5}, {1009, 7, 41}, {13, 97, 23},
            // exactly a block, and one step more
            {MR + 2, MR, blocks.nc()}, {11, blocks.kc(), 29}, {11, blocks.kc() + 1, 29},
            // weight gradients: computed transposed, or of few columns with copied rows
            {17, 67, 11}, {1, 67, 11}, {23, 97, 3}, {3, 41, 4}, {1, 41, 2},
            {3, 251, 4}, {3, 251, 2}, {67, 257, 61}}) {
            for (Arithmetic arithmetic : Arithmetic.values()) {
                for (Kernels kernels : List.of(vector, opening, closed, warmingUp)) {
                    compare(name, kernels, new Setting(mkn[0], mkn[1], mkn[2], arithmetic, true, true, false));
                }
            }
        }
    }

    /** All widths up to two tiles and one more, wide thin products, and again all from where products are not thin. */
    private static int[] columns() {
        int thin = ThinProduct.MAX_COLUMNS;
        int sevenVectors = 7 * Simd.LANES;
        return Stream.of(IntStream.rangeClosed(0, 2 * MicroKernel.NR + 1),
                IntStream.of(sevenVectors - 1, sevenVectors, 8 * Simd.LANES - 1),
                IntStream.rangeClosed(thin - 1, thin + MicroKernel.NR + 1))
                .flatMapToInt(widths -> widths).distinct().toArray();
    }

    private void compareAll(String name, int m, int k, int n) {
        for (Arithmetic arithmetic : Arithmetic.values()) {
            for (boolean accumulate : new boolean[] {false, true}) {
                for (boolean special : new boolean[] {false, true}) {
                    Setting setting = new Setting(m, k, n, arithmetic, accumulate, accumulate ^ special, special);
                    for (Kernels kernels : List.of(vector, smallBlocks, lowBlocks)) {
                        compare(name, kernels, setting);
                    }
                    if (!special) {   // special values lead to the scalar twins
                        for (Kernels kernels : List.of(opening, closed, warmingUp)) {
                            compare(name, kernels, setting);
                        }
                    }
                }
            }
        }
    }

    private void compare(String name, Kernels kernels, Setting setting) {
        long seed = setting.m() * 1_000_003L + setting.k() * 1_009L + setting.n();
        Trial expected = new Trial(setting, seed);
        Trial actual = new Trial(setting, seed);
        OPERATIONS.get(name).run(scalar, expected);
        OPERATIONS.get(name).run(kernels, actual);
        assertNull(expected.brokenGuard(), () -> name + " wrote outside its output");
        assertNull(actual.brokenGuard(), () -> name + " wrote outside its output");
        assertNull(actual.differenceTo(expected), name);
    }

    /** The comparison itself: one flipped last bit, a lost sign of zero and a touched guard are found. */
    @Test
    void theComparisonFindsADifference() {
        Setting setting = new Setting(1, 1, 4, Arithmetic.FUSED, false, false, false);
        Trial expected = new Trial(setting, 1);
        Trial actual = new Trial(setting, 1);
        expected.in(4);
        Trial.Range range = actual.in(4);
        assertNull(actual.differenceTo(expected));
        double value = range.array()[range.offset()];
        range.array()[range.offset()] = Math.nextUp(value);
        assertNotNull(actual.differenceTo(expected));
        assertNull(actual.brokenGuard());
        range.array()[range.offset() - 1] = Double.NaN;
        assertNotNull(actual.brokenGuard());
        assertTrue(!Bits.same(0.0, -0.0));
    }
}
