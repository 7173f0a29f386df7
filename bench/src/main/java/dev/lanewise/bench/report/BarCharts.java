package dev.lanewise.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;

/** Bars side by side for each task, one for each of the kernels. */
final class BarCharts {

    private static final int WIDTH = 460;
    private static final int BAR = 13;
    private static final int GAP = 12;
    private static final int REST = 130;

    private BarCharts() {
    }

    /** {@return a chart per product and arithmetic: shares of the core's peak, or GFLOP/s if that was not measured} */
    static List<Chart> products(List<Measurement> measurements) {
        double peak = Work.peak(measurements);
        List<Chart> charts = new ArrayList<>();
        for (String arithmetic : List.of("fused", "strict")) {
            for (String method : List.of("forward", "inputGradient", "weightGradient")) {
                List<Measurement> mine = measurements.stream().filter(m -> m.benchmark().equals("GemmBenchmark")
                        && m.method().equals(method) && m.parameter("arithmetic").equals(arithmetic)).toList();
                String name = Charts.slug(method) + (arithmetic.equals("strict") ? "-strict" : "");
                String product = Tables.product(method) + ", " + arithmetic;
                charts.addAll(peak > 0
                        ? chart("share-of-peak-" + name, "Share of the core's peak, " + product, "% of peak", mine,
                                BarCharts::shape, m -> 100 * Work.flops(m) / m.median() / peak)
                        : chart("products-" + name, "Products, " + product, "GFLOP/s", mine, BarCharts::shape,
                                BarCharts::rate));
            }
        }
        return charts;
    }

    /** {@return GFLOP/s of training steps, if there are networks that charts over the hidden width leave out} */
    static List<Chart> steps(List<Measurement> measurements) {
        List<Measurement> mine = of("TrainingStepBenchmark", measurements);
        return mine.stream().allMatch(m -> m.hidden() > 0) ? List.of()
                : chart("training-steps", "Training steps", "GFLOP/s", mine,
                        m -> m.parameter("net") + ", batch " + m.parameter("batch"), BarCharts::rate);
    }

    /** {@return nanoseconds per element of the functions} */
    static List<Chart> functions(List<Measurement> measurements) {
        return chart("functions", "Functions and activations", "ns per element",
                of("ActivationBenchmark", measurements),
                m -> m.parameter("function"), Measurement::median);
    }

    private static List<Measurement> of(String benchmark, List<Measurement> measurements) {
        return measurements.stream().filter(m -> m.benchmark().equals(benchmark)).toList();
    }

    private static String shape(Measurement m) {
        return Tables.shape(m.parameter("shape"));
    }

    private static double rate(Measurement m) {
        return Work.flops(m) / m.median();
    }

    /** {@return one chart, or none without measurements} */
    private static List<Chart> chart(String name, String title, String unit, List<Measurement> measurements,
            Function<Measurement, String> task, ToDoubleFunction<Measurement> value) {
        if (measurements.isEmpty()) {
            return List.of();
        }
        List<Measurement> sorted =
                measurements.stream().sorted(Comparator.comparing(task, new NaturalOrder())).toList();
        List<String> kernels = sorted.stream().map(m -> m.parameter("kernels")).distinct()
                .sorted(Comparator.comparingInt(Theme::order)).toList();
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        sorted.stream().sorted(Comparator.comparingInt(m -> Theme.order(m.parameter("kernels"))))
                .forEach(kernel -> sorted.forEach(m -> data.addValue(null, Theme.label(kernel), task.apply(m))));
        sorted.forEach(m -> data.addValue(value.applyAsDouble(m), Theme.label(m), task.apply(m)));
        CategoryPlot plot = new CategoryPlot(data, Styled.axis(new CategoryAxis()), Styled.axis(new NumberAxis(unit)),
                renderer(kernels));
        plot.getDomainAxis().setMaximumCategoryLabelWidthRatio(0.6f);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        Styled.plot(plot);
        int height = REST + data.getColumnCount() * (BAR * kernels.size() + GAP);
        return List.of(new Chart(name, title + ", " + unit, Styled.chart(title, plot, true), WIDTH, height));
    }

    private static BarRenderer renderer(List<String> kernels) {
        BarRenderer renderer = new BarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setItemMargin(0);
        for (int i = 0; i < kernels.size(); i++) {
            renderer.setSeriesPaint(i, Theme.color(kernels.get(i)));
        }
        return renderer;
    }
}
