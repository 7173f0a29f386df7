package dev.lanewise.bench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.math.BigDecimal;
import java.math.MathContext;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.Range;

/** The look that all charts share. */
final class Styled {

    static final BasicStroke LINE = new BasicStroke(2.5f);
    private static final BasicStroke THIN = new BasicStroke(1f);

    private Styled() {
    }

    /** {@return a chart of a plot, with a legend below if it has more than one series} */
    static JFreeChart chart(String title, Plot plot, boolean hasLegend) {
        JFreeChart chart = new JFreeChart(title, Theme.TITLE, plot, false);
        chart.setBackgroundPaint(Theme.PAPER);
        chart.getTitle().setPaint(Theme.INK);
        if (hasLegend) {
            LegendTitle legend = new LegendTitle(plot);
            legend.setPosition(RectangleEdge.BOTTOM);
            legend.setItemFont(Theme.TEXT);
            legend.setItemPaint(Theme.INK);
            legend.setBackgroundPaint(Theme.PAPER);
            legend.setFrame(BlockBorder.NONE);
            chart.addSubtitle(legend);
        }
        return chart;
    }

    static void plot(XYPlot plot) {
        plot.setBackgroundPaint(Theme.PAPER);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinePaint(Theme.GRID);
        plot.setRangeGridlinePaint(Theme.GRID);
        plot.setDomainGridlineStroke(THIN);
        plot.setRangeGridlineStroke(THIN);
    }

    static void plot(CategoryPlot plot) {
        plot.setBackgroundPaint(Theme.PAPER);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(Theme.GRID);
        plot.setRangeGridlineStroke(THIN);
    }

    static <A extends Axis> A axis(A axis) {
        axis.setLabelFont(Theme.TEXT);
        axis.setTickLabelFont(Theme.TEXT);
        axis.setLabelPaint(Theme.INK);
        axis.setTickLabelPaint(Theme.INK);
        axis.setAxisLinePaint(Theme.GRID);
        axis.setTickMarkPaint(Theme.GRID);
        return axis;
    }

    /** {@return an axis for binary logarithms of values, with the powers of two as labels} */
    static NumberAxis logAxis(String label) {
        NumberAxis axis = axis(new NumberAxis(label));
        axis.setAutoRangeIncludesZero(false);
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setNumberFormatOverride(new PowerFormat());
        return axis;
    }

    /** Shows the data of a plot with two such axes, and of each at least two powers of two. */
    static void withTicks(XYPlot plot) {
        for (ValueAxis axis : List.of(plot.getDomainAxis(), plot.getRangeAxis())) {
            Range data = plot.getDataRange(axis);
            double margin = axis.getLowerMargin() * data.getLength();
            double least = data.getLowerBound() - margin;
            double most = data.getUpperBound() + margin;
            if (Math.floor(most) - Math.ceil(least) < 1) {
                least = Math.floor(least);
                most = Math.floor(most) + 1;
            }
            axis.setRange(least, most);
        }
    }

    static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    /** Shows the logarithm of a value as the value. */
    private static final class PowerFormat extends NumberFormat {

        private static final long serialVersionUID = 1;
        private static final MathContext TWO_DIGITS = new MathContext(2);

        @Override
        public StringBuffer format(double log, StringBuffer text, FieldPosition position) {
            double value = Math.scalb(1.0, (int) Math.rint(log));
            return text.append(
                    new BigDecimal(value).round(value < 1 ? TWO_DIGITS : MathContext.UNLIMITED).toPlainString());
        }

        @Override
        public StringBuffer format(long log, StringBuffer text, FieldPosition position) {
            return format((double) log, text, position);
        }

        @Override
        public Number parse(String text, ParsePosition position) {
            throw new UnsupportedOperationException("labels are not read");
        }
    }

    /** {@return black or white, whichever is legible on a colour} */
    static Color legibleOn(Color color) {
        double luminance = 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen())
                + 0.0722 * linear(color.getBlue());
        return luminance > 0.179 ? Color.BLACK : Color.WHITE;     // where both have the same contrast (WCAG 2)
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
