package dev.lanewise.bench.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints what has changed from one run to another, row by row, as Markdown. Both should be of one machine, and of hours
 * when it was equally quiet: {@code PeakBenchmark}'s row says whether it was.
 */
public final class Compare {

    private Compare() {
    }

    /**
     * Compares two runs.
     *
     * @param args the folder of results, and in it the folders of the run before and of the run after
     */
    public static void main(String[] args) {
        Path results = Path.of(args[0]);
        BenchmarkRun before = BenchmarkRun.read(results.resolve(args[1]).resolve("jmh.json"));
        BenchmarkRun after = BenchmarkRun.read(results.resolve(args[2]).resolve("jmh.json"));
        System.out.print(table(args[1], before.measurements(), args[2], after.measurements()));
    }

    static String table(String before, List<Measurement> old, String after, List<Measurement> present) {
        Map<List<Object>, Measurement> byTask = new LinkedHashMap<>();
        old.forEach(m -> byTask.put(task(m), m));
        List<List<String>> rows = new ArrayList<>();
        int missing = 0;
        for (Measurement m : present) {
            Measurement then = byTask.remove(task(m));
            if (then == null) {
                missing++;
            } else {
                Change change = Change.of(then.forks(), m.forks());
                rows.add(List.of(m.benchmark().replace("Benchmark", ""), m.method(), parameters(m), Format.time(then),
                        Format.time(m), change.toString(), change.verdict()));
            }
        }
        return "# From " + before + " to " + after + "\n\nTimes are medians over forks, with the least and the most; a"
                + " ratio, of geometric means, below 1 is faster, with its 99 % interval. " + missing
                + " rows are only in the second run, "
                + byTask.size() + " only in the first.\n\n"
                + Format.table(List.of("benchmark", "method", "parameters", "before", "after", "ratio", "verdict"),
                        rows);
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
