package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which kernels serve in which JVM, and the one log line that says so. */
@Tag("child-jvm")
class KernelSelectionTest {

    private static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";
    private static final String MAIN = GoldenComputation.class.getName();

    @Test
    void vectorKernelsWithTheModule() {
        ChildJvm.Result result = onClassPath(VECTOR_MODULE);
        assertTrue(result.lastLine().startsWith("DenseKernel[vector, "), result.output());
        assertEquals(1, logLines(result), result.output());
    }

    @Test
    void scalarKernelsWithoutTheModule() {
        ChildJvm.Result result = onClassPath();
        assertServedByScalar(result, "--add-modules jdk.incubator.vector");
    }

    @Test
    void scalarKernelsWithoutC2() {
        assertServedByScalar(onClassPath(VECTOR_MODULE, "-Xint"), "C2");
        assertServedByScalar(onClassPath(VECTOR_MODULE, "-XX:TieredStopAtLevel=1"), "C2");
    }

    @Test
    void scalarKernelsByProperty() {
        assertServedByScalar(onClassPath(VECTOR_MODULE, "-Ddev.lanewise.kernels=scalar"), "dev.lanewise.kernels");
    }

    @Test
    void vectorKernelsOnTheModulePathWithoutAFlag() {
        ChildJvm.Result result = ChildJvm.run("--module-path", ChildJvm.libraryPath(), "--add-modules", "dev.lanewise",
                "-cp", ChildJvm.testPath(), "dev.modulepath.OnModulePath");
        String expected = "dev.lanewise DenseKernel\\[vector, .* bit, FUSED] 11.0";
        assertTrue(result.lastLine().matches(expected), result.output());
    }

    @Test
    void refusesWhatItCannotDo() {
        ChildJvm.Result unknown = onClassPath(VECTOR_MODULE, "-Ddev.lanewise.kernels=simd");
        assertFalse(unknown.exitCode() == 0);
        assertTrue(unknown.output().contains("dev.lanewise.kernels=simd is not one of auto, vector, scalar"),
                unknown.output());
        ChildJvm.Result noModule = onClassPath("-Ddev.lanewise.kernels=vector");
        assertFalse(noModule.exitCode() == 0);
        assertTrue(noModule.output().contains("needs --add-modules jdk.incubator.vector"), noModule.output());
    }

    private static ChildJvm.Result onClassPath(String... flags) {
        String[] arguments = new String[flags.length + 4];
        System.arraycopy(flags, 0, arguments, 0, flags.length);
        arguments[flags.length] = "-cp";
        arguments[flags.length + 1] = ChildJvm.classPath();
        arguments[flags.length + 2] = MAIN;
        arguments[flags.length + 3] = "1";
        return ChildJvm.run(arguments);
    }

    private static void assertServedByScalar(ChildJvm.Result result, String advice) {
        assertEquals("DenseKernel[scalar, FUSED] " + GoldenDigestTest.GOLDEN, result.lastLine(), result.output());
        assertEquals(1, logLines(result), result.output());
        assertTrue(result.output().contains(advice), result.output());
    }

    private static long logLines(ChildJvm.Result result) {
        return result.output().lines().filter(line -> line.contains("Lanewise: ")).count();
    }
}
