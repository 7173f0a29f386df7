package dev.lanewise.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code /proc/cpuinfo} says of the first processor, and where it gives no name (AArch64, macOS, Windows), what
 * the system calls it; {@code unknown} otherwise.
 */
final class Processor {

    private static final String UNKNOWN = "unknown";
    private static final String NAME = "model name";

    private final Map<String, String> fields;

    private Processor(Map<String, String> fields) {
        this.fields = fields;
    }

    static Processor ofThisMachine() {
        String cpuinfo = "";
        try {
            cpuinfo = Files.readString(Path.of("/proc/cpuinfo"));
        } catch (IOException e) {
            // another system
        }
        return fields(cpuinfo).containsKey(NAME) ? of(cpuinfo) : of(cpuinfo + NAME + ": " + nameBySystem());
    }

    private static String nameBySystem() {
        Path here = Path.of("").toAbsolutePath();
        return Command.output(here, List.of("sysctl", "-n", "machdep.cpu.brand_string"))
                .or(() -> Command.output(here, List.of("lscpu")).map(text -> fields(text).get("Model name")))
                .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER"))).orElse(UNKNOWN);
    }

    static Processor of(String cpuinfo) {
        return new Processor(fields(cpuinfo));
    }

    /** {@return the first value of each name} */
    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            int colon = line.indexOf(':');
            if (colon >= 0) {
                fields.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    String name() {
        return field(NAME);
    }

    String familyAndModel() {
        return "family " + field("cpu family") + ", model " + field("model") + ", stepping " + field("stepping");
    }

    /** {@return the frequency at this moment, which a virtual machine may not tell truly} */
    String clock() {
        String megahertz = field("cpu MHz");
        return megahertz.equals(UNKNOWN) ? UNKNOWN : megahertz + " MHz";
    }

    /** {@return a name for a folder, such as {@code amd-epyc-zen3}, or {@code unknown-aarch64}} */
    String slug() {
        String name = name().equals(UNKNOWN) ? UNKNOWN + "-" + System.getProperty("os.arch") : name();
        String plain = name.replaceAll("\\((R|TM|r|tm)\\)", "")
                .replaceAll("@.*|\\b(CPU|Processor|with .*|\\d+-Core)\\b", " ");
        String generation = generation();
        return (plain + " " + generation).toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** AMD's names often leave the generation out; family and model tell it. */
    private String generation() {
        if (!field("vendor_id").equals("AuthenticAMD") || !field("model").matches("\\d{1,4}")) {
            return "";
        }
        int model = Integer.parseInt(field("model"));
        return switch (field("cpu family")) {
            case "23" -> model < 0x30 ? "zen" : "zen2";
            case "25" -> {
                boolean zen4 = model >= 0x10 && model < 0x20 || model >= 0x60 && model < 0x80 || model >= 0xa0;
                yield zen4 ? "zen4" : "zen3";
            }
            case "26" -> "zen5";
            default -> "";
        };
    }

    private String field(String name) {
        return fields.getOrDefault(name, UNKNOWN);
    }
}
