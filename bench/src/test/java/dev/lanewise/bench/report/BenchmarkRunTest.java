package dev.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BenchmarkRunTest {

    static BenchmarkRun sample() throws URISyntaxException {
        return BenchmarkRun.read(Path.of(BenchmarkRunTest.class.getResource("jmh.json").toURI()));
    }

    @Test
    void forksAreMediansOfTheirIterationsInNanoseconds() throws URISyntaxException {
        List<Measurement> measurements = sample().measurements();
        assertEquals(List.of(9e3, 1e4, 2e4), measurements.get(0).forks());
        assertEquals(1e5, measurements.get(1).median(), 1e-6);
        assertEquals(5e3, measurements.get(2).median(), 1e-6);
    }

    @Test
    void aMeasurementIsNamedByClassMethodAndParameters() throws URISyntaxException {
        Measurement measurement = sample().measurements().get(0);
        assertEquals("GemmBenchmark", measurement.benchmark());
        assertEquals("forward", measurement.method());
        assertEquals("256x64x10", measurement.parameter("shape"));
    }

    @Test
    void theRunIsDescribed() throws URISyntaxException {
        BenchmarkRun run = sample();
        assertEquals("25", run.feature());
        assertEquals("/nowhere/bin/java", run.jvm());
        assertEquals(List.of("--add-modules=jdk.incubator.vector"), run.jvmArgs());
        assertEquals("2 × 400 ms", run.settings().get("measurement"));
    }

    @Test
    void otherLibrariesAreSettingsOfTheirOwn() {
        Map<String, String> settings = BenchmarkRun.of(JsonMapper.shared().readTree("""
                [{"benchmark": "a.B.c", "jvmArgs": ["-Xmx1g", "-Dpeer.ejml=EJML-1.2"],
                  "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[1.0]]}}]
                """)).settings();
        assertEquals("EJML-1.2", settings.get("ejml"));
        assertEquals("-Xmx1g", settings.get("VM arguments"));
    }

    @Test
    void whatIsNoResultIsRefused() {
        for (String json : List.of("{}", "[]", "[{}]", "[{\"benchmark\": \"a.b\", \"primaryMetric\": {}}]")) {
            String message = assertThrows(IllegalArgumentException.class,
                    () -> BenchmarkRun.of(JsonMapper.shared().readTree(json))).getMessage();
            assertTrue(message.contains("no "), message);
        }
    }

    private static boolean isSettled(String forks) {
        return BenchmarkRun.of(JsonMapper.shared().readTree("""
                [{"benchmark": "a.B.c", "primaryMetric": {"scoreUnit": "ns/op", "rawData": %s}}]
                """.formatted(forks))).measurements().get(0).isSettled();
    }

    @Test
    void whatBecomesFasterToTheEndHasNotSettled() {
        assertTrue(isSettled("[[5.0]]"));
        assertTrue(isSettled("[[9.0, 5.0, 5.0, 5.0]]"), "the first alone is slow");
        assertTrue(isSettled("[[5.0, 5.0, 5.0, 50.0]]"), "a neighbour came");
        assertTrue(isSettled("[[20.0, 20.0, 10.0]]"));
        assertFalse(isSettled("[[21.0, 10.0, 10.0]]"));
        assertFalse(isSettled("[[1647451, 271410, 41290, 13726]]"));
        assertTrue(isSettled("[[50.0, 5.0], [5.0, 5.0], [5.0, 5.0]]"), "most have");
        assertFalse(isSettled("[[50.0, 5.0], [5.0, 5.0], [50.0, 5.0]]"));
    }

    @Test
    void aDamagedResultIsRefused() {
        String good = """
                [{"benchmark": "a.B.c", "jvmArgs": ["-Dpeer.ejml"],
                  "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[1.0]]}}]
                """;
        assertEquals("", BenchmarkRun.of(JsonMapper.shared().readTree(good)).settings().get("ejml"));
        for (String damage : List.of("a.B.c abc", "ns/op ops/ns", "[[1.0]] []", "[[1.0]] [[]]", "1.0 \"NaN\"",
                "1.0 -1", "1.0 0", "1.0 1e999")) {
            String json = good.replace(damage.split(" ")[0], damage.split(" ")[1]);
            assertThrows(IllegalArgumentException.class, () -> BenchmarkRun.of(JsonMapper.shared().readTree(json)),
                    json);
        }
    }
}
