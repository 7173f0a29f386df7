package dev.lanewise.bench.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.data.xy.DefaultXYZDataset;

/** How many times faster than the better of the naive loops over flat arrays, a cell per batch and hidden width. */
final class SpeedUpCharts {

    private static final int WIDTH = 460;
    private static final int ROW = 56;
    private static final int COLUMN = 44;
    private static final int REST = 120;

    private SpeedUpCharts() {
    }

    /** What a cell shows. */
    private record Cell(String batch, String hidden, double speedUp, boolean isSettled) {
    }

    /** Red below 1, white at 1, blue above; doublings are steps of the same size, up to 16. */
    private static final class Scale implements PaintScale {

        private static final double DOUBLINGS = 4;

        @Override
        public double getLowerBound() {
            return 0;
        }

        @Override
        public double getUpperBound() {
            return Double.MAX_VALUE;
        }

        @Override
        public Color getPaint(double speedUp) {
            double share = Math.max(-1, Math.min(1, Styled.log2(speedUp) / DOUBLINGS));
            return share < 0 ? mixed(new Color(0xB2182B), -share) : mixed(new Color(0x1F6FB4), share);
        }

        private static Color mixed(Color color, double share) {
            return new Color(part(color.getRed(), share), part(color.getGreen(), share), part(color.getBlue(), share));
        }

        private static int part(int channel, double share) {
            return (int) Math.round(255 + share * (channel - 255));
        }
    }

    static List<Chart> of(String benchmark, String title, List<Measurement> measurements) {
        List<Measurement> mine = measurements.stream()
                .filter(m -> m.benchmark().equals(benchmark) && m.hidden() > 0).toList();
        List<Cell> cells = new ArrayList<>();
        for (Comparison c : Comparison.of(mine)) {
            OptionalDouble speedUp = c.speedUpOverBetterNaive();
            if (speedUp.isPresent()) {
                cells.add(new Cell(c.task().parameter("batch"), String.valueOf(c.task().hidden()),
                        speedUp.getAsDouble(), c.isSettled()));
            }
        }
        return cells.size() < 2 ? List.of() : List.of(chart(benchmark, title, cells));
    }

    private static Chart chart(String benchmark, String title, List<Cell> cells) {
        String[] batches = cells.stream().map(Cell::batch).distinct().sorted(new NaturalOrder()).toArray(String[]::new);
        String[] hidden = cells.stream().map(Cell::hidden).distinct().sorted(new NaturalOrder()).toArray(String[]::new);
        double[][] values = new double[3][cells.size()];
        for (int i = 0; i < cells.size(); i++) {
            values[0][i] = index(hidden, cells.get(i).hidden);
            values[1][i] = index(batches, cells.get(i).batch);
            values[2][i] = cells.get(i).speedUp;
        }
        DefaultXYZDataset data = new DefaultXYZDataset();
        data.addSeries("speed-up", values);
        Scale scale = new Scale();
        XYBlockRenderer renderer = new XYBlockRenderer();
        renderer.setPaintScale(scale);
        SymbolAxis x = Styled.axis(new SymbolAxis("hidden units", hidden));
        SymbolAxis y = Styled.axis(new SymbolAxis("batch", batches));
        x.setGridBandsVisible(false);
        y.setGridBandsVisible(false);
        XYPlot plot = new XYPlot(data, x, y, renderer);
        Styled.plot(plot);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        for (int i = 0; i < cells.size(); i++) {
            String speedUp = Format.digits(values[2][i]) + (cells.get(i).isSettled ? "" : Format.UNSETTLED);
            XYTextAnnotation text = new XYTextAnnotation(speedUp, values[0][i], values[1][i]);
            text.setFont(Theme.TEXT);
            text.setPaint(Styled.legibleOn(scale.getPaint(values[2][i])));
            plot.addAnnotation(text);
        }
        String what = title + ": speed-up over the better naive";
        return new Chart("speed-up-" + Charts.slug(benchmark), what + " loop", Styled.chart(what, plot, false),
                Math.max(WIDTH, REST + COLUMN * hidden.length), REST + ROW * batches.length);
    }

    private static int index(String[] values, String value) {
        return IntStream.range(0, values.length).filter(i -> values[i].equals(value)).findFirst().getAsInt();
    }
}
