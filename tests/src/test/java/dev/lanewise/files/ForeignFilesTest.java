package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.Arithmetic;
import dev.lanewise.Model;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that tools/model_files.py wrote load, and compute to the bit what its plain loops did. */
@Tag("once")
class ForeignFilesTest {

    @TempDir
    Path folder;

    /** A file with what its network computes for some rows. */
    private record Sample(Path file, List<double[]> rows, List<double[]> outputs) {

        void assertComputedBy(Model model) {
            assertEquals(rows.size(), outputs.size());
            for (int i = 0; i < rows.size(); i++) {
                SameBits.assertSame(outputs.get(i), model.predict(rows.get(i)), "row " + i);
            }
        }
    }

    @Test
    void stateDict() throws IOException {
        Sample sample = sample("state-dict");
        Model model = StateDict.load(sample.file, Arithmetic.STRICT, new LinearLayer("net.0", Activation.RELU),
                new LinearLayer("net.2", Activation.IDENTITY));
        assertEquals(3, sample.rows.size());
        sample.assertComputedBy(model);
    }

    /** The checksum is made by the script, from its definition. */
    @Test
    void ofOurFormat() throws IOException {
        Sample sample = sample("lanewise");
        sample.assertComputedBy(ModelFiles.load(sample.file));
    }

    @Test
    void ofOurFormatInF32WithoutChecksum() throws IOException {
        Sample sample = sample("without-checksum");
        sample.assertComputedBy(ModelFiles.load(sample.file));
    }

    private Sample sample(String name) throws IOException {
        Path file = folder.resolve(name + ".safetensors");
        List<double[]> rows = new ArrayList<>();
        List<double[]> outputs = new ArrayList<>();
        try (InputStream in = ForeignFilesTest.class.getResourceAsStream(name + ".txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "bytes" -> Files.write(file, HexFormat.of().parseHex(words[1]));
                    case "row" -> rows.add(numbers(words));
                    case "output" -> outputs.add(numbers(words));
                    default -> throw new IllegalStateException(line);
                }
            }
        }
        return new Sample(file, rows, outputs);
    }

    private static double[] numbers(String[] words) {
        return Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray();
    }
}
