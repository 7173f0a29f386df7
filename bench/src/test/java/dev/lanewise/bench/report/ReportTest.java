package dev.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Instant END = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    Path repository;

    private Path results;

    private Path json;

    @BeforeEach
    void copyARun() throws IOException {
        results = Files.createDirectory(repository.resolve("results"));
        json = repository.resolve("other.json");
        try (InputStream sample = ReportTest.class.getResourceAsStream("jmh.json")) {
            Files.copy(sample, json);
        }
        Files.setLastModifiedTime(json, FileTime.from(END));
    }

    private Path write() throws IOException {
        return Report.write(BenchmarkRun.read(json), json, results);
    }

    private static Set<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void aReportIsAFolder() throws IOException {
        Path folder = write();
        assertEquals(results, folder.getParent());
        String name =
                LocalDate.ofInstant(END, ZoneId.systemDefault()) + "-" + Processor.ofThisMachine().slug() + "-jdk25";
        assertEquals(name, folder.getFileName().toString());
        assertEquals(new TreeSet<>(Set.of("jmh.json", "environment.md", "summary.md", "index.html",
                "products-forward.svg")), files(folder));
        assertEquals(BenchmarkRun.read(json).measurements(),
                BenchmarkRun.read(folder.resolve("jmh.json")).measurements());
        String page = Files.readString(folder.resolve("index.html"));
        assertTrue(page.contains(", JDK 25.0.1, " + LocalDate.ofInstant(END, ZoneId.systemDefault()) + "</h1>"), page);
        assertTrue(page.contains("<svg"), page);
        Path second = write();
        assertEquals(name + "-2", second.getFileName().toString());
        assertEquals(files(folder), files(second));
    }

    @Test
    void theEnvironmentSaysEverything() throws IOException {
        Map<String, String> rows = Environment.rows(Files.readString(write().resolve("environment.md")));
        assertEquals(List.of("what", "date of the run", "processor", "family", "cores", "clock now",
                "caches of a core", "kernels", "JDK", "VM", "VM arguments", "JMH", "threads", "forks",
                "warm-up", "measurement", "peak of a core, measured", "operating system", "transparent huge pages",
                "commit"), List.copyOf(rows.keySet()));
        assertEquals("25.0.1", rows.get("JDK"));
        assertEquals("not measured", rows.get("peak of a core, measured"));
        assertEquals(String.valueOf(Runtime.getRuntime().availableProcessors()), rows.get("cores"));
    }

    @Test
    void thePeakIsInTheEnvironment() {
        List<Measurement> run = List.of(new Measurement("PeakBenchmark", "fma", Map.of(), List.of(0.02)));
        assertEquals("50.0 GFLOP/s of fused multiply-adds", Environment.peak(run));
    }

    @Test
    void chartsAndPageAreMadeAnew() throws IOException {
        Path folder = write();
        Set<String> before = files(folder);
        Files.writeString(folder.resolve("summary.md"), "# Results\n\nas they were\n");
        Files.writeString(folder.resolve("old.svg"), "");
        Files.delete(folder.resolve("products-forward.svg"));
        Report.redraw(folder, BenchmarkRun.read(folder.resolve("jmh.json")).measurements());
        assertEquals(before, files(folder));
        assertTrue(Files.readString(folder.resolve("index.html")).contains("<p>as they were</p>"));
    }

    /** A width that is no number is found when charts are made. */
    @Test
    void nothingIsWrittenOfARunThatCannotBeShown() throws IOException {
        Files.writeString(json, Files.readString(json).replace("GemmBenchmark", "ForwardBenchmark")
                .replace("\"shape\"", "\"hidden\""));
        assertThrows(IllegalArgumentException.class, this::write);
        assertEquals(Set.of(), files(results));
    }

    @Test
    void aPublishedRunDoesNotSayWhereTheJvmLay() throws IOException {
        String text = """
                [{"jvm" : "/home/someone/jdk/bin/java", "jdkVersion" : "25"}, {"jvm" : "/home/someone/jdk/bin/java"}]
                """;
        assertEquals("""
                [{"jvm" : "java", "jdkVersion" : "25"}, {"jvm" : "java"}]
                """, Report.withoutPath(text));
        assertTrue(Files.readString(json).contains("/nowhere/"));
        assertFalse(Files.readString(write().resolve("jmh.json")).contains("/nowhere/"));
    }
}
