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
import java.util.logging.Level;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
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

    private static final int CHARTS = 3 + 3 * 3 + 3 + 1;

    @TempDir
    Path folder;

    private Path page() throws IOException {
        List<Measurement> run = Runs.whole();
        Report.draw(folder, run, new Tables(run).summary(), "# Environment\n\n| what | value |\n|---|---|\n"
                + "| date of the run | 2026-11-26 |\n| processor | Made <&> Up |\n| JDK | 25.0.1 |\n| caches | "
                + "L1 32K, ".repeat(40) + " |\n");
        return folder.resolve("index.html");
    }

    @Test
    void needsNothingElse() throws IOException {
        String html = Files.readString(page());
        assertEquals(CHARTS, html.split("<svg ", -1).length - 1);
        assertTrue(html.contains("<h1>Lanewise on Made &lt;&amp;&gt; Up, JDK 25.0.1, 2026-11-26</h1>"));
        assertTrue(html.contains("<h2>Matrix products of a layer</h2>"));
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
    void aRunWithoutChartsHasAPage() throws IOException {
        Report.draw(folder, List.of(), "", "");
        assertFalse(Files.readString(folder.resolve("index.html")).contains("<svg"));
    }

    @Test
    void inABrowser() throws IOException {
        Optional<Path> browser = executable("chromium", "chromium-browser", "google-chrome");
        Optional<Path> driver = executable("chromedriver");
        assumeTrue(browser.isPresent() && driver.isPresent(),
                "The page is not looked at: install Chromium and ChromeDriver (Debian: chromium, chromium-driver)");
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
                    assertEquals(List.of(), chrome.executeScript(faults()), theme + ", " + width + " wide");
                }
            }
            String before = background(chrome);
            chrome.findElement(By.tagName("button")).click();
            assertNotEquals(before, background(chrome), "the button changes the theme");
            List<LogEntry> log = chrome.manage().logs().get(LogType.BROWSER).getAll();
            assertEquals(List.of(), log);
        } finally {
            chrome.quit();
        }
    }

    private static String faults() throws IOException {
        try (InputStream in = PageTest.class.getResourceAsStream("faults.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
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
