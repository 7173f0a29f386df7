package dev.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's tables are those of the results; {@code exec:java@readme} makes them so. */
class ReadmeTest {

    private static final Path RESULTS = Path.of("..", "results");

    @Test
    void tablesAreThoseOfTheResults() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        assertEquals(7, readme.split("<!-- table: ", -1).length - 1);
        assertEquals(Readme.withTables(readme, RESULTS), readme,
                "run mvn -pl bench compile exec:java@readme");
    }

    @Test
    void otherTablesAreReplacedAndTextStays() {
        String text = "a\n<!-- table: accuracy -->\nold $1\n<!-- end -->\nb";
        String made = Readme.withTables(text, RESULTS);
        assertTrue(made.startsWith("a\n<!-- table: accuracy -->\n\n| function | bound, ULP |"), made);
        assertTrue(made.contains("\n| `EXP` | 0.51 | 0.5"), made);
        assertTrue(made.endsWith("|\n\n<!-- end -->\nb"), made);
        assertThrows(IllegalArgumentException.class,
                () -> Readme.withTables("<!-- table: other -->\n<!-- end -->", RESULTS));
    }
}
