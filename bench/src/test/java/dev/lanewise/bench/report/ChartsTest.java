package dev.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.xy.IntervalXYDataset;
import org.jfree.data.xy.XYZDataset;
import org.junit.jupiter.api.Test;

/** Charts show what was measured, at its place, by its name and in its colour. */
class ChartsTest {

    private static final Measurement PEAK = new Measurement("PeakBenchmark", "fma", Map.of(), List.of(0.02));

    private static Measurement measurement(String benchmark, String method, Map<String, String> task, String kernels,
            Double... forks) {
        Map<String, String> parameters = new HashMap<>(task);
        parameters.put("kernels", kernels);
        return new Measurement(benchmark, method, parameters, List.of(forks));
    }

    private static Chart chart(String name, List<Measurement> run) {
        return Charts.of(run).stream().filter(chart -> chart.name().equals(name)).findFirst().orElseThrow();
    }

    /** Vector takes 10, the better naive loop as many times that as batch and width say together. */
    private static List<Measurement> forward() {
        List<Measurement> run = new ArrayList<>();
        for (int hidden : new int[] {256, 16}) {
            for (int batch : new int[] {32, 1}) {
                Map<String, String> task = Map.of("batch", "" + batch, "hidden", "" + hidden);
                double speedUp = hidden / 100.0 * (batch + 1);
                run.add(measurement("ForwardBenchmark", "forward", task, "vector", 9.0, 10.0, 40.0));
                run.add(measurement("ForwardBenchmark", "forward", task, "naive", 1e6));
                run.add(measurement("ForwardBenchmark", "forward", task, "naive-ikj", 10 * speedUp));
            }
        }
        return run;
    }

    @Test
    void aCellIsTheSpeedUpOverTheBetterNaiveLoop() {
        XYPlot plot = chart("speed-up-forward", forward()).content().getXYPlot();
        String[] hidden = ((SymbolAxis) plot.getDomainAxis()).getSymbols();
        String[] batches = ((SymbolAxis) plot.getRangeAxis()).getSymbols();
        assertEquals(List.of("16", "256"), List.of(hidden));
        assertEquals(List.of("1", "32"), List.of(batches));
        XYZDataset cells = (XYZDataset) plot.getDataset();
        Map<String, String> shown = new TreeMap<>();
        for (int i = 0; i < cells.getItemCount(0); i++) {
            String cell = hidden[(int) cells.getXValue(0, i)] + " × " + batches[(int) cells.getYValue(0, i)];
            XYTextAnnotation text = (XYTextAnnotation) plot.getAnnotations().get(i);
            assertEquals(cells.getXValue(0, i), text.getX());
            assertEquals(cells.getYValue(0, i), text.getY());
            assertEquals(Format.digits(cells.getZValue(0, i)), text.getText());
            shown.put(cell, text.getText());
        }
        assertEquals(Map.of("16 × 1", "0.32", "16 × 32", "5.28", "256 × 1", "5.12", "256 × 32", "84.5"), shown);
    }

    @Test
    void aCellThatHasNotSettledIsMarked() {
        List<Measurement> run = new ArrayList<>(forward());
        Measurement vector = run.get(0);
        run.set(0, new Measurement(vector.benchmark(), vector.method(), vector.parameters(), vector.forks(), false));
        XYPlot plot = chart("speed-up-forward", run).content().getXYPlot();
        List<?> texts = plot.getAnnotations().stream().map(text -> ((XYTextAnnotation) text).getText()).toList();
        assertTrue(texts.contains("84.5†") && texts.contains("5.12"), texts.toString());
    }

    @Test
    void slowerIsRedFasterBlue() {
        XYBlockRenderer renderer = (XYBlockRenderer) chart("speed-up-forward", forward()).content().getXYPlot()
                .getRenderer();
        assertEquals(Color.WHITE, renderer.getPaintScale().getPaint(1));
        Color slower = (Color) renderer.getPaintScale().getPaint(0.5);
        Color faster = (Color) renderer.getPaintScale().getPaint(2);
        assertTrue(slower.getRed() > slower.getBlue(), slower.toString());
        assertTrue(faster.getBlue() > faster.getRed(), faster.toString());
        assertEquals(renderer.getPaintScale().getPaint(16), renderer.getPaintScale().getPaint(100));
    }

    @Test
    void throughputIsThatOfTheMedianOverTheHiddenWidth() {
        XYPlot plot = chart("throughput-forward-batch-32", forward()).content().getXYPlot();
        IntervalXYDataset data = (IntervalXYDataset) plot.getDataset();
        assertEquals("Lanewise", data.getSeriesKey(0));
        assertEquals("naive-ikj", data.getSeriesKey(2));
        assertEquals(4, data.getXValue(0, 0));     // 16 is 2^4
        assertEquals(8, data.getXValue(0, 1));
        double flops = 2.0 * 32 * (64 * 256 + 256 * 10);
        assertEquals(flops / 10, Math.pow(2, data.getYValue(0, 1)), 1e-9 * flops);
        assertEquals(flops / 40, Math.pow(2, data.getStartYValue(0, 1)), 1e-9 * flops);
        assertEquals(flops / 9, Math.pow(2, data.getEndYValue(0, 1)), 1e-9 * flops);
        NumberAxis axis = (NumberAxis) plot.getDomainAxis();
        assertEquals("256", axis.getNumberFormatOverride().format(8));
        assertEquals("0.25", axis.getNumberFormatOverride().format(-2));
        assertEquals("hidden units", axis.getLabel());
        assertEquals("GFLOP/s", plot.getRangeAxis().getLabel());
        XYErrorRenderer renderer = (XYErrorRenderer) plot.getRenderer();
        assertEquals(Theme.color("vector"), renderer.getSeriesPaint(0));
        assertTrue(renderer.getDrawYError() && !renderer.getDrawXError() && renderer.getDefaultLinesVisible());
    }

