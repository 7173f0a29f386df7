package dev.lanewise.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/** Numbers and tables as Markdown. A value of several forks is their median, followed by (least–most). */
final class Format {

    /** A value that was not measured. */
    static final String NOTHING = "–";

    /** Follows a value that was still becoming faster. */
    static final String UNSETTLED = "†";

    private Format() {
    }

    static String time(Measurement measurement) {
        if (measurement == null) {
            return NOTHING;
        }
        double median = measurement.median();
        if (median < 1e3) {
            return value(measurement, 1, "ns");
        }
        if (median < 1e6) {
            return value(measurement, 1e3, "µs");
        }
        return value(measurement, 1e6, "ms");
    }

    /** {@return a mean in the unit of a time, followed by (least–most)} */
    static String time(double mean, Measurement measurement) {
        return time(measurement.withForks(List.of(mean)))
                + (measurement.isSpread() ? " (" + time(measurement.withForks(List.of(measurement.min()))) + "–"
                        + time(measurement.withForks(List.of(measurement.max()))) + ")" : "");
    }

    static String nanoseconds(Measurement measurement) {
        return measurement == null ? NOTHING : value(measurement, 1, "");
    }

    static String milliseconds(Measurement measurement) {
        return value(measurement, 1e6, "");
    }

    private static String value(Measurement measurement, double unit, String unitName) {
        String suffix = unitName.isEmpty() ? "" : " " + unitName;
        return spread(measurement, time -> time / unit, measurement.min(), measurement.max(), suffix);
    }

    /** Operations per nanosecond are GFLOP/s. */
    static String gigaflops(Measurement measurement) {
        if (measurement == null) {
            return NOTHING;
        }
        double flops = Work.flops(measurement);
        return spread(measurement, time -> flops / time, measurement.max(), measurement.min(), "");
    }

    private static String spread(Measurement measurement, DoubleUnaryOperator shown, double from, double to,
            String suffix) {
        String median = digits(shown.applyAsDouble(measurement.median())) + suffix;
        String spread = measurement.isSpread()
                ? " (" + digits(shown.applyAsDouble(from)) + "–" + digits(shown.applyAsDouble(to)) + ")" : "";
        return median + spread + (measurement.isSettled() ? "" : UNSETTLED);
    }

    static String speedUp(OptionalDouble speedUp) {
        if (speedUp.isEmpty()) {
            return NOTHING;
        }
        double factor = speedUp.getAsDouble();
        return factor < 1 ? "**" + digits(factor) + " (slower)**" : digits(factor);
    }

    /** Of the peak, in operations per nanosecond; not positive where it was not measured. */
    static String share(Measurement measurement, double peak) {
        if (measurement == null || !(peak > 0)) {
            return NOTHING;
        }
        double share = Work.flops(measurement) / measurement.median() / peak;
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** About three significant digits. */
    static String digits(double value) {
        String format = value < 0.00995 ? "%.5f"
                : value < 0.0995 ? "%.4f" : value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, format, value);
    }

    static String table(List<String> header, List<List<String>> rows) {
        StringBuilder text = new StringBuilder(row(header));
        text.append("|---".repeat(header.size())).append("|\n");
        rows.forEach(row -> text.append(row(row)));
        return text.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
