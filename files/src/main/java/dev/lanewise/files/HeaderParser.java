package dev.lanewise.files;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the JSON header of a safetensors file and accepts nothing but that format: an object of tensors, each with
 * dtype, shape and offsets once, and of metadata, text by text. Memory is bounded by the header's length.
 */
final class HeaderParser {

    static final String METADATA = "__metadata__";

    /** Header, tensor, list. */
    private static final int DEPTH = 3;

    /** Digits of the largest {@code long}. */
    private static final int DIGITS = 19;

    /** The header's length bounds texts. Names are not kept beyond the parser, which strangers could fill. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH).maxNumberLength(DIGITS)
                    .maxNameLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE).build())
            .build();

    private final String file;
    private final long dataBegin;
    private final long fileEnd;
    private final BytePositions bytes;
    private final JsonParser parser;
    private final Map<String, String> metadata = new HashMap<>();
    private final SortedMap<String, TensorInfo> tensors = new TreeMap<>();

    /**
     * What a header says.
     *
     * @param metadata its metadata, empty if it has none
     * @param tensors its tensors by name
     */
    record Header(Map<String, String> metadata, SortedMap<String, TensorInfo> tensors) {
    }

    private HeaderParser(String file, long headerBegin, byte[] json, long fileEnd) throws ModelFileException {
        this.file = file;
        this.dataBegin = headerBegin + json.length;
        this.fileEnd = fileEnd;
        this.bytes = BytePositions.of(file, headerBegin, json);
        this.parser = JSON.createParser(ObjectReadContext.empty(), bytes.array(), 0, bytes.length());
    }

    /**
     * Parses a header.
     *
     * @param file the file's name, for messages
     * @param headerBegin where the header begins in the file; data follows it
     * @param json the header
     * @param fileEnd the file's length
     * @return what it says, the tensors being all of the data without a hole or an overlap
     * @throws ModelFileException if it is not such a header
     */
    @SuppressWarnings("try")     // closed is for its end alone
    static Header parse(String file, long headerBegin, byte[] json, long fileEnd) throws ModelFileException {
        HeaderParser header = new HeaderParser(file, headerBegin, json, fileEnd);
        try (JsonParser closed = header.parser) {
            header.parse();
        }
        header.requireNoGaps();
        return new Header(header.metadata, header.tensors);
    }

    private void parse() throws ModelFileException {
        try {
            parseHeader();
        } catch (JacksonException e) {
            throw new ModelFileException(file, position(e),
                    "no JSON as it should be: " + Quotation.plain(e.getOriginalMessage(), 200));
        }
    }

    private void parseHeader() throws ModelFileException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw error("the header is not an object");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            long position = position();
            if (name.equals(METADATA)) {
                parseMetadata();
            } else {
                tensors.put(name, parseTensor(name, position));
            }
        }
        if (parser.nextToken() != null) {
            throw error("something follows the header's object");
        }
    }

    private void parseMetadata() throws ModelFileException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw error("metadata is not an object");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw error("metadata " + Quotation.of(key) + " is not text");
            }
            metadata.put(key, parser.getString());
        }
    }

    private TensorInfo parseTensor(String name, long position) throws ModelFileException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw error("tensor " + Quotation.of(name) + " is not an object");
        }
        DType dtype = null;
        long[] shape = null;
        long[] offsets = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            switch (parser.currentName()) {
                case "dtype" -> dtype = parseDType(name);
                case "shape" -> shape = parseNumbers("the shape of ", name);
                case "data_offsets" -> offsets = parseNumbers("the offsets of ", name);
                default -> throw error("tensor " + Quotation.of(name) + " has " + Quotation.of(parser.currentName())
                        + " beside dtype, shape and data_offsets");
            }
        }
        if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
            throw new ModelFileException(file, position, "tensor " + Quotation.of(name)
                    + " lacks dtype, shape or two offsets");
        }
        return tensor(name, position, dtype, shape, offsets);
    }

    /** Proves shape and offsets against each other and against the file's length. */
    private TensorInfo tensor(String name, long position, DType dtype, long[] shape, long[] offsets)
            throws ModelFileException {
        if (offsets[0] > offsets[1] || offsets[1] > fileEnd - dataBegin) {
            throw new ModelFileException(file, position, "tensor " + Quotation.of(name) + " has offsets " + offsets[0]
                    + " and " + offsets[1] + " in " + (fileEnd - dataBegin) + " bytes of data");
        }
        long bytes = dtype.bytes(elements(shape));
        if (bytes != offsets[1] - offsets[0]) {
            throw new ModelFileException(file, position, "tensor " + Quotation.of(name) + " takes "
                    + (bytes < 0 ? "no possible number of" : bytes) + " bytes by its shape and "
                    + (offsets[1] - offsets[0]) + " by its offsets");
        }
        return new TensorInfo(name, position, dtype, shape, dataBegin + offsets[0], dataBegin + offsets[1]);
    }

    /** {@return the number of elements, at most the largest {@code long}, which no file has} */
    private static long elements(long[] shape) {
        long elements = 1;
        for (long size : shape) {
            if (Math.multiplyHigh(elements, size) != 0 || elements * size < 0) {
                return Long.MAX_VALUE;
            }
            elements *= size;
        }
        return elements;
    }

    private DType parseDType(String name) throws ModelFileException {
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
            throw error("the dtype of " + Quotation.of(name) + " is not text");
        }
        String text = parser.getString();
        for (DType dtype : DType.values()) {
            if (dtype.name().equals(text)) {
                return dtype;
            }
        }
        throw error("tensor " + Quotation.of(name) + " has unknown dtype " + Quotation.of(text));
    }

    private long[] parseNumbers(String what, String name) throws ModelFileException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw error(what + Quotation.of(name) + ": not a list");
        }
        long[] numbers = new long[2];
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || parser.getStringCharacters()[parser.getStringOffset()] == '-') {
                throw error(what + Quotation.of(name) + ": not a number from 0");
            }
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = parser.getLongValue();
        }
        return Arrays.copyOf(numbers, count);
    }

    /** Tensors lie one after the other from the header to the end of the file, as the format demands. */
    private void requireNoGaps() throws ModelFileException {
        TensorInfo[] inOrder = tensors.values().toArray(TensorInfo[]::new);
        Arrays.sort(inOrder, (a, b) -> a.begin() != b.begin() ? Long.compare(a.begin(), b.begin())
                : Long.compare(a.end(), b.end()));
        long end = dataBegin;
        for (TensorInfo tensor : inOrder) {
            if (tensor.begin() != end) {
                throw new ModelFileException(file, tensor.position(), "tensor " + Quotation.of(tensor.name())
                        + (tensor.begin() < end ? " overlaps" : " leaves a hole behind") + " the one before it");
            }
            end = tensor.end();
        }
        if (end != fileEnd) {
            throw new ModelFileException(file, end, "the file has " + (fileEnd - end) + " bytes more than its tensors");
        }
    }

    private ModelFileException error(String reason) {
        return new ModelFileException(file, position(), reason);
    }

    private long position() {
        return bytes.of(parser.currentTokenLocation().getCharOffset());
    }

    /** A limit that is exceeded has no location of its own. */
    private long position(JacksonException e) {
        TokenStreamLocation location = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
        return bytes.of(location.getCharOffset());
    }
}
