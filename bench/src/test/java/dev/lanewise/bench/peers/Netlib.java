package dev.lanewise.bench.peers;

import dev.ludovic.netlib.blas.BLAS;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What its two ways to BLAS have in common. */
final class Netlib {

    /** Held here, because loggers that nobody holds forget their level. */
    private static final Logger LOGGER = Logger.getLogger(BLAS.class.getPackageName());

    private static final String POM = "/META-INF/maven/dev.ludovic.netlib/blas/pom.properties";

    private Netlib() {
    }

    /** It logs every choice and every failure; ours are told by exceptions. */
    static void silence() {
        LOGGER.setLevel(Level.OFF);
    }

    static String version() {
        Properties properties = new Properties();
        try (InputStream input = BLAS.class.getResourceAsStream(POM)) {
            properties.load(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "netlib-" + properties.getProperty("version");
    }
}
