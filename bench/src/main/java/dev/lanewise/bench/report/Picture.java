package dev.lanewise.bench.report;

import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * A chart as SVG, with the variables of {@link Theme} for colours.
 *
 * @param name its file's name, without ending
 * @param svg the element {@code svg}
 */
record Picture(String name, String svg) {

    private static final String SVG = "http://www.w3.org/2000/svg";

    /**
     * Java's logical fonts, and what browsers are asked for: the font by which a chart is laid out on Linux, then one
     * whose letters are about as wide.
     */
    private static final String JAVA_FONTS = "font-family=\"('Dialog'|sans-serif)\"";
    private static final String FONTS = "font-family=\"'DejaVu Sans', Verdana, sans-serif\"";

    /** Draws a chart. */
    static Picture of(Chart chart) {
        int width = chart.width();
        int height = chart.height();
        Document document = document();
        SVGGraphics2D graphics = new SVGGraphics2D(SVGGeneratorContext.createDefault(document), false);
        graphics.setSVGCanvasSize(new Dimension(width, height));
        chart.content().draw(graphics, new Rectangle2D.Double(0, 0, width, height));
        Element root = graphics.getRoot();
        root.setAttribute("viewBox", "0 0 " + width + " " + height);
        root.setAttribute("role", "img");
        root.setAttribute("aria-label", chart.title());
        StringWriter text = new StringWriter();
        try {
            graphics.stream(root, text, false, false);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        String svg = text.toString().replaceFirst("(?s)^.*?(?=<svg)", "").replaceAll(JAVA_FONTS, FONTS);
        return new Picture(chart.name(), withOwnIds(chart.name(), Theme.withVariables(svg)));
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every JDK makes documents", e);
        }
    }

    /** In a page the ids of all its pictures are apart. */
    private static String withOwnIds(String name, String svg) {
        return svg.replaceAll("id=\"([^\"]+)\"", "id=\"" + name + "-$1\"")
                .replaceAll("url\\(#([^)]+)\\)", "url(#" + name + "-$1)")
                .replaceAll("href=\"#([^\"]+)\"", "href=\"#" + name + "-$1\"");
    }

    /** {@return the picture as a file of its own} */
    String file() {
        int end = svg.indexOf('>') + 1;
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg.substring(0, end) + "<style>" + Theme.css()
                + "</style>" + svg.substring(end);
    }
}
