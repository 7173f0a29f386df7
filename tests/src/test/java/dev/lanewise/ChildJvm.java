package dev.lanewise;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A JVM of the running JDK with flags of its own, to see what the library does there. */
final class ChildJvm {

    /** What a finished child printed, log lines included. */
    record Result(int exitCode, String output) {

        /** {@return the last line of the output} */
        String lastLine() {
            return output.lines().reduce((a, b) -> b).orElse("");
        }
    }

    private ChildJvm() {
    }

    static Result run(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes());
            return new Result(process.waitFor(), output);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(String.join(" ", command), e);
        }
    }

    /** {@return the class path of this JVM} */
    static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** {@return the entries of the class path that hold the library itself} */
    static String libraryPath() {
        return entries(true);
    }

    /** {@return the entries of the class path that do not hold the library} */
    static String testPath() {
        return entries(false);
    }

    private static String entries(boolean library) {
        return Arrays.stream(classPath().split(File.pathSeparator))
                .filter(entry -> library == isLibrary(entry))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isLibrary(String entry) {
        try {
            return Path.of(DenseKernel.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .equals(Path.of(entry));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
