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

    static List<Picture> of(String benchmark, String title, List<Measurement> measurements) {
        SortedMap<String, List<Measurement>> byBatch = new TreeMap<>(new NaturalOrder());
        for (Measurement m : measurements) {
            if (m.benchmark().equals(benchmark) && hidden(m) > 0) {
                byBatch.computeIfAbsent(m.parameter("batch"), batch -> new ArrayList<>()).add(m);
            }
        }
        List<Picture> pictures = new ArrayList<>();
        byBatch.forEach((batch, mine) -> {
            if (mine.stream().mapToInt(ThroughputCharts::hidden).distinct().count() > 1) {
                pictures.add(picture(benchmark, title + ", batch of " + batch, batch, mine));
            }
        });
        return pictures;
    }

    /** {@return the hidden width of 64-h-10 or 64-h-h-10, 0 for other networks} */
    static int hidden(Measurement m) {
        String hidden = m.parameter("hidden");
        if (!hidden.isEmpty()) {
            return Integer.parseInt(hidden);
        }
        String[] net = m.parameter("net").split("-");
        return net.length == 4 && net[0].equals("64") && net[1].equals(net[2]) && net[3].equals("10")
                ? Integer.parseInt(net[1]) : 0;
    }

    private static Picture picture(String benchmark, String title, String batch, List<Measurement> measurements) {
        Map<String, YIntervalSeries> series = new LinkedHashMap<>();
        measurements.stream().sorted(Comparator.comparingInt((Measurement m) -> Theme.order(m.parameter("kernels")))
                .thenComparingInt(ThroughputCharts::hidden)).forEach(m -> {
                    double flops = Work.flops(m);
                    series.computeIfAbsent(m.parameter("kernels"), kernels -> new YIntervalSeries(Theme.label(kernels)))
                            .add(Styled.log2(hidden(m)), Styled.log2(flops / m.median()), Styled.log2(flops / m.max()),
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
        String name = "throughput-" + Pictures.slug(benchmark) + "-batch-" + batch;
        return Picture.of(name, title + ": GFLOP/s", Styled.chart(title, plot, true), WIDTH, HEIGHT);
    }
}
