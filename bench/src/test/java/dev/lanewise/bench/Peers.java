package dev.lanewise.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.util.Utils;

/**
 * JMH with the other libraries: those that cannot be measured here are left out, with a line each that says why, and
 * the versions of the rest go into the result, as system properties {@code peer.<kernels>} of the measured JVMs.
 */
final class Peers {

    private static final String KERNELS = "kernels=";

    private Peers() {
    }

    /**
     * Runs JMH in {@link Rounds}.
     *
     * @param args arguments of the measured JVMs, separated by spaces; benchmarks and parameters as arguments of JMH,
     *     separated by commas; parameters, likewise, for those that these do not name; further arguments of JMH
     * @throws IOException if the JVM that looks for a library cannot run
     * @throws CommandLineOptionException if JMH does not understand an argument
     * @throws RunnerException if a benchmark fails
     */
    public static void main(String[] args) throws IOException, CommandLineOptionException, RunnerException {
        List<String> jmh = withDefaults(List.of(args[1].split(",")), List.of(args[2].split(",")));
        StringBuilder jvmArgs = new StringBuilder(args[0]);
        for (String name : Rival.names()) {
            if (jmh.contains(KERNELS + name)) {
                String answer = probe(name, Utils.splitQuotedEscape(args[0]));
                if (answer.startsWith("=")) {
                    jvmArgs.append(" -Dpeer.").append(name).append(answer);
                } else {
                    System.out.println("Without " + KERNELS + name + answer);
                    leaveOut(name, jmh);
                }
            }
        }
        if (jmh.stream().noneMatch(argument -> argument.startsWith(KERNELS))) {
            System.out.println("Nothing is left to measure");
            return;
        }
        jmh.addAll(List.of(args).subList(3, args.length));
        jmh.addAll(List.of("-jvmArgsAppend", jvmArgs.toString()));
        Rounds.run(jmh.toArray(new String[0]));
    }

    /** {@return the chosen arguments, and {@code -p name=value} of those parameters that they do not name} */
    static List<String> withDefaults(List<String> chosen, List<String> defaults) {
        List<String> arguments = new ArrayList<>(chosen);
        for (int i = 0; i + 1 < defaults.size(); i += 2) {
            String parameter = defaults.get(i + 1);
            String name = parameter.substring(0, parameter.indexOf('=') + 1);
            if (chosen.stream().noneMatch(argument -> argument.startsWith(name))) {
                arguments.addAll(defaults.subList(i, i + 2));
            }
        }
        return arguments;
    }

    /** Removes {@code -p kernels=name}. */
    static void leaveOut(String name, List<String> jmh) {
        for (int value = jmh.indexOf(KERNELS + name); value > 0; value = jmh.indexOf(KERNELS + name)) {
            jmh.subList(value - 1, value + 1).clear();
        }
    }

    /**
     * Asks a JVM like those that will be measured, a new one for each library, because netlib chooses once for all;
     * what native code says on its standard error is dropped.
     */
    private static String probe(String name, Iterable<String> jvmArgs) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        jvmArgs.forEach(command::add);
        command.addAll(List.of("--add-modules=jdk.incubator.vector", "-cp", System.getProperty("java.class.path"),
                Probe.class.getName(), name));
        Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return answer.isEmpty() ? ": a JVM that asked for its version gave no answer" : answer;
    }
}
