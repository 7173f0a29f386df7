package dev.lanewise.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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

    /** {@return shares of the core's peak that products reach, a chart per product; none without a peak} */
    static List<Picture> shares(List<Measurement> measurements) {
        double peak = Work.peak(measurements);
        List<Picture> pictures = new ArrayList<>();
        for (String method : List.of("forward", "inputGradient", "weightGradient")) {
            List<Measurement> mine = measurements.stream().filter(m -> m.benchmark().equals("GemmBenchmark")
                    && m.method().equals(method) && m.parameter("arithmetic").equals("fused")).toList();
            if (peak > 0 && !mine.isEmpty()) {
                String title = "Share of the core's peak, " + Tables.product(method) + ", fused";
                pictures.add(picture("share-of-peak-" + method.toLowerCase(Locale.ROOT), title, "% of peak",
                        "shape", mine, m -> 100 * Work.flops(m) / m.median() / peak));
            }
        }
        return pictures;
    }

    /** {@return nanoseconds per element of the functions} */
    static List<Picture> functions(List<Measurement> measurements) {
        List<Measurement> mine = measurements.stream().filter(m -> m.benchmark().equals("ActivationBenchmark"))
                .toList();
        return mine.isEmpty() ? List.of() : List.of(picture("functions", "Elementary functions", "ns per element",
                "function", mine, Measurement::median));
    }

    private static Picture picture(String name, String title, String unit, String task,
            List<Measurement> measurements, ToDoubleFunction<Measurement> value) {
        List<Measurement> sorted = measurements.stream()
                .sorted(Comparator.comparing((Measurement m) -> m.parameter(task), new NaturalOrder())
                        .thenComparingInt(m -> Theme.order(m.parameter("kernels"))))
                .toList();
        List<String> kernels = sorted.stream().map(m -> m.parameter("kernels")).distinct()
                .sorted(Comparator.comparingInt(Theme::order)).toList();
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (String series : kernels) {
            for (Measurement m : sorted) {
                if (m.parameter("kernels").equals(series)) {
                    data.addValue(value.applyAsDouble(m), Theme.label(series), Tables.shape(m.parameter(task)));
                }
            }
        }
        BarRenderer renderer = new BarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setItemMargin(0);
        for (int i = 0; i < kernels.size(); i++) {
            renderer.setSeriesPaint(i, Theme.color(kernels.get(i)));
        }
        CategoryAxis x = Styled.axis(new CategoryAxis());
        x.setMaximumCategoryLabelWidthRatio(0.6f);
        NumberAxis y = Styled.axis(new NumberAxis(unit));
        CategoryPlot plot = new CategoryPlot(data, x, y, renderer);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        Styled.plot(plot);
        int height = REST + data.getColumnCount() * (BAR * kernels.size() + GAP);
        return Picture.of(name, title + ", " + unit, Styled.chart(title, plot, true), WIDTH, height);
    }
}
