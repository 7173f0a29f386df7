package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The first product in a new JVM does not wait for compilation: its time is nearer to that of scalar kernels. */
@Tag("child-jvm")
class ColdStartTest {

    /** The best of several JVMs: a busy machine makes any of them slow. */
    private static final int ATTEMPTS = 4;

    @Test
    void theFirstProductIsQuick() {
        long auto = best("auto");
        long scalar = best("scalar");
        long vector = best("vector");
        assertTrue(auto - scalar <= vector - auto,
                auto + " ms with auto, " + scalar + " with scalar, " + vector + " with vector");
    }

    private static long best(String kernels) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS; i++) {
            ChildJvm.Result result = ChildJvm.run("--add-modules=jdk.incubator.vector",
                    "-Ddev.lanewise.kernels=" + kernels, "-cp", ChildJvm.classPath(), FirstProduct.class.getName());
            best = Math.min(best, Long.parseLong(result.lastLine()));
        }
        return best;
    }
}
