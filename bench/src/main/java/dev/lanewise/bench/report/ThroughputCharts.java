package dev.lanewise.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** GFLOP/s against the width of the hidden layers, a chart for each batch; bars go from the least fork to the most. */
final class ThroughputCharts {

    private static final int WIDTH = 460;
    private static final int HEIGHT = 340;

    private ThroughputCharts() {
    }

    static List<Chart> of(String benchmark, String title, List<Measurement> measurements) {
        SortedMap<String, List<Measurement>> byBatch = new TreeMap<>(new NaturalOrder());
        for (Measurement m : measurements) {
            if (m.benchmark().equals(benchmark) && m.hidden() > 0) {
                byBatch.computeIfAbsent(m.parameter("batch"), batch -> new ArrayList<>()).add(m);
            }
        }
        List<Chart> charts = new ArrayList<>();
        byBatch.forEach((batch, mine) -> {
            if (mine.stream().mapToInt(Measurement::hidden).distinct().count() > 1) {
                charts.add(chart(benchmark, title + ", batch of " + batch, batch, mine));
            }
        });
        return charts;
    }

    private static Chart chart(String benchmark, String title, String batch, List<Measurement> measurements) {
        Map<String, YIntervalSeries> series = new LinkedHashMap<>();
        measurements.stream().sorted(Comparator.comparingInt((Measurement m) -> Theme.order(m.parameter("kernels")))
                .thenComparingInt(Measurement::hidden)).forEach(m -> {
                    double flops = Work.flops(m);
                    series.computeIfAbsent(m.parameter("kernels"), kernels -> new YIntervalSeries(Theme.label(m)))
                            .add(Styled.log2(m.hidden()), Styled.log2(flops / m.median()), Styled.log2(flops / m.max()),
                                    Styled.log2(flops / m.min()));
                });
        YIntervalSeriesCollection data = new YIntervalSeriesCollection();
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDefaultLinesVisible(true);
        renderer.setDrawXError(false);
        series.forEach((kernels, values) -> {
            int index = data.getSeriesCount();
            data.addSeries(values);
            renderer.setSeriesPaint(index, Theme.color(kernels));
            renderer.setSeriesStroke(index, Styled.LINE);
        });
        XYPlot plot = new XYPlot(data, Styled.logAxis("hidden units"), Styled.logAxis("GFLOP/s"), renderer);
        Styled.plot(plot);
        Styled.withTicks(plot);
        String name = "throughput-" + Charts.slug(benchmark) + "-batch-" + batch;
        return new Chart(name, title + ": GFLOP/s", Styled.chart(title, plot, true), WIDTH, HEIGHT);
    }
}
