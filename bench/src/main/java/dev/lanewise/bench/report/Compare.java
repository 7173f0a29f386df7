package dev.lanewise.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/**
 * Prints what has changed from one run to another as Markdown: what differs between their environments, then row by row
 * the times. Both should be of one machine, and of hours when it was equally quiet: {@code PeakBenchmark}'s row says
 * whether it was.
 */
public final class Compare {

    private static final String INTRODUCTION =
            """
                    Times are geometric means over forks, with the least and the most; a ratio below 1 is faster, with
                    the interval that holds it with 99 %% confidence (Welch's t, of logarithms). Runs of one fork show
                    nothing: measure with `-Djmh.f=5`. %d rows are only in the second run, %d only in the first.

                    """;

    /** These differ always. */
    private static final Set<String> MOMENTS = Set.of("date of the run", "clock now");

    private Compare() {
    }

    /**
     * Compares two runs, or says in one line why it cannot.
     *
     * @param args the folder of results, and in it the folders of the run before and of the run after
     * @throws IOException if a file cannot be read
     */
    public static void main(String[] args) throws IOException {
        Path results = Path.of(args[0]).toAbsolutePath().normalize();
        if (args.length != 3 || args[1] == null || args[2] == null) {
            Report.fail("name two folders in " + results + ": -Dbefore=FOLDER -Dafter=FOLDER");
            return;
        }
        for (String run : List.of(args[1], args[2])) {
            if (!Files.isRegularFile(results.resolve(run).resolve(Report.JSON))) {
                Report.fail(results.resolve(run) + " has no " + Report.JSON);
                return;
            }
        }
        try {
            List<Measurement> before = measurements(results.resolve(args[1]));
            List<Measurement> after = measurements(results.resolve(args[2]));
            System.out.println("# From " + args[1] + " to " + args[2] + "\n");
            System.out.println(differences(environment(results.resolve(args[1]), before),
                    environment(results.resolve(args[2]), after)));
            System.out.print(table(before, after));
        } catch (JacksonException | IllegalArgumentException e) {
            Report.fail("no result of these benchmarks: " + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static List<Measurement> measurements(Path folder) {
        return BenchmarkRun.read(folder.resolve(Report.JSON)).measurements();
    }

    private static Map<String, String> environment(Path folder, List<Measurement> measurements) throws IOException {
        Map<String, String> rows = Environment.rows(Report.environment(folder));
        rows.put(Environment.PEAK, Environment.peak(measurements));
        return rows;
    }

    /** {@return a table of what is not the same in both environments} */
    static String differences(Map<String, String> before, Map<String, String> after) {
        Map<String, String> all = new LinkedHashMap<>(before);
        after.forEach(all::putIfAbsent);
        List<List<String>> rows = new ArrayList<>();
        for (String what : all.keySet()) {
            if (!MOMENTS.contains(what) && !Objects.equals(before.get(what), after.get(what))) {
                rows.add(List.of(what, before.getOrDefault(what, Format.NOTHING),
                        after.getOrDefault(what, Format.NOTHING)));
            }
        }
        return rows.isEmpty() ? "Both were measured in the same environment.\n"
                : "Ratios below show the change that was meant only if nothing else differs here:\n\n"
                        + Format.table(List.of("what", "before", "after"), rows);
    }

    static String table(List<Measurement> before, List<Measurement> after) {
        Map<List<Object>, Measurement> byTask = new LinkedHashMap<>();
        before.forEach(m -> byTask.put(task(m), m));
        List<List<String>> rows = new ArrayList<>();
        int missing = 0;
        for (Measurement m : after) {
            Measurement then = byTask.remove(task(m));
            if (then == null) {
                missing++;
            } else {
                Change change = Change.of(then.forks(), m.forks());
                rows.add(List.of(m.benchmark().replace("Benchmark", ""), m.method(), parameters(m),
                        Format.time(change.before(), then), Format.time(change.after(), m), change.toString(),
                        change.verdict()));
            }
        }
        return INTRODUCTION.formatted(missing, byTask.size()) + Format.table(
                List.of("benchmark", "method", "parameters", "before", "after", "ratio", "verdict"), rows);
    }

    private static List<Object> task(Measurement m) {
        return List.of(m.benchmark(), m.method(), m.parameters());
    }

    private static String parameters(Measurement m) {
        List<String> parameters = new ArrayList<>();
        new TreeMap<>(m.parameters()).forEach((name, value) -> parameters.add(name + " " + value));
        return String.join(", ", parameters);
    }
}
