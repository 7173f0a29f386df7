package dev.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYZDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The page of a report: complete in itself, and seen by a real browser where one is installed. */
class PageTest {

    private static final String WITHOUT_BROWSER = "PageTest does not look at the page: there is no Chromium with"
            + " ChromeDriver (on Debian the packages chromium and chromium-driver)";

    /** Speed-ups, throughputs, products of both arithmetics, steps of other networks, functions. */
    private static final int CHARTS = 3 + 3 * 3 + 2 * 3 + 1 + 1;

    @TempDir
    Path folder;

    private Path page() throws IOException {
        List<Measurement> run = Runs.whole();
        Map<String, String> files = Report.pages(run, new Tables(run).summary(), """
                # Environment

                | what | value |
                |---|---|
                | date of the run | 2026-11-26 |
                | processor | Made <&> Up |
                | JDK | 25.0.1 |
                | caches | %s |
                """.formatted("L1 32K, ".repeat(40)));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        return folder.resolve("index.html");
    }

    @Test
    void needsNothingElse() throws IOException {
        String html = Files.readString(page());
        assertEquals(CHARTS, html.split("<svg ", -1).length - 1);
        assertTrue(html.contains("<h1>Lanewise on Made &lt;&amp;&gt; Up, JDK 25.0.1, 2026-11-26</h1>"));
        assertTrue(html.contains("<h3>Matrix products of a layer</h3>"));
        String withoutNamespaces = html.replaceAll("xmlns(:\\w+)?=\"[^\"]*\"", "");
        assertFalse(withoutNamespaces.contains("http"), "nothing is loaded from elsewhere");
        assertFalse(html.contains("rgb(1,"), "every colour of the theme is a variable");
    }

    @Test
    void picturesAreFilesOfTheirOwn() throws Exception {
        page();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> pictures = files.filter(file -> file.toString().endsWith(".svg")).toList();
            assertEquals(CHARTS, pictures.size());
            for (Path picture : pictures) {
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
            }
        }
    }

    @Test
    void aRunWithoutChartsHasAPage() {
        Map<String, String> files = Report.pages(List.of(), "", "");
        assertEquals(Set.of("index.html"), files.keySet());
        assertFalse(files.get("index.html").contains("<svg"));
    }

    @Test
    void inABrowser() throws IOException {
        Optional<Path> browser = executable("chromium", "chromium-browser", "google-chrome");
        Optional<Path> driver = executable("chromedriver");
        boolean isInstalled = browser.isPresent() && driver.isPresent();
        if (!isInstalled) {
            System.out.println(WITHOUT_BROWSER);     // Surefire keeps to itself why a test is skipped
        }
        assumeTrue(isInstalled, WITHOUT_BROWSER);
        ChromeDriver chrome = start(browser.get(), driver.get());
        try {
            for (String theme : List.of("light", "dark")) {
                chrome.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
                for (int width : new int[] {360, 1280}) {
                    chrome.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                            Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
                    chrome.get(page().toUri().toString());
                    assertEquals(CHARTS, chrome.findElements(By.cssSelector("figure svg")).size());
                    assertEquals(List.of(), faults(chrome), theme + ", " + width + " wide");
                }
            }
            String before = background(chrome);
            chrome.findElement(By.tagName("button")).click();
            assertNotEquals(before, background(chrome), "the button changes the theme");
            findsFaults(chrome);
            List<LogEntry> log = chrome.manage().logs().get(LogType.BROWSER).getAll();
            assertEquals(List.of(), log);
            chrome.executeScript("console.error('an error')");
            assertEquals(1, chrome.manage().logs().get(LogType.BROWSER).getAll().size(), "errors are seen");
        } finally {
            chrome.quit();
        }
    }

    /** A chart without its data and letters in the colour of the paper are seen. */
    private static void findsFaults(ChromeDriver chrome) throws IOException {
        chrome.executeScript("document.querySelectorAll('#throughput-forward-batch-1 path').forEach(p => p.remove());"
                + "document.querySelector('#functions').style.setProperty('--ink', 'var(--paper)')");
        String found = String.join("\n", faults(chrome));
        assertTrue(found.contains("throughput-forward-batch-1 has 0 shapes, not 16"), found);
        assertTrue(found.contains("functions: \"exp\" has a contrast of 1.0"), found);
    }

    /** {@return how many cells, or points or bars and samples in the legend} */
    private static int shapes(Chart chart) {
        if (chart.content().getPlot() instanceof CategoryPlot plot) {
            return plot.getDataset().getRowCount() * (plot.getDataset().getColumnCount() + 1);
        }
        XYDataset data = chart.content().getXYPlot().getDataset();
        return data instanceof XYZDataset ? data.getItemCount(0) : data.getSeriesCount() * (data.getItemCount(0) + 1);
    }

    @SuppressWarnings("unchecked")
    private static List<String> faults(ChromeDriver chrome) throws IOException {
        try (InputStream in = PageTest.class.getResourceAsStream("faults.js")) {
            return (List<String>) chrome.executeScript(new String(in.readAllBytes(), StandardCharsets.UTF_8),
                    Charts.of(Runs.whole()).stream().collect(Collectors.toMap(Chart::name, PageTest::shapes)));
        }
    }

    private static String background(ChromeDriver chrome) {
        return chrome.findElement(By.tagName("body")).getCssValue("background-color");
    }

    private static ChromeDriver start(Path browser, Path driver) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic");
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile())
                .withTimeout(Duration.ofSeconds(60)).build();
        return new ChromeDriver(service, options);
    }

    private static Optional<Path> executable(String... names) {
        return Stream.of(names).flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(entry -> Path.of(entry, name))).filter(Files::isExecutable).findFirst();
    }
}
