package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One digest for every vector width, JIT tier, JDK and number of threads: the constant below is the same in all. */
class GoldenDigestTest {

    static final String GOLDEN = "d89277a97f7a67d0c7d73b08bb0d3ee7fe35cb4bae3205ceec4b978c20b8f6f3";

    private static final String MAX_VECTOR_SIZE = "-XX:MaxVectorSize=";

    private static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

    @Test
    void inThisJvm() {
        for (int i = 0; i < 20; i++) {
            assertEquals(GOLDEN, GoldenComputation.digest());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void onThreads(int threads) {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try (Parallelism own = Eager.threads(threads); Parallelism foreign = Eager.executor(executor, threads)) {
            for (Parallelism parallelism : List.of(own, foreign, Eager.elsewhere(threads))) {
                assertEquals(GOLDEN, GoldenComputation.digest(parallelism));
            }
        } finally {
            executor.shutdown();
        }
    }

    /** Interpreter, C1, C2 and what is left of them at each width; a digest is computed until the code is hot. */
    @Tag("child-jvm")
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @CsvSource({
        "vector, 1, -Xint",
        "vector, 2, -XX:TieredStopAtLevel=1",
        "vector, 35, -XX:+TieredCompilation",
        "vector, 35, -XX:-TieredCompilation",
        "vector, 35, -XX:MaxVectorSize=16",
        "vector, 35, -XX:MaxVectorSize=32",
        "vector, 1, -XX:UseAVX=0",
        "auto, 35, -XX:+TieredCompilation",
        "auto, 20, -XX:TieredStopAtLevel=3",
        "scalar, 1, -Xint",
        "scalar, 20, -XX:TieredStopAtLevel=1",
        "scalar, 35, -XX:+TieredCompilation",
    })
    void inAnotherJvm(String kernels, String times, String flag) {
        List<String> arguments = new ArrayList<>(List.of(VECTOR_MODULE, "-Ddev.lanewise.kernels=" + kernels));
        boolean x86 = List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
        if (x86 || !flag.contains("AVX")) {
            arguments.add(flag);
        }
        arguments.addAll(List.of("-cp", ChildJvm.classPath(), GoldenComputation.class.getName(), times));
        ChildJvm.Result result = ChildJvm.run(arguments.toArray(new String[0]));
        if (flag.startsWith(MAX_VECTOR_SIZE)) {
            int bits = Byte.SIZE * Integer.parseInt(flag.substring(MAX_VECTOR_SIZE.length()));
            String width = result.lastLine().replaceAll(".*vector, ([0-9]+) bit.*", "$1");
            assertTrue(Integer.parseInt(width) <= bits, result.output());
        }
        assertTrue(result.lastLine().startsWith("DenseKernel[" + kernels.replace("auto", "vector")), result.output());
        assertTrue(result.lastLine().endsWith("] " + GOLDEN), result.output());
    }
}
