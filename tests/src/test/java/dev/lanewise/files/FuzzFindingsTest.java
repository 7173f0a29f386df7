package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Inputs that fuzzing has found, by name: those that once failed, and some that get far. */
@Tag("once")
class FuzzFindingsTest {

    @Test
    void findings() throws IOException {
        List<String> lines;
        try (InputStream in = FuzzFindingsTest.class.getResourceAsStream("/fuzzing/findings.txt")) {
            lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
        }
        assertTrue(lines.size() > 1);
        for (String line : lines) {
            String[] nameAndInput = line.split(" ");
            byte[] input = Base64.getDecoder().decode(nameAndInput[1]);
            assertDoesNotThrow(() -> FuzzTarget.fuzzerTestOneInput(input), nameAndInput[0]);
        }
    }
}
