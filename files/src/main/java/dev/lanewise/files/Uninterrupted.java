package dev.lanewise.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/** Work on files that an interrupt does not end. */
final class Uninterrupted {

    private Uninterrupted() {
    }

    /** Work that may be done again from its beginning. */
    interface Work<T> {

        T run() throws IOException;
    }

    /** {@return what the work gives; it is done again when an interrupt has closed its channel, and interrupts stay} */
    static <T> T call(Work<T> work) throws IOException {
        boolean isInterrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (ClosedByInterruptException e) {
                    isInterrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
