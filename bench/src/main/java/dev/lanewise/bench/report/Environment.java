package dev.lanewise.bench.report;

import dev.lanewise.DenseKernel;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine and the source that a run was made with, as far as they can be read; {@code unknown} otherwise. */
final class Environment {

    static final String PEAK = "peak of a core, measured";

    private static final String UNKNOWN = "unknown";
    private static final Pattern ROW = Pattern.compile("\\| (.*?) \\| (.*) \\|");

    private final BenchmarkRun run;
    private final Processor processor;
    private final Path repository;
    private final Instant end;

    /**
     * The environment of a run.
     *
     * @param end when the run ended
     */
    Environment(BenchmarkRun run, Processor processor, Path repository, Instant end) {
        this.run = run;
        this.processor = processor;
        this.repository = repository;
        this.end = end;
    }

    /** {@return the day on which the run ended} */
    LocalDate date() {
        return LocalDate.ofInstant(end, ZoneId.systemDefault());
    }

    String describe() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("date of the run", date().toString()));
        rows.add(List.of("processor", processor.name()));
        rows.add(List.of("family", processor.familyAndModel()));
        rows.add(List.of("cores", String.valueOf(Runtime.getRuntime().availableProcessors())));
        rows.add(List.of("clock now", processor.clock()));
        rows.add(List.of("caches of a core", caches()));
        rows.add(List.of("kernels", kernels()));
        for (Map.Entry<String, String> setting : run.settings().entrySet()) {
            rows.add(List.of(setting.getKey(), setting.getValue()));
        }
        rows.add(List.of(PEAK, peak(run.measurements())));
        rows.add(List.of("operating system", operatingSystem()));
        rows.add(List.of("transparent huge pages", firstLine(Path.of("/sys/kernel/mm/transparent_hugepage/enabled"))));
        rows.add(List.of("commit", commit()));
        return "# Environment\n\n" + Format.table(List.of("what", "value"), rows);
    }

    /** {@return what a description says, by name} */
    static Map<String, String> rows(String description) {
        Map<String, String> rows = new LinkedHashMap<>();
        description.lines().map(ROW::matcher).filter(Matcher::matches)
                .forEach(row -> rows.put(row.group(1), row.group(2)));
        return rows;
    }

    static String peak(List<Measurement> measurements) {
        double peak = Work.peak(measurements);
        return peak > 0 ? Format.digits(peak) + " GFLOP/s of fused multiply-adds" : "not measured";
    }

    private static String caches() {
        TreeSet<String> caches = new TreeSet<>();
        Path folder = Path.of("/sys/devices/system/cpu/cpu0/cache");
        try (DirectoryStream<Path> indexes = Files.newDirectoryStream(folder, "index*")) {
            for (Path index : indexes) {
                String type = firstLine(index.resolve("type")).replace("Unified", "").toLowerCase(Locale.ROOT);
                String level = "L" + firstLine(index.resolve("level"));
                caches.add((level + " " + type).strip() + " " + firstLine(index.resolve("size")));
            }
        } catch (IOException e) {
            return UNKNOWN;
        }
        return caches.isEmpty() ? UNKNOWN : String.join(", ", caches);
    }

    /** Asks the very JVM that ran the benchmarks, with its arguments. */
    private String kernels() {
        try {
            List<String> command = new ArrayList<>(List.of(run.jvm()));
            command.addAll(run.jvmArgs());
            command.add("--add-modules=jdk.incubator.vector");
            command.add("-cp");
            command.add(location(DenseKernel.class) + File.pathSeparator + location(KernelProbe.class));
            command.add(KernelProbe.class.getName());
            return Command.output(repository, command).orElse(UNKNOWN);
        } catch (URISyntaxException e) {
            return UNKNOWN;
        }
    }

    private static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String operatingSystem() {
        String kernel = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
        try {
            return Files.readAllLines(Path.of("/etc/os-release")).stream()
                    .filter(line -> line.startsWith("PRETTY_NAME="))
                    .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", "") + ", " + kernel)
                    .findFirst().orElse(kernel);
        } catch (IOException e) {
            return kernel;
        }
    }

    /** Results are left out: writing them is what makes a checkout that was clean during the run look changed. */
    private String commit() {
        String head = Command.output(repository, List.of("git", "rev-parse", "HEAD")).orElse(UNKNOWN);
        boolean changed = Command.output(repository,
                List.of("git", "status", "--porcelain", "--", ".", ":(exclude)results")).isPresent();
        return head + (changed ? " with uncommitted changes" : "") + (isNewer() ? " (committed after the run)" : "");
    }

    /** {@return whether the commit is younger than the end of the run; one made during the run is not noticed} */
    private boolean isNewer() {
        return Command.output(repository, List.of("git", "log", "-1", "--format=%ct"))
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)).isAfter(end)).orElse(false);
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse(UNKNOWN).strip();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
