package dev.lanewise.bench.report;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The report as one page that needs nothing else: charts, tables, environment, by daylight and in the dark. */
final class Page {

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    private static final String STYLE = """
            * { box-sizing: border-box; }
            body { margin: 0 auto; max-width: 1240px; padding: 1rem; background: var(--paper); color: var(--ink);
              font: 16px/1.5 system-ui, sans-serif; }
            a { color: var(--link); }
            header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; }
            header h1 { margin: 0; flex: 1 1 18rem; font-size: 1.5rem; }
            button { font: inherit; color: inherit; background: none; border: 1px solid var(--grid);
              border-radius: .4rem; padding: .3rem .8rem; cursor: pointer; }
            .charts { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 390px), 1fr));
              margin: 1.5rem 0; align-items: start; }
            .charts figure { margin: 0; }
            .charts svg { display: block; width: 100%; height: auto; }
            .table { overflow-x: auto; }
            table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; }
            th, td { border: 1px solid var(--grid); padding: .25rem .5rem; text-align: left; white-space: nowrap; }
            .wrap td { white-space: normal; overflow-wrap: anywhere; }
            """;

    /** The system's theme is taken until the button is pressed. */
    private static final String SCRIPT = """
            document.querySelector('button').addEventListener('click', () => {
              const root = document.documentElement;
              const isDark = root.dataset.theme ? root.dataset.theme === 'dark'
                  : matchMedia('(prefers-color-scheme: dark)').matches;
              root.dataset.theme = isDark ? 'light' : 'dark';
            });
            """;

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
                + STYLE + "</style>\n</head>\n<body>\n<header><h1>" + escaped(title)
                + "</h1><button type=\"button\">Light or dark</button></header>\n"
                + "<section class=\"charts\">\n" + charts + "</section>\n"
                + "<section>\n" + body(summary) + "</section>\n<section class=\"wrap\">\n" + body(environment)
                + "</section>\n<script>\n" + SCRIPT + "</script>\n</body>\n</html>\n";
    }

    private static String body(String markdown) {
        Parser parser = Parser.builder().extensions(EXTENSIONS).build();
        String html = HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).build()
                .render(parser.parse(markdown));
        return html.replace("<table>", "<div class=\"table\"><table>").replace("</table>", "</table></div>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
