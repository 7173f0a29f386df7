package dev.lanewise.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The report as one page that needs nothing else: charts, tables, environment, by daylight and in the dark. */
final class Page {

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    private Page() {
    }

    /**
     * The page of a report.
     *
     * @param title what was measured where
     * @param pictures its charts
     * @param summary its tables, as Markdown
     * @param environment where it was measured, as Markdown
     * @return HTML
     */
    static String html(String title, List<Picture> pictures, String summary, String environment) {
        StringBuilder charts = new StringBuilder();
        for (Picture picture : pictures) {
            charts.append("<figure id=\"").append(picture.name()).append("\">\n").append(picture.svg())
                    .append("</figure>\n");
        }
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<link rel=\"icon\" href=\"data:,\">\n<title>" + escaped(title) + "</title>\n<style>\n" + Theme.css()
                + resource("page.css") + "</style>\n</head>\n<body>\n<header><h1>" + escaped(title)
                + "</h1><button type=\"button\">Light or dark</button></header>\n"
                + "<section class=\"charts\">\n" + charts + "</section>\n"
                + "<section>\n" + body(summary) + "</section>\n<section class=\"wrap\">\n" + body(environment)
                + "</section>\n<script>\n" + resource("page.js") + "</script>\n</body>\n</html>\n";
    }

    /** Headings are below the page's own, tables scroll by themselves, numbers have a class. */
    private static String body(String markdown) {
        Parser parser = Parser.builder().extensions(EXTENSIONS).build();
        String html = HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).build()
                .render(parser.parse(markdown));
        return html.replace("h2>", "h3>").replace("h1>", "h2>")
                .replace("<table>", "<div class=\"table\"><table>").replace("</table>", "</table></div>")
                .replaceAll("<td>(?=(<strong>)?[0-9.]+( |</|%))", "<td class=\"number\">");
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
