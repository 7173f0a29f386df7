package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What a network says of itself. Isolated, as it changes the locale of the JVM for a moment. */
@Isolated
class NetworkSummaryTest {

    private static final Network NETWORK = Network.withInputs(64).dense(128, Activation.LEAKY_RELU)
            .dense(10, Activation.SOFTMAX).arithmetic(Arithmetic.STRICT).build();

    @Test
    void info() {
        String info = NETWORK.info();
        assertTrue(info.matches("(scalar|vector, (128|256|512) bit), STRICT"), info);
        String fused = Network.withInputs(1).dense(1, Activation.TANH).build().info();
        assertEquals(info.replace("STRICT", "FUSED"), fused);
        String kernels = System.getProperty("dev.lanewise.kernels");
        if ("scalar".equals(kernels) || "vector".equals(kernels)) {
            assertTrue(info.startsWith(kernels), info);
        }
    }

    @Test
    void summary() {
        String expected = String.join(System.lineSeparator(),
                "layer  activation      inputs    outputs    parameters",
                "0      LEAKY_RELU          64        128          8320",
                "1      SOFTMAX            128         10          1290",
                "9610 parameters, 76880 bytes; " + NETWORK.info(), "");
        assertEquals(expected, NETWORK.summary());
        assertEquals(9610, NETWORK.parameterCount());
    }

    /** Arabic and other digits stay out of it. */
    @Test
    void summaryInAnyLocale() {
        String expected = NETWORK.summary();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertEquals(expected, NETWORK.summary());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void widestColumns() {
        Network wide = Network.withInputs(2_000_000).dense(1000, Activation.LOG_SOFTMAX).build();
        assertEquals("0      LOG_SOFTMAX    2000000       1000    2000001000",
                wide.summary().lines().skip(1).findFirst().orElseThrow());
        assertTrue(wide.summary().contains("2000001000 parameters, 16000008000 bytes"));
    }
}
