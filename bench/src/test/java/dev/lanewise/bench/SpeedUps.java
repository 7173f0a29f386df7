package dev.lanewise.bench;

import java.io.File;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;

/**
 * Prints how many times faster Lanewise is than each of the other kernels, as soon as a task has been measured with
 * both: from means over a fork's iterations, where the report takes medians. It is a profiler as far as JMH is
 * concerned, as these hear of results while a run goes on.
 */
public final class SpeedUps implements ExternalProfiler {

    private static final String KERNELS = "kernels";
    private static final String VECTOR = "vector";

    /** Of all forks; JMH makes a profiler for each. */
    private static final Map<String, Map<String, double[]>> TIMES = new HashMap<>();

    private final PrintStream out;

    /** Prints to standard output, among what JMH prints. */
    public SpeedUps() {
        this(System.out);
    }

    SpeedUps(PrintStream out) {
        this.out = out;
    }

    @SuppressWarnings("rawtypes")     // as JMH has it
    @Override
    public Collection<? extends Result> afterTrial(BenchmarkResult result, long pid, File stdOut, File stdErr) {
        BenchmarkParams params = result.getParams();
        String kernels = params.getParamsKeys().contains(KERNELS) ? params.getParam(KERNELS) : null;
        if (kernels != null) {
            add(task(params), kernels, result.getPrimaryResult().getScore(), params.getForks());
        }
        return List.of();
    }

    /** A fork's time; when it is the last of its kernels, what is known of the task is printed. */
    void add(String task, String kernels, double time, int forks) {
        Map<String, double[]> byKernels = TIMES.computeIfAbsent(task, any -> new TreeMap<>());
        double[] before = byKernels.getOrDefault(kernels, new double[0]);
        double[] now = Arrays.copyOf(before, before.length + 1);
        now[before.length] = time;
        byKernels.put(kernels, now);
        if (now.length >= forks && byKernels.containsKey(VECTOR) && byKernels.size() > 1) {
            out.printf(Locale.ROOT, "%n# Speed-up, %s: %s%n", task, speedUps(byKernels));
        }
    }

    private static String speedUps(Map<String, double[]> byKernels) {
        double vector = median(byKernels.get(VECTOR));
        StringBuilder text = new StringBuilder();
        byKernels.entrySet().stream().filter(entry -> !entry.getKey().equals(VECTOR))
                .sorted(Comparator.comparingDouble(entry -> median(entry.getValue())))
                .forEach(entry -> text.append(text.length() == 0 ? "" : ", ").append(String.format(Locale.ROOT,
                        "%.2f times %s", median(entry.getValue()) / vector, entry.getKey())));
        return text.toString();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String task(BenchmarkParams params) {
        String name = params.getBenchmark();
        String[] parts = name.split("\\.");
        StringBuilder task = new StringBuilder(parts[parts.length - 2].replace("Benchmark", "")).append('.')
                .append(parts[parts.length - 1]);
        for (String key : params.getParamsKeys()) {
            if (!key.equals(KERNELS)) {
                task.append(", ").append(key).append(' ').append(params.getParam(key));
            }
        }
        return task.toString();
    }

    @Override
    public Collection<String> addJVMInvokeOptions(BenchmarkParams params) {
        return List.of();
    }

    @Override
    public Collection<String> addJVMOptions(BenchmarkParams params) {
        return List.of();
    }

    @Override
    public void beforeTrial(BenchmarkParams params) {
    }

    @Override
    public boolean allowPrintOut() {
        return true;
    }

    @Override
    public boolean allowPrintErr() {
        return true;
    }

    @Override
    public String getDescription() {
        return "Speed-ups over other kernels as soon as they are known";
    }
}
