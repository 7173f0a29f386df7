package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ReferenceFileTest {

    private static final ReferenceFile FILE = ReferenceFile.parse("text", """
            # a comment | 1
            loss | 0.25

            12 | 1 -2.5e-3 | 3
            twice | 1
            twice | 2
            """);

    @Test
    void readsNamesAndGroups() {
        assertArrayEquals(new double[] {0.25}, FILE.values("loss"));
        ReferenceFile.Row row = FILE.row("12");
        assertArrayEquals(new double[] {1, -0.0025}, row.group(0));
        assertEquals(3, row.number(1));
        assertEquals(4, FILE.rows().size());
        assertEquals(1, FILE.numberedRows().size());
    }

    @Test
    void refusesWhatItDoesNotHave() {
        assertThrows(NoSuchElementException.class, () -> FILE.row("gradient"));
        assertThrows(NoSuchElementException.class, () -> FILE.row("twice"));
        assertThrows(IllegalStateException.class, () -> FILE.row("12").number(0));
        assertThrows(NoSuchElementException.class, () -> ReferenceFile.read("absent.txt"));
    }

    @Test
    void refusesBrokenLines() {
        assertThrows(IllegalArgumentException.class, () -> ReferenceFile.parse("text", "name 1 2"));
        assertThrows(NumberFormatException.class, () -> ReferenceFile.parse("text", "name | 1 x"));
        assertThrows(NumberFormatException.class, () -> ReferenceFile.parse("text", "name | 1 | "));
    }
}
