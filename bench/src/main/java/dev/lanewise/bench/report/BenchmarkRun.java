package dev.lanewise.bench.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JMH result file.
 *
 * @param jvm path of the {@code java} that ran the benchmarks
 * @param jvmArgs its arguments
 * @param settings names and values for people, such as JDK version and forks; values that differ are all given
 * @param feature feature version of the JDK, such as {@code 25}
 * @param measurements what was measured, in the file's order
 */
record BenchmarkRun(String jvm, List<String> jvmArgs, Map<String, String> settings, String feature,
        List<Measurement> measurements) {

    /** Starts the arguments by which a run with other libraries says which they are. */
    private static final String PEER = "-Dpeer.";

    private static final Map<String, Double> NANOSECONDS =
            Map.of("ns/op", 1.0, "us/op", 1e3, "ms/op", 1e6, "s/op", 1e9);

    /** {@return the run in that file} */
    static BenchmarkRun read(Path file) {
        return of(JsonMapper.shared().readTree(file));
    }

    static BenchmarkRun of(JsonNode root) {
        if (!root.isArray() || root.isEmpty()) {
            throw new IllegalArgumentException("no array of results");
        }
        List<Measurement> measurements = new ArrayList<>();
        root.forEach(result -> measurements.add(measurement(result)));
        JsonNode first = root.get(0);
        List<String> jvmArgs = new ArrayList<>();
        first.path("jvmArgs").forEach(argument -> jvmArgs.add(argument.asString()));
        return new BenchmarkRun(first.path("jvm").asString(), jvmArgs, settings(root, measurements),
                feature(first.path("jdkVersion").asString()), measurements);
    }

    private static Measurement measurement(JsonNode result) {
        String name = required(result, "benchmark").asString();
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException(name + " is no class and method");
        }
        String type = name.substring(0, dot);
        Map<String, String> parameters = new LinkedHashMap<>();
        result.path("params").properties().forEach(e -> parameters.put(e.getKey(), e.getValue().asString()));
        JsonNode metric = required(result, "primaryMetric");
        String unit = required(metric, "scoreUnit").asString();
        Double nanoseconds = NANOSECONDS.get(unit);
        if (nanoseconds == null) {
            throw new IllegalArgumentException(name + " is in " + unit + ", not a time per operation");
        }
        List<Double> forks = new ArrayList<>();
        int settled = 0;
        for (JsonNode fork : required(metric, "rawData")) {
            List<Double> iterations = fork.valueStream().map(value -> value.asDouble(Double.NaN)).toList();
            double time = Measurement.median(iterations);
            if (!(time > 0 && time < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(name + " has a fork of " + time + " " + unit);
            }
            forks.add(time * nanoseconds);
            settled += isSettled(iterations) ? 1 : 0;
        }
        String simpleName = type.substring(type.lastIndexOf('.') + 1);
        return new Measurement(simpleName, name.substring(dot + 1), parameters, forks, 2 * settled > forks.size());
    }

    /** {@return whether the best of the second half of a fork is no more than twice as fast as that of the first} */
    private static boolean isSettled(List<Double> iterations) {
        int half = iterations.size() / 2;
        return half == 0 || Collections.min(iterations.subList(0, half)) <= 2
                * Collections.min(iterations.subList(half, iterations.size()));
    }

    private static JsonNode required(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null) {
            throw new IllegalArgumentException("a result has no " + field);
        }
        return value;
    }

    private static Map<String, String> settings(JsonNode root, List<Measurement> measurements) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("JDK", values(root, "jdkVersion"));
        settings.put("VM", values(root, "vmName") + " " + values(root, "vmVersion"));
        settings.put("VM arguments", values(root, "jvmArgs"));
        for (JsonNode argument : root.get(0).path("jvmArgs")) {
            if (isPeer(argument)) {
                String[] peer = argument.asString().substring(PEER.length()).split("=", 2);
                settings.put(peer[0], peer.length > 1 ? peer[1] : "");
            }
        }
        settings.put("JMH", values(root, "jmhVersion"));
        settings.put("threads", values(root, "threads"));
        settings.put("forks", measurements.stream().map(m -> String.valueOf(m.forks().size())).distinct()
                .collect(Collectors.joining(", ")));
        settings.put("warm-up", values(root, "warmupIterations") + " × " + values(root, "warmupTime"));
        settings.put("measurement", values(root, "measurementIterations") + " × " + values(root, "measurementTime"));
        return settings;
    }

    private static String values(JsonNode root, String field) {
        Set<String> values = new TreeSet<>();
        for (JsonNode result : root) {
            JsonNode value = result.path(field);
            if (value.isArray()) {
                List<String> elements = new ArrayList<>();
                value.valueStream().filter(element -> !isPeer(element)).map(JsonNode::asString).forEach(elements::add);
                values.add(String.join(" ", elements));
            } else {
                values.add(value.asString());
            }
        }
        return String.join(", ", values);
    }

    private static boolean isPeer(JsonNode argument) {
        return argument.asString().startsWith(PEER);
    }

    /** {@return {@code 25} of {@code 25.0.1}, {@code 25-ea} or {@code 25}} */
    private static String feature(String jdkVersion) {
        return jdkVersion.split("[^0-9]", 2)[0];
    }
}
