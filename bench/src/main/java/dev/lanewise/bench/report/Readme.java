package dev.lanewise.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the tables of the README from results, between lines that say which: {@code <!-- table: steps RUN -->},
 * likewise {@code products RUN}, {@code functions RUN} and {@code accuracy}, and {@code <!-- end -->}. RUN is a folder
 * of results.
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
            case "accuracy" -> accuracy(results.resolve("accuracy.md"));
            default -> throw new IllegalArgumentException("no table " + block.group(2));
        };
    }

    private static List<Measurement> run(Path results, String name) {
        return BenchmarkRun.read(results.resolve(name).resolve("jmh.json")).measurements();
    }

    private static String steps(List<Measurement> run) {
        List<Measurement> mine = run.stream().filter(m -> m.benchmark().equals("TrainingStepBenchmark")
                && ThroughputCharts.hidden(m) > 0).toList();
        List<List<String>> rows = new ArrayList<>();
        for (Comparison c : Comparison.of(mine, "batch", "net")) {
            rows.add(List.of(c.task().parameter("batch"), c.task().parameter("net"), time(c.with("naive")),
                    time(c.with("naive-ikj")), time(c.with("vector")), Format.speedUp(c.speedUpOverBetterNaive())));
        }
        return Format.table(List.of("batch", "network", "naive", "naive-ikj", "Lanewise", "over the better naive"),
                rows);
    }

    private static String products(List<Measurement> run) {
        List<Measurement> mine = run.stream().filter(m -> m.benchmark().equals("GemmBenchmark")
                && m.parameter("arithmetic").equals("fused")).toList();
        List<Comparison> products = Comparison.of(mine, "shape");
        List<List<String>> rows = new ArrayList<>();
        for (Comparison c : products) {
            if (c.task().method().equals("forward")) {
                String shape = c.task().parameter("shape");
                rows.add(List.of(Tables.shape(shape), rate(c.with("naive")), rate(c.with("naive-ikj")),
                        rate(c.with("naive-rows")), rate(c.with("netlib-vector")), rate(c.with("ejml")),
                        rate(c.with("openblas")), rate(c.with("vector")),
                        Format.share(c.with("vector"), Work.peak(run)),
                        Format.speedUp(c.speedUpOverBetterNaive()), Format.speedUp(c.speedUpOver("openblas")),
                        overOpenBlas(products, shape, "inputGradient"),
                        overOpenBlas(products, shape, "weightGradient")));
            }
        }
        return Tables.measuredColumns(List.of("m × k × n", "naive", "naive-ikj", "naive-rows", "VectorBLAS", "EJML",
                "OpenBLAS", "Lanewise", "of the peak", "over the better naive", "over OpenBLAS", "dz·wᵀ", "xᵀ·dz"),
                rows);
    }

    private static String overOpenBlas(List<Comparison> products, String shape, String method) {
        return products.stream()
                .filter(c -> c.task().method().equals(method) && c.task().parameter("shape").equals(shape)).findFirst()
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
