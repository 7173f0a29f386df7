package dev.lanewise.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class SpeedUpsTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** JMH makes a profiler for each fork. */
    private void add(String task, String kernels, double time, int forks) {
        new SpeedUps(new PrintStream(bytes, true)).add(task, kernels, time, forks);
    }

    private String printed() {
        String text = bytes.toString().replace(System.lineSeparator(), "\n");
        bytes.reset();
        return text;
    }

    @Test
    void printsWhenTheLastForkOfAPairIsThere() {
        add("Forward.forward, batch 1", "naive", 30, 2);
        add("Forward.forward, batch 1", "naive", 50, 2);
        add("Forward.forward, batch 32", "naive-ikj", 7, 1);
        add("Forward.forward, batch 1", "vector", 8, 2);
        assertEquals("", printed());
        add("Forward.forward, batch 1", "vector", 12, 2);
        assertEquals("\n# Speed-up, Forward.forward, batch 1: 4.00 times naive\n", printed());
        add("Forward.forward, batch 32", "vector", 14, 1);
        assertEquals("\n# Speed-up, Forward.forward, batch 32: 0.50 times naive-ikj\n", printed());
        add("Forward.forward, batch 1", "openblas", 9, 1);
        assertEquals("\n# Speed-up, Forward.forward, batch 1: 0.90 times openblas, 4.00 times naive\n", printed());
    }
}
