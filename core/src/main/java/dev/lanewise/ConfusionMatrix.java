package dev.lanewise;

/** How many rows of each class were taken for each class. */
public final class ConfusionMatrix {

    private final int classes;
    private final long[] counts;

    ConfusionMatrix(int classes) {
        this.classes = classes;
        this.counts = new long[Checks.area("classes", classes, "classes", classes)];
    }

    void add(int actual, int predicted) {
        counts[actual * classes + predicted]++;
    }

    /** {@return the number of classes} */
    public int classes() {
        return classes;
    }

    /**
     * How many rows of a class were taken for a class.
     *
     * @param actual the class that they have
     * @param predicted the class that they were given
     * @return their number
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public long count(int actual, int predicted) {
        if (actual < 0 || actual >= classes || predicted < 0 || predicted >= classes) {
            throw new IndexOutOfBoundsException("classes " + actual + " and " + predicted + " of " + classes);
        }
        return counts[actual * classes + predicted];
    }

    /** {@return the share of rows that were given their class} */
    public double accuracy() {
        long right = 0;
        long all = 0;
        for (int i = 0; i < classes; i++) {
            right += count(i, i);
            for (int j = 0; j < classes; j++) {
                all += count(i, j);
            }
        }
        return (double) right / all;
    }

    /** {@return a table, a line for each actual class, a column for each predicted one} */
    @Override
    public String toString() {
        int width = Integer.toString(classes - 1).length() + 1;
        for (long count : counts) {
            width = Math.max(width, Long.toString(count).length() + 1);
        }
        StringBuilder text = new StringBuilder("actual \\ predicted").append(System.lineSeparator());
        text.append(" ".repeat(4));
        for (int j = 0; j < classes; j++) {
            text.append(pad(Integer.toString(j), width));
        }
        for (int i = 0; i < classes; i++) {
            text.append(System.lineSeparator()).append(pad(Integer.toString(i), 4));
            for (int j = 0; j < classes; j++) {
                text.append(pad(Long.toString(count(i, j)), width));
            }
        }
        return text.toString();
    }

    private static String pad(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
