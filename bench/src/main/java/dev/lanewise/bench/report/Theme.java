package dev.lanewise.bench.report;

import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Colours that a page or a picture has by daylight and in the dark, apart for colour-blind eyes too: Okabe and Ito,
 * Color Universal Design, 2008, some darker on white and lighter on black. Charts are drawn with stand-ins, which
 * become CSS variables in the SVG, so that the page around it, or the reader's system, decides.
 */
final class Theme {

    static final Color INK = new Color(1, 2, 0);
    static final Color GRID = new Color(1, 2, 1);
    static final Color PAPER = new Color(1, 2, 2);

    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    /** Kernels in the order in which charts show them; a kernel has one colour in all charts. */
    private static final List<String> KERNELS =
            List.of("vector", "naive", "naive-ikj", "naive-rows", "openblas", "netlib-vector", "ejml", "lanewise",
                    "vector-2");

    private static final String LIGHT = """
            --ink: #1f2328; --grid: #d0d7de; --paper: #ffffff; --link: #0550ae;
            --k0: #0072b2; --k1: #8c959f; --k2: #59636e; --k3: #b07d00; --k4: #d55e00; --k5: #009e73; --k6: #9b3f8f;
            --k7: #5a67d8; --k8: #005a8c;""";
    private static final String DARK = """
            --ink: #e6edf3; --grid: #3d444d; --paper: #0d1117; --link: #79c0ff;
            --k0: #58b7f5; --k1: #8b949e; --k2: #b8c0c8; --k3: #e3b341; --k4: #f0803c; --k5: #3fb98c; --k6: #d2a8ff;
            --k7: #9aa7ff; --k8: #9bd6ff;""";

    /** A stand-in as Batik writes it. */
    private static final Pattern STAND_IN = Pattern.compile("rgb\\(1,\\s*([23]),\\s*(\\d)\\)");
    private static final List<String> NAMES = List.of("--ink", "--grid", "--paper");

    private Theme() {
    }

    /** {@return where a kernel stands among others} */
    static int order(String kernels) {
        int order = KERNELS.indexOf(kernels);
        return order < 0 ? KERNELS.size() : order;
    }

    /** {@return the colour of a kernel; of those that are not known, the text's} */
    static Color color(String kernels) {
        int order = order(kernels);
        return order < KERNELS.size() ? new Color(1, 3, order) : INK;
    }

    /** {@return what a chart calls the kernels of a measurement} */
    static String label(Measurement m) {
        String kernels = m.parameter("kernels");
        return switch (kernels) {
            case "naive" -> m.benchmark().equals("ActivationBenchmark") ? "Math" : kernels;
            case "vector" -> "Lanewise";
            case "vector-2" -> "Lanewise, 2 threads";
            case "lanewise" -> "Vector API's own";
            case "openblas" -> "OpenBLAS";
            case "netlib-vector" -> "VectorBLAS";
            case "ejml" -> "EJML";
            default -> kernels;
        };
    }

    /** {@return the SVG with variables in place of stand-ins} */
    static String withVariables(String svg) {
        return STAND_IN.matcher(svg).replaceAll(Theme::variable);
    }

    private static String variable(MatchResult standIn) {
        int index = Integer.parseInt(standIn.group(2));
        return "var(" + (standIn.group(1).equals("2") ? NAMES.get(index) : "--k" + index) + ")";
    }

    /** {@return rules that set the variables: the system's choice, unless a page has made one} */
    static String css() {
        return ":root {\n" + LIGHT + "\n}\n@media (prefers-color-scheme: dark) {\n:root {\n" + DARK + "\n}\n}\n"
                + ":root[data-theme=light] {\n" + LIGHT + "\n}\n:root[data-theme=dark] {\n" + DARK + "\n}\n";
    }
}
