package dev.lanewise.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the tables of the README from results, between lines that say which: {@code <!-- table: steps RUN -->},
 * likewise {@code products RUN}, {@code functions RUN}, {@code programs RUN} and {@code accuracy}, and
 * {@code <!-- end -->}. RUN is a folder of results.
 */
public final class Readme {

    private static final Pattern BLOCK =
            Pattern.compile("(<!-- table: (\\w+)(?: ([\\w.-]+))? -->\n).*?(<!-- end -->)", Pattern.DOTALL);
    private static final Pattern ACCURACY =
            Pattern.compile("^\\| ([A-Z_0-9]+) \\| .*? \\| .*? \\| ([0-9.]+) \\| .*? \\| ([0-9.]+) \\|$",
                    Pattern.MULTILINE);

    private Readme() {
    }

    /**
     * Rewrites the tables of a README.
     *
     * @param args the folder of results, beside which the README lies
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Path results = Path.of(args[0]).toAbsolutePath().normalize();
        Path readme = results.resolveSibling("README.md");
        Files.writeString(readme, withTables(Files.readString(readme), results));
    }

    static String withTables(String text, Path results) {
        return BLOCK.matcher(text).replaceAll(block -> Matcher
                .quoteReplacement(block.group(1) + "\n" + table(block, results) + "\n" + block.group(4)));
    }

    private static String table(MatchResult block, Path results) {
        return switch (block.group(2)) {
            case "steps" -> steps(run(results, block.group(3)));
            case "products" -> products(run(results, block.group(3)));
            case "functions" -> functions(run(results, block.group(3)));
            case "programs" -> programs(run(results, block.group(3)));
            case "accuracy" -> accuracy(results.resolve("accuracy.md"));
            default -> throw new IllegalArgumentException("no table " + block.group(2));
        };
    }

    private static List<Measurement> run(Path results, String name) {
        return BenchmarkRun.read(results.resolve(name).resolve("jmh.json")).measurements();
    }

    private static String steps(List<Measurement> run) {
        List<Measurement> mine = run.stream().filter(m -> m.benchmark().equals("TrainingStepBenchmark")).toList();
        List<List<String>> rows = new ArrayList<>();
        for (Comparison c : Comparison.of(mine, "batch", "net")) {
            rows.add(List.of(c.task().parameter("batch"), c.task().parameter("net"), time(c.with("naive")),
                    time(c.with("naive-ikj")), time(c.with("netlib-vector")), time(c.with("ejml")),
                    time(c.with("openblas")), time(c.with("vector")), Format.speedUp(c.speedUpOverBetterNaive()),
                    Format.speedUp(c.speedUpOver("netlib-vector", "ejml", "openblas"))));
        }
        return Tables.measuredColumns(List.of("batch", "network", "naive", "naive-ikj", "VectorBLAS", "EJML",
                "OpenBLAS", "Lanewise", "over the better naive", "over the best of the others"), rows);
    }

    private static String products(List<Measurement> run) {
        List<Measurement> mine = run.stream().filter(m -> m.benchmark().equals("GemmBenchmark")).toList();
        List<Comparison> products = Comparison.of(mine, "shape", "arithmetic");
        double peak = Work.peak(run);
        List<List<String>> rows = new ArrayList<>();
        for (Comparison c : products) {
            if (c.task().method().equals("forward")) {
                rows.add(List.of(Tables.shape(c.task().parameter("shape")), c.task().parameter("arithmetic"),
                        rate(c.with("naive")), rate(c.with("naive-ikj")), rate(c.with("naive-rows")),
                        rate(c.with("netlib-vector")), rate(c.with("ejml")), rate(c.with("openblas")),
                        rate(c.with("vector")), Format.share(c.with("vector"), peak),
                        Format.speedUp(c.speedUpOverBetterNaive()), Format.speedUp(c.speedUpOver("openblas")),
                        overOpenBlas(products, c.task(), "inputGradient"),
                        overOpenBlas(products, c.task(), "weightGradient")));
            }
        }
        return Tables.measuredColumns(List.of("m × k × n", "arithmetic", "naive", "naive-ikj", "naive-rows",
                "VectorBLAS", "EJML", "OpenBLAS", "Lanewise", "of the peak", "over the better naive", "over OpenBLAS",
                "dz·wᵀ", "xᵀ·dz"), rows);
    }

    /** {@return the same for another product of a layer} */
    private static String overOpenBlas(List<Comparison> products, Measurement task, String method) {
        return products.stream().filter(c -> c.task().method().equals(method)
                && c.task().parameter("shape").equals(task.parameter("shape"))
                && c.task().parameter("arithmetic").equals(task.parameter("arithmetic"))).findFirst()
                .map(c -> Format.speedUp(c.speedUpOver("openblas"))).orElse(Format.NOTHING);
    }

    private static String functions(List<Measurement> run) {
        List<Measurement> mine = run.stream().filter(m -> m.benchmark().equals("ActivationBenchmark")).toList();
        List<List<String>> rows = new ArrayList<>();
        for (Comparison c : Comparison.of(mine, "function")) {
            rows.add(
                    List.of("`" + c.task().parameter("function") + "`", time(c.with("naive")), time(c.with("lanewise")),
                            time(c.with("vector")), Format.speedUp(c.speedUpOver("naive"))));
        }
        return Format.table(List.of("function", "with `Math`", "Vector API's own", "Lanewise", "over `Math`"), rows);
    }

    private static String programs(List<Measurement> run) {
        List<List<String>> rows = new ArrayList<>();
        for (Measurement m : run) {
            if (m.benchmark().equals("TrainerBenchmark")) {
                String[] task = m.parameter("task").split(" ");     // network, batch, batches, optimizer of the trainer
                String how = m.method().equals("epoch") ? "epoch of a trainer, " + task[3] : "steps by hand, sgd";
                rows.add(List.of(task[0] + ", " + task[2] + " batches of " + task[1] + ": " + how, Format.time(m)));
            } else if (m.benchmark().equals("SeedBenchmark")) {
                rows.add(List.of("program " + m.parameter("seed"), Format.time(m)));
            }
        }
        rows.sort(Comparator.comparing(row -> row.get(0), new NaturalOrder()));
        return Format.table(List.of("what", "time"), rows);
    }

    private static String time(Measurement m) {
        return m == null ? Format.NOTHING : Format.time(m.withoutSpread());
    }

    private static String rate(Measurement m) {
        return m == null ? Format.NOTHING : Format.gigaflops(m.withoutSpread());
    }

    private static String accuracy(Path file) {
        try {
            List<List<String>> rows = new ArrayList<>();
            Matcher row = ACCURACY.matcher(Files.readString(file));
            while (row.find()) {
                rows.add(List.of("`" + row.group(1) + "`", row.group(3), row.group(2)));
            }
            return Format.table(List.of("function", "bound, ULP", "largest error found"), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
