package dev.lanewise.bench.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * Turns JMH's result, {@code results/jmh.json}, into a folder {@code results/<date>-<cpu>-<jdk>} with that file
 * (but for the path of the JVM), {@code environment.md}, {@code summary.md}, charts as SVG and all of it in one page,
 * {@code index.html}. Run it on the machine and the commit that were measured. Charts and page of a folder that is
 * there already can be made anew; what its tables say of the benchmarks stays, as it was true of them then.
 */
public final class Report {

    static final String JSON = "jmh.json";
    static final String ENVIRONMENT = "environment.md";
    private static final String SUMMARY = "summary.md";
    private static final String UNKNOWN = "unknown";

    private Report() {
    }

    /**
     * Writes the report, or one line that says why it cannot be written.
     *
     * @param args the folder of results; if its charts and page are to be made anew, the name of a run in it; if it is
     *     not {@code jmh.json} in that folder, JMH's file
     * @throws IOException if the report cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path results = Path.of(args[0]).toAbsolutePath().normalize();
        Optional<Path> run = argument(args, 1).map(results::resolve);
        Path json = run.map(folder -> folder.resolve(JSON))
                .orElseGet(() -> argument(args, 2).map(Path::of).orElse(results.resolve(JSON)));
        if (!Files.isRegularFile(json)) {
            fail(json + " does not exist; run first: mvn -pl bench jmh:benchmark");
            return;
        }
        if (run.isPresent() && !Files.isRegularFile(run.get().resolve(SUMMARY))) {
            fail(run.get() + " has no " + SUMMARY);
            return;
        }
        try {
            BenchmarkRun measured = BenchmarkRun.read(json);
            if (run.isPresent()) {
                redraw(run.get(), measured.measurements());
                System.out.println("Charts and page made anew in " + run.get());
            } else {
                System.out.println("Report written to " + write(measured, json, results));
                long unsettled = measured.measurements().stream().filter(m -> !m.isSettled()).count();
                if (unsettled > 0) {
                    System.out.println(unsettled + " of " + measured.measurements().size() + " measurements had not"
                            + " settled (" + Format.UNSETTLED + "): run again with nothing else, or with -Djmh.wi=12");
                }
            }
        } catch (JacksonException | IllegalArgumentException e) {
            fail(json + " is no result of these benchmarks: " + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    /** Maven makes null of an empty property. */
    private static Optional<String> argument(String[] args, int index) {
        return index < args.length ? Optional.ofNullable(args[index]).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    /** Everything is made before anything is written. */
    static Path write(BenchmarkRun run, Path json, Path results) throws IOException {
        Processor processor = Processor.ofThisMachine();
        Instant end = Files.getLastModifiedTime(json).toInstant();
        Environment environment = new Environment(run, processor, results.getParent(), end);
        String description = environment.describe();
        String summary = new Tables(run.measurements()).summary();
        Map<String, String> files = pages(run.measurements(), summary, description);
        files.put(JSON, withoutPath(Files.readString(json)));
        files.put(ENVIRONMENT, description);
        files.put(SUMMARY, summary);
        Path folder = unused(results, environment.date() + "-" + processor.slug() + "-jdk" + run.feature());
        Files.createDirectories(folder);
        writeAll(folder, files);
        return folder;
    }

    static void redraw(Path folder, List<Measurement> measurements) throws IOException {
        Map<String, String> files = pages(measurements, Files.readString(folder.resolve(SUMMARY)),
                environment(folder));
        try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "*.svg")) {
            for (Path picture : old) {
                Files.delete(picture);
            }
        }
        writeAll(folder, files);
    }

    /** {@return charts as files, and all in one page, by their names} */
    static Map<String, String> pages(List<Measurement> measurements, String summary, String environment) {
        List<Picture> pictures = Charts.of(measurements).stream().map(Picture::of).toList();
        Map<String, String> files = new LinkedHashMap<>();
        pictures.forEach(picture -> files.put(picture.name() + ".svg", picture.file()));
        files.put("index.html", Page.html(title(environment), pictures, summary, environment));
        return files;
    }

    /** {@return the description of a run's environment, empty if there is none} */
    static String environment(Path folder) throws IOException {
        Path file = folder.resolve(ENVIRONMENT);
        return Files.isRegularFile(file) ? Files.readString(file) : "";
    }

    private static void writeAll(Path folder, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static String title(String environment) {
        Map<String, String> rows = Environment.rows(environment);
        return "Lanewise on " + rows.getOrDefault("processor", UNKNOWN) + ", JDK " + rows.getOrDefault("JDK", UNKNOWN)
                + ", " + rows.getOrDefault("date of the run", UNKNOWN);
    }

    /** What is published says which JDK it was, not where it lay. */
    static String withoutPath(String json) {
        return json.replaceAll("(\"jvm\"\\s*:\\s*)\"[^\"]*\"", "$1\"java\"");
    }

    /** A second run of a day goes beside the first. */
    private static Path unused(Path results, String name) {
        Path folder = results.resolve(name);
        for (int i = 2; Files.exists(folder); i++) {
            folder = results.resolve(name + "-" + i);
        }
        return folder;
    }

    static void fail(String reason) {
        System.err.println(reason);
        System.exit(1);
    }
}
