package dev.lanewise.examples;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Reads the tables of numbers that lie beside these classes. */
final class Tables {

    private Tables() {
    }

    /** {@return the rows of a CSV resource below its header} */
    static List<double[]> read(String name) {
        try (InputStream in = Tables.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("no resource " + name);
            }
            try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(in)) {
                return rows.stream().map(Tables::numbers).toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] numbers(NamedCsvRecord row) {
        return row.getFields().stream().mapToDouble(Double::parseDouble).toArray();
    }
}
