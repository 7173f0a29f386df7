package dev.lanewise.bench.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * Turns {@code results/jmh.json} into a folder {@code results/<date>-<cpu>-<jdk>} with that file
 * (but for the path of the JVM), {@code environment.md}, {@code summary.md}, charts as SVG and all of it in one page,
 * {@code index.html}. Run it on the machine and the commit that were measured. Charts and page of a folder that is
 * there already can be made anew; what its tables say of the benchmarks stays, as it was true of them then.
 */
public final class Report {

    private Report() {
    }

    /**
     * Writes the report, or one line that says why it cannot be written.
     *
     * @param args the folder of results, and, if its pages are to be made anew, the name of a run in it
     * @throws IOException if the report cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path results = Path.of(args[0]).toAbsolutePath().normalize();
        boolean isThere = args.length > 1 && args[1] != null;     // Maven makes null of an empty property
        Path folder = isThere ? results.resolve(args[1]) : results;
        Path json = folder.resolve("jmh.json");
        if (!Files.isRegularFile(json)) {
            fail(json + " does not exist");
            return;
        }
        try {
            if (isThere) {
                redraw(folder, BenchmarkRun.read(json).measurements());
                System.out.println("Charts and page made anew in " + folder);
            } else {
                System.out.println("Report written to " + write(BenchmarkRun.read(json), json, results));
            }
        } catch (JacksonException | IllegalArgumentException e) {
            fail(json + " is no result of JMH (" + e.getMessage().lines().findFirst().orElse("") + ")");
        }
    }

    private static Path write(BenchmarkRun run, Path json, Path results) throws IOException {
        Processor processor = Processor.ofThisMachine();
        Instant end = Files.getLastModifiedTime(json).toInstant();
        Environment environment = new Environment(run, processor, results.getParent(), end);
        Path folder = unused(results, environment.date() + "-" + processor.slug() + "-jdk" + run.feature());
        String description = environment.describe();
        String summary = new Tables(run.measurements()).summary();
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("jmh.json"), withoutPath(Files.readString(json)));
        Files.writeString(folder.resolve("environment.md"), description);
        Files.writeString(folder.resolve("summary.md"), summary);
        draw(folder, run.measurements(), summary, description);
        return folder;
    }

    private static void redraw(Path folder, List<Measurement> measurements) throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "*.svg")) {
            for (Path picture : old) {
                Files.delete(picture);
            }
        }
        draw(folder, measurements, Files.readString(folder.resolve("summary.md")),
                Files.readString(folder.resolve("environment.md")));
    }

    /** Charts as files, and all in one page. */
    static void draw(Path folder, List<Measurement> measurements, String summary, String environment)
            throws IOException {
        List<Picture> pictures = Pictures.of(measurements);
        for (Picture picture : pictures) {
            Files.writeString(folder.resolve(picture.name() + ".svg"), picture.file());
        }
        Files.writeString(folder.resolve("index.html"), Page.html(title(environment), pictures, summary, environment));
    }

    private static String title(String environment) {
        return "Lanewise on " + value(environment, "processor") + ", JDK " + value(environment, "JDK") + ", "
                + value(environment, "date of the run");
    }

    private static String value(String environment, String what) {
        Matcher row = Pattern.compile("\\| " + what + " \\| (.*?) \\|").matcher(environment);
        return row.find() ? row.group(1) : "unknown";
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

    private static void fail(String reason) {
        System.err.println(reason + "; run first: mvn -pl bench jmh:benchmark");
        System.exit(1);
    }
}
