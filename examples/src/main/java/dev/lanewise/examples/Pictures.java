package dev.lanewise.examples;

import dev.lanewise.ConfusionMatrix;
import dev.lanewise.Dataset;
import dev.lanewise.Model;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of the examples, and the folder that they are written to as PNG. */
final class Pictures {

    static final Color BLACK = new Color(0x202020);
    static final Color BLUE = new Color(0x1F5FA8);
    static final Color ORANGE = new Color(0xD9731A);
    static final Color GREEN = new Color(0x2E8B57);
    static final Color GREY = new Color(0xB4B4B4);

    private static final Color CLEAR = new Color(0, true);

    private final Path folder;

    /**
     * Pictures of a program.
     *
     * @param args its arguments: the folder, if there is one, else the system property {@code pictures} names it
     */
    Pictures(String[] args) {
        folder = Path.of(args.length > 0 ? args[0] : System.getProperty("pictures", "target/pictures"));
    }

    /** {@return a chart without series} */
    static XYChart chart(int width, int height, String title, String xTitle, String yTitle) {
        XYChart chart = new XYChart(width, height);
        style(chart, title, xTitle, yTitle);
        return chart;
    }

    /** Limits the x axis, a little beyond what is asked for: XChart labels evenly spaced values too densely. */
    static void limitX(XYChart chart, double low, double high) {
        double margin = (high - low) / 500;
        chart.getStyler().setXAxisMin(low - margin).setXAxisMax(high + margin);
    }

