package dev.lanewise.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * JMH with one fork of everything, then another of everything, and so on. JMH itself takes all forks of a benchmark one
 * after the other, so that a minute in which a neighbour slows the machine down has all of one competitor's forks; here
 * it has one of each row that falls into it.
 */
final class Rounds {

    private final Map<String, BenchmarkParams> params = new LinkedHashMap<>();
    private final Map<String, List<BenchmarkResult>> forks = new LinkedHashMap<>();

    private Rounds() {
    }

    /**
     * Runs JMH; the results of all rounds so far are in its result file after each.
     *
     * @param arguments of JMH, with a number of forks, a file for results and its format
     * @throws CommandLineOptionException if JMH does not understand them
     * @throws RunnerException if a benchmark fails
     */
    static void run(String... arguments) throws CommandLineOptionException, RunnerException {
        CommandLineOptions options = new CommandLineOptions(arguments);
        Options oneFork = new OptionsBuilder().parent(options).forks(1).build();
        Rounds rounds = new Rounds();
        int count = options.getForkCount().get();
        if (count < 1) {
            throw new CommandLineOptionException("forks: " + count + ", must be at least 1");
        }
        long start = System.nanoTime();
        for (int round = 0; round < count; round++) {
            System.out.println(heading(round, count, System.nanoTime() - start));
            rounds.add(new Runner(oneFork).run());
            ResultFormatFactory.getInstance(options.getResultFormat().get(), options.getResult().get())
                    .writeOut(rounds.results());
        }
    }

    /** JMH knows of one round alone; the rest of the time follows from the rounds before. */
    static String heading(int round, int count, long nanoseconds) {
        String left = round == 0 ? "" : String.format("; all rounds: about %d minutes left",
                TimeUnit.NANOSECONDS.toMinutes(nanoseconds / round * (count - round)));
        return String.format("%n# Round %d of %d%s (an ETA below is this round's)", round + 1, count, left);
    }

    private void add(Collection<RunResult> round) {
        for (RunResult result : round) {
            String id = result.getParams().id();
            params.putIfAbsent(id, result.getParams());
            forks.computeIfAbsent(id, key -> new ArrayList<>()).addAll(result.getBenchmarkResults());
        }
    }

    private List<RunResult> results() {
        return params.keySet().stream().map(id -> new RunResult(params.get(id), forks.get(id))).toList();
    }
}