    /** Also where all values lie between two powers of two, or on one. */
    @Test
    void aLogarithmicAxisHasLabels() {
        List<Measurement> run = new ArrayList<>();
        for (int hidden : new int[] {90, 120}) {
            Map<String, String> task = Map.of("batch", "1", "hidden", "" + hidden);
            run.add(measurement("ForwardBenchmark", "forward", task, "vector", 2.0 * (64 + 10) * hidden / 8));
        }
        XYPlot plot = chart("throughput-forward-batch-1", run).content().getXYPlot();
        assertEquals(6, plot.getDomainAxis().getLowerBound());
        assertEquals(7, plot.getDomainAxis().getUpperBound());
        assertEquals(3, plot.getRangeAxis().getLowerBound());
        assertEquals(4, plot.getRangeAxis().getUpperBound());
    }

    private static Measurement product(String shape, String kernels, String arithmetic, double time) {
        return measurement("GemmBenchmark", "forward", Map.of("shape", shape, "arithmetic", arithmetic), kernels,
                time, time, 3 * time);
    }

    @Test
    void aBarIsTheShareOfThePeak() {
        List<Measurement> run = List.of(PEAK, product("256x64x10", "openblas", "fused", 16_384),
                product("1x64x64", "openblas", "fused", 819.2), product("256x64x10", "vector", "fused", 8_192));
        CategoryPlot plot = chart("share-of-peak-forward", run).content().getCategoryPlot();
        CategoryDataset data = plot.getDataset();
        assertEquals(List.of("Lanewise", "OpenBLAS"), data.getRowKeys());
        assertEquals(List.of("1 × 64 × 64", "256 × 64 × 10"), data.getColumnKeys());
        assertEquals(80, data.getValue("Lanewise", "256 × 64 × 10").doubleValue(), 1e-9);     // 40 of 50 GFLOP/s
        assertEquals(40, data.getValue("OpenBLAS", "256 × 64 × 10").doubleValue(), 1e-9);
        assertEquals(20, data.getValue("OpenBLAS", "1 × 64 × 64").doubleValue(), 1e-9);
        assertNull(data.getValue("Lanewise", "1 × 64 × 64"));
        assertEquals(Theme.color("openblas"), plot.getRenderer().getSeriesPaint(1));
        assertEquals("% of peak", plot.getRangeAxis().getLabel());
    }

    @Test
    void withoutThePeakABarIsGigaflops() {
        List<Measurement> run = List.of(product("256x64x10", "vector", "strict", 8_192));
        assertEquals(List.of("products-forward-strict"), Charts.of(run).stream().map(Chart::name).toList());
        CategoryPlot plot = chart("products-forward-strict", run).content().getCategoryPlot();
        assertEquals(40, plot.getDataset().getValue("Lanewise", "256 × 64 × 10").doubleValue(), 1e-9);
        assertEquals("GFLOP/s", plot.getRangeAxis().getLabel());
    }

    @Test
    void stepsOfOtherNetworksHaveBars() {
        Measurement small = measurement("TrainingStepBenchmark", "step", Map.of("batch", "1", "net", "2-3-3-2"),
                "vector", 100.0);
        CategoryPlot plot = chart("training-steps", List.of(small)).content().getCategoryPlot();
        assertEquals(Work.flops(small) / 100, plot.getDataset().getValue("Lanewise", "2-3-3-2, batch 1").doubleValue());
        Measurement usual = measurement("TrainingStepBenchmark", "step", Map.of("batch", "1", "net", "64-16-16-10"),
                "vector", 100.0);
        assertEquals(List.of(), Charts.of(List.of(usual)), "a point alone is no line");
    }

    @Test
    void functionsAreInNanoseconds() {
        List<Measurement> run = List.of(
                measurement("ActivationBenchmark", "apply", Map.of("function", "exp"), "naive", 4.0),
                measurement("ActivationBenchmark", "apply", Map.of("function", "exp"), "lanewise", 0.7),
                measurement("ActivationBenchmark", "apply", Map.of("function", "exp"), "vector", 0.9, 1.0, 5.0));
        CategoryPlot plot = chart("functions", run).content().getCategoryPlot();
        assertEquals(List.of("Lanewise", "Math", "Vector API's own"), plot.getDataset().getRowKeys());
        assertEquals(1.0, plot.getDataset().getValue("Lanewise", "exp"));
        assertEquals("ns per element", plot.getRangeAxis().getLabel());
    }
}
