package dev.lanewise;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/** A file of recomputed figures: lines {@code name | numbers | numbers …} and comments that begin with {@code #}. */
final class ReferenceFile {

    private final String source;
    private final List<Row> rows;

    private ReferenceFile(String source, List<Row> rows) {
        this.source = source;
        this.rows = rows;
    }

    /** A line: its name and one or more groups of numbers. */
    record Row(String name, List<double[]> groups) {

        double[] group(int index) {
            return groups.get(index);
        }

        /** The only number of a group. */
        double number(int index) {
            double[] group = group(index);
            if (group.length != 1) {
                throw new IllegalStateException(name + ": group " + index + " has " + group.length + " numbers, not 1");
            }
            return group[0];
        }
    }

    /** {@return the file of that name among the reference resources} */
    static ReferenceFile read(String name) {
        try (InputStream in = ReferenceFile.class.getResourceAsStream("/reference/" + name)) {
            if (in == null) {
                throw new NoSuchElementException("no resource /reference/" + name);
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ReferenceFile parse(String source, String text) {
        return new ReferenceFile(source, text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(ReferenceFile::parseRow)
                .toList());
    }

    /** {@return all lines, in order} */
    List<Row> rows() {
        return rows;
    }

    /** {@return the lines whose name is a number, in order} */
    List<Row> numberedRows() {
        return rows.stream().filter(row -> Character.isDigit(row.name().charAt(0))).toList();
    }

    /** {@return the one line of that name} */
    Row row(String name) {
        List<Row> found = rows.stream().filter(row -> row.name().equals(name)).toList();
        if (found.size() != 1) {
            throw new NoSuchElementException(source + " has " + found.size() + " lines " + name);
        }
        return found.get(0);
    }

    /** {@return the first group of the one line of that name} */
    double[] values(String name) {
        return row(name).group(0);
    }

    private static Row parseRow(String line) {
        String[] parts = line.split("\\|", -1);
        if (parts.length < 2) {
            throw new IllegalArgumentException("no values in line: " + line);
        }
        return new Row(parts[0].strip(), Arrays.stream(parts).skip(1).map(ReferenceFile::parseNumbers).toList());
    }

    private static double[] parseNumbers(String text) {
        return Arrays.stream(text.strip().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
    }
}
