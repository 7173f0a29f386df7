package dev.lanewise.files;

import java.io.IOException;

/**
 * A file is damaged, hostile, or not what it was taken for. Whatever a file contains, reading it ends in its model or
 * in this; an {@link IOException} of another class says that it could not be read.
 */
public final class ModelFileException extends IOException {

    private static final long serialVersionUID = 1;

    /** What {@link #position()} returns. */
    private final long position;

    ModelFileException(String file, long position, String reason) {
        super(file + ", byte " + position + ": " + reason);
        this.position = position;
    }

    /**
     * {@return the byte of the file, from 0, at which what is wrong was seen or begins; 8, where the header does, if it
     * concerns the whole}
     */
    public long position() {
        return position;
    }
}
