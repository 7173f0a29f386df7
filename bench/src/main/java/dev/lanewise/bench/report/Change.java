package dev.lanewise.bench.report;

import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How a time has changed from one run to another: the ratio of the geometric means over forks (JVMs), and the interval
 * that holds it with 99 % confidence, from a t-interval of the logarithms' difference without equal variances (Welch,
 * The generalization of "Student's" problem, Biometrika 34, 1947). 99 and not 95 %, as a run has a hundred rows.
 *
 * @param before geometric mean before
 * @param after geometric mean after
 * @param least lower end of the ratio's interval; NaN, as the other end, if forks do not tell how far they spread: a
 *     run has one alone, or all are equal
 * @param most upper end of the interval
 */
record Change(double before, double after, double least, double most) {

    private static final double CONFIDENCE = 0.99;

    static Change of(List<Double> before, List<Double> after) {
        double half = Double.NaN;
        double a = variance(before) / before.size();
        double b = variance(after) / after.size();
        if (a + b > 0) {
            double freedom = (a + b) * (a + b) / (a * a / (before.size() - 1) + b * b / (after.size() - 1));
            half = Math.sqrt(a + b) * TDistribution.of(freedom).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        }
        double difference = mean(after) - mean(before);
        return new Change(Math.exp(mean(before)), Math.exp(mean(after)), Math.exp(difference - half),
                Math.exp(difference + half));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Math::log).average().getAsDouble();
    }

    /** Of logarithms; NaN of a single value. */
    private static double variance(List<Double> values) {
        double mean = mean(values);
        return values.stream().mapToDouble(value -> Math.log(value) - mean).map(d -> d * d).sum() / (values.size() - 1);
    }

    /** {@return time after by time before, below 1 if it became faster} */
    double ratio() {
        return after / before;
    }

    /** {@return faster, slower, or that no difference was shown} */
    String verdict() {
        if (most < 1) {
            return "faster";
        }
        return least > 1 ? "**slower**" : "no difference shown";
    }

    /** {@return the ratio with its interval} */
    @Override
    public String toString() {
        String interval = Double.isNaN(least) ? "no interval" : String.format(Locale.ROOT, "%.3f–%.3f", least, most);
        return String.format(Locale.ROOT, "%.3f (%s)", ratio(), interval);
    }
}
