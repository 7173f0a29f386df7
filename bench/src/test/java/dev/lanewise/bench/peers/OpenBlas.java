package dev.lanewise.bench.peers;

import dev.lanewise.bench.Products;
import dev.lanewise.bench.Rival;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * OpenBLAS through netlib's JNI binding, on one thread. Another BLAS can take its place by netlib's system properties
 * {@value #LIBRARY} and {@value #PATH}; the version then names that one.
 */
public final class OpenBlas implements Rival {

    private static final String LIBRARY = "dev.ludovic.netlib.blas.nativeLib";
    private static final String PATH = "dev.ludovic.netlib.blas.nativeLibPath";
    private static final String THREADS = "OPENBLAS_NUM_THREADS";

    @Override
    public Products products() {
        return new BlasProducts(nativeBlas());
    }

    /** Also the files it was loaded from, where the system tells: their names have the version. */
    @Override
    public String version() {
        nativeBlas();
        try (Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
            return mappings.map(mapping -> mapping.substring(mapping.lastIndexOf('/') + 1))
                    .filter(file -> file.matches("lib.*(blas|blis|mkl).*\\.so.*") && !file.contains("netlibblasjni"))
                    .distinct().sorted().collect(Collectors.joining("+", Netlib.version() + "/", ""));
        } catch (IOException e) {
            return Netlib.version() + "/" + library();
        }
    }

    private static BLAS nativeBlas() {
        if (!"1".equals(System.getenv(THREADS))) {
            throw new IllegalStateException(THREADS + " is " + System.getenv(THREADS)
                    + " in the environment, must be 1: the others run on one thread");
        }
        // netlib's default, libblas.so.3, may be the slow reference.
        if (System.getProperty(LIBRARY) == null) {
            System.setProperty(LIBRARY, "libopenblas.so.0");
        }
        Netlib.silence();
        try {
            return NativeBLAS.getInstance();
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "netlib cannot load " + library() + " (on Debian: apt-get install libopenblas0)", e);
        }
    }

    private static String library() {
        return System.getProperty(PATH, System.getProperty(LIBRARY));
    }
}