    /** Adds a line through points. */
    static void line(XYChart chart, String name, double[] x, double[] y, Color color) {
        chart.addSeries(name, x, y)
                .setXYSeriesRenderStyle(XYSeriesRenderStyle.Line)
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(color)
                .setLineStyle(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }

    /** Adds points. */
    static void points(XYChart chart, String name, double[] x, double[] y, Color color) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color);
    }

    /** {@return the points of two classes over the probability of class 1 that a model of two inputs gives} */
    static XYChart boundary(int width, int height, String title, Model model, Dataset data) {
        XYChart chart = new BoundaryChart(width, height, model, data);
        style(chart, title, "x1", "x2");
        for (int label = 0; label < 2; label++) {
            points(chart, "class " + label, ofClass(data, label, 0), ofClass(data, label, 1),
                    label == 0 ? BLUE : ORANGE);
        }
        return chart;
    }

    /** {@return a confusion matrix with its counts, the darker the more; 0 at the top left} */
    static HeatMapChart confusion(int width, int height, String title, ConfusionMatrix matrix) {
        HeatMapChart chart = new HeatMapChartBuilder().width(width).height(height).build();
        style(chart, title, "predicted digit", "actual digit");
        int last = matrix.classes() - 1;
        List<String> predicted = IntStream.rangeClosed(0, last).mapToObj(Integer::toString).toList();
        List<String> actual = IntStream.rangeClosed(0, last).mapToObj(i -> Integer.toString(last - i)).toList();
        List<Number[]> cells = IntStream.rangeClosed(0, last).boxed()
                .flatMap(j -> IntStream.rangeClosed(0, last)
                        .mapToObj(i -> new Number[] {j, i, matrix.count(last - i, j)}))
                .toList();
        chart.addSeries("rows", predicted, actual, cells);
        chart.getStyler()
                .setRangeColors(new Color[] {Color.WHITE, new Color(0x9CC3EC)})
                .setShowValue(true)
                .setValueFont(font(Font.PLAIN, 14))
                .setHeatMapValueDecimalPattern("#")
                .setPlotGridLinesVisible(false)
                .setXAxisTickMarkSpacingHint(1)
                .setPlotContentSize(1)
                .setLegendVisible(false);
        return chart;
    }

    /** Writes a picture. */
    void save(String name, IChart chart) {
        saveGrid(name, 1, List.of(chart));
    }

    /** Writes charts of one size as one picture, row by row. */
    void saveGrid(String name, int columns, List<? extends IChart> charts) {
        Path file = folder.resolve(name + ".png");
        try {
            Files.createDirectories(folder);
            int rows = (charts.size() + columns - 1) / columns;
            BitmapEncoder.saveBitmap(charts, rows, columns, file.toString(), BitmapFormat.PNG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println("wrote " + file.toAbsolutePath().normalize());
    }

    /** {@return one of the two inputs of the rows of a class} */
    private static double[] ofClass(Dataset data, int label, int input) {
        return IntStream.range(0, data.rows())
                .filter(i -> data.y()[2 * i + label] == 1)
                .mapToDouble(i -> data.x()[2 * i + input])
                .toArray();
    }

    private static DoubleStream column(Dataset data, int input) {
        return IntStream.range(0, data.rows()).mapToDouble(i -> data.x()[2 * i + input]);
    }

    private static void style(AxesChart<? extends AxesChartStyler, ?> chart, String title, String xTitle,
            String yTitle) {
        chart.setTitle(title);
        chart.setXAxisTitle(xTitle);
        chart.setYAxisTitle(yTitle);
        AxesChartStyler styler = chart.getStyler();
        styler.setPlotGridLinesColor(new Color(0xE4E4E4))
                .setAxisTickLabelsFont(font(Font.PLAIN, 13))
                .setAxisTitleFont(font(Font.PLAIN, 15))
                .setPlotMargin(0)
                .setXAxisTickMarkSpacingHint(110);
        styler.setLocale(Locale.ROOT)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setChartTitleFont(font(Font.BOLD, 16))
                .setChartTitleBoxVisible(false)
                .setChartPadding(16)
                .setLegendFont(font(Font.PLAIN, 14))
                .setLegendBorderColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setMarkerSize(7);
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    /** A chart of two inputs, on whose ground lies how probable a model finds class 1 at each place. */
    private static final class BoundaryChart extends XYChart {

        private static final int CELLS = 300;
        private static final double MARGIN = 0.5;

        private final Model model;
        private final double left;
        private final double right;
        private final double bottom;
        private final double top;

        BoundaryChart(int width, int height, Model model, Dataset data) {
            super(width, height);
            this.model = model;
            DoubleSummaryStatistics x1 = column(data, 0).summaryStatistics();
            DoubleSummaryStatistics x2 = column(data, 1).summaryStatistics();
            left = x1.getMin() - MARGIN;
            right = x1.getMax() + MARGIN;
            bottom = x2.getMin() - MARGIN;
            top = x2.getMax() + MARGIN;
            getStyler().setXAxisMin(left).setXAxisMax(right).setYAxisMin(bottom).setYAxisMax(top)
                    .setPlotContentSize(1);
        }

        /** Paints the chart to learn where its axes lie, then the ground, and on it the chart without its ground. */
        @Override
        public void paint(Graphics2D graphics, int width, int height) {
            super.paint(graphics, width, height);
            int x = (int) Math.round(getScreenXFromChart(left));
            int y = (int) Math.round(getScreenYFromChart(top));
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(ground(), x, y, (int) Math.round(getScreenXFromChart(right)) - x,
                    (int) Math.round(getScreenYFromChart(bottom)) - y, null);
            getStyler().setPlotBackgroundColor(CLEAR).setChartBackgroundColor(CLEAR);
            super.paint(graphics, width, height);
        }

        private BufferedImage ground() {
            double[] places = new double[2 * CELLS * CELLS];
            for (int i = 0; i < CELLS * CELLS; i++) {
                places[2 * i] = left + (i % CELLS + 0.5) * (right - left) / CELLS;
                places[2 * i + 1] = top - (i / CELLS + 0.5) * (top - bottom) / CELLS;
            }
            double[] probabilities = new double[2 * CELLS * CELLS];
            model.probabilities(CELLS * CELLS, places, 0, probabilities, 0);
            BufferedImage image = new BufferedImage(CELLS, CELLS, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < CELLS * CELLS; i++) {
                image.setRGB(i % CELLS, i / CELLS, shade(probabilities[2 * i + 1]));
            }
            return image;
        }

        /** From pale blue to pale orange, with a step at ½, where the class changes. */
        private static int shade(double probability) {
            Color side = probability < 0.5 ? BLUE : ORANGE;
            double strength = 0.2 + 0.5 * Math.abs(probability - 0.5);
            return new Color(pale(side.getRed(), strength), pale(side.getGreen(), strength),
                    pale(side.getBlue(), strength)).getRGB();
        }

        private static int pale(int channel, double strength) {
            return (int) Math.round(255 - strength * (255 - channel));
        }
    }
}
