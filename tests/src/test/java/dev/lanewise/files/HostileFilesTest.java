package dev.lanewise.files;

import static dev.lanewise.files.FileErrors.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is no safetensors file, or lies about itself: an error with the reason and the byte. In the headers here single
 * quotes stand for double ones, and a circumflex for the byte that the error is to name.
 */
@Tag("once")
class HostileFilesTest {

    private static final String A8 = "{'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8]}}";

    @Test
    void headerLengths() {
        byte[] none = {};
        refuses(none, 0, "ends within its first 8 bytes");
        refuses(new byte[7], 7, "ends within its first 8 bytes");
        refuses(new byte[8], 8, "the header is not an object");
        byte[] rest = new byte[90];
        refuses(SmallFiles.claiming(0, rest), 8, "the header is not an object");
        refuses(SmallFiles.claiming(91, rest), 0, "a header of 91 bytes in a file of 98");
        refuses(SmallFiles.claiming(-1, rest), 0, "a header of 18446744073709551615 bytes in a file of 98");
        refuses(SmallFiles.claiming(Long.MIN_VALUE, rest), 0, "a header of 9223372036854775808 bytes");
        refuses(SmallFiles.claiming(Long.MAX_VALUE, rest), 0, "a header of 9223372036854775807 bytes");
        refuses(SmallFiles.claiming(Long.MAX_VALUE - 7, rest), 0, "a header of 9223372036854775800 bytes");
        refuses(SmallFiles.claiming(100_000_001, rest), 0, "a header of 100000001 bytes");
        refuses(SmallFiles.claiming(100_000_001, new byte[100_000_001]), 0, "of at most 100000000");
    }

    @Test
    void notAnObject() {
        header("^[]", 0, "the header is not an object");
        header("^7", 0, "the header is not an object");
        header("^'text'", 0, "the header is not an object");
        header("^null", 0, "the header is not an object");
        header("   ^[", 0, "the header is not an object");
        header("{'a':^7}", 8, "tensor \"a\" is not an object");
        header("{'a':^[]}", 8, "tensor \"a\" is not an object");
        header("{'a':^null}", 8, "tensor \"a\" is not an object");
        header("{}^", 8, "the file has 8 bytes more than its tensors");
        header("{}^{}", 0, "something follows the header's object");
        header("{}^]", 0, "no JSON as it should be");
        header("{}^x", 0, "no JSON as it should be");
        header("{}^\0", 0, "no JSON as it should be");
        header("{^x:1}", 0, "no JSON as it should be");
        header("{^/**/}", 0, "no JSON as it should be");
        header("{'a':NaN^}", 0, "no JSON as it should be");
        header("{'__metadata__':{'a':'b'},^}", 0, "no JSON as it should be");
        header("{'a^\u0001':1}", 0, "no JSON as it should be");
        header("{'a':{^", 0, "no JSON as it should be");
        header("{'a^", 0, "no JSON as it should be");
    }

    @Test
    void otherEncodings() {
        String header = A8.replace('\'', '"');
        byte[] data = new byte[8];
        refuses(SmallFiles.file(header.getBytes(StandardCharsets.UTF_16LE), data), 9, "no JSON as it should be");
        refuses(SmallFiles.file(header.getBytes(StandardCharsets.UTF_16BE), data), 8, "no JSON as it should be");
        refuses(SmallFiles.file(header.getBytes(StandardCharsets.UTF_16), data), 8, "the header is not UTF-8");
        header("^\uFEFF" + A8, 8, "no JSON as it should be");
        for (int[] notUtf8 : new int[][] {{0xFF}, {0x80}, {0xC3}, {0xC0, 0x80}, {0xE0, 0x80, 0x80}, {0xED, 0xA0, 0x80},
            {0xF4, 0x90, 0x80, 0x80}}) {
            byte[] bytes = header.replace("a", "é€😀" + "x".repeat(notUtf8.length)).getBytes(StandardCharsets.UTF_8);
            int at = 2 + 2 + 3 + 4;
            for (int i = 0; i < notUtf8.length; i++) {
                bytes[at + i] = (byte) notUtf8[i];
            }
            refuses(SmallFiles.file(bytes, data), 8 + at, "the header is not UTF-8");
        }
        header("{'é€😀':{'dtype':^'F65'}}", 0, "tensor \"???\" has unknown dtype \"F65\"");
    }

    @Test
    void duplicates() {
        String tensor = "{'dtype':'F64','shape':[1],'data_offsets':[0,8]}";
        header("{'a':" + tensor + ",'a'^:" + tensor + "}", 8, "Duplicate Object property \"a\"");
        header("{'a':" + tensor + ",'\\u0061'^:" + tensor + "}", 8, "Duplicate Object property \"a\"");
        header("{'a':{'dtype':'F64','dtype'^:'F64'}}", 8, "Duplicate Object property \"dtype\"");
        header("{'a':{'shape':[1],'shape'^:[1]}}", 8, "Duplicate Object property \"shape\"");
        header("{'__metadata__':{'k':'v','k'^:'v'}}", 0, "Duplicate Object property \"k\"");
        header("{'__metadata__':{},'__metadata__'^:{}}", 0, "Duplicate Object property \"__metadata__\"");
    }

    @Test
    void metadata() {
        header("{'__metadata__':^[]}", 0, "metadata is not an object");
        header("{'__metadata__':^'format'}", 0, "metadata is not an object");
        header("{'__metadata__':{'version':^1}}", 0, "metadata \"version\" is not text");
        header("{'__metadata__':{'version':^null}}", 0, "metadata \"version\" is not text");
        header("{'__metadata__':{'a':'b','c':^{}}}", 0, "metadata \"c\" is not text");
        header("{'__metadata__':{'a':'b','c':^['d']}}", 0, "metadata \"c\" is not text");
    }

    @Test
    void deepNesting() {
        header("^" + "[".repeat(10_000), 0, "the header is not an object");
        header("{'a':{^" + "'a':{".repeat(10_000), 0, "tensor \"a\" has \"a\" beside dtype, shape");
        header("{'a':{'shape':[[^" + "[".repeat(10_000), 0, "nesting depth (4) exceeds the maximum allowed (3");
        String million = "[".repeat(10_000_000);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            header("^" + million, 0, "the header is not an object");
            header("{'a':{'shape':[[^" + million, 0, "nesting depth (4) exceeds");
            header("{'a':{'shape':^'" + million + "'}}", 0, "the shape of \"a\": not a list");
            header("{'" + million + "':^0}", 0, "tensor \"" + "[".repeat(80) + "...\" is not an object");
        });
    }

    @Test
    void whatATensorHas() {
        header("{^'a':{}}", 0, "tensor \"a\" lacks dtype, shape or two offsets");
        header("{^'a':{'shape':[1],'data_offsets':[0,8]}}", 8, "tensor \"a\" lacks dtype");
        header("{^'a':{'dtype':'F64','data_offsets':[0,8]}}", 8, "tensor \"a\" lacks dtype");
        header("{^'a':{'dtype':'F64','shape':[1]}}", 8, "tensor \"a\" lacks dtype");
        header("{^'a':{'dtype':'F64','shape':[1],'data_offsets':[]}}", 8, "tensor \"a\" lacks dtype");
        header("{^'a':{'dtype':'F64','shape':[1],'data_offsets':[8]}}", 8, "tensor \"a\" lacks dtype");
        header("{^'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8,8]}}", 8, "tensor \"a\" lacks dtype");
        header("{'a':{'dtype':'F64',^'strides':[1]}}", 8, "tensor \"a\" has \"strides\" beside dtype");
        header("{'a':{'dtype':'F64',^'Shape':[1]}}", 8, "tensor \"a\" has \"Shape\" beside dtype");
        header("{'a':{'dtype':^64}}", 8, "the dtype of \"a\" is not text");
        header("{'a':{'dtype':^['F64']}}", 8, "the dtype of \"a\" is not text");
        header("{'a':{'dtype':^'f64'}}", 8, "tensor \"a\" has unknown dtype \"f64\"");
        header("{'a':{'dtype':^''}}", 8, "tensor \"a\" has unknown dtype \"\"");
        header("{'a':{'shape':^1}}", 8, "the shape of \"a\": not a list");
        header("{'a':{'shape':^null}}", 8, "the shape of \"a\": not a list");
        header("{'a':{'data_offsets':^{}}}", 8, "the offsets of \"a\": not a list");
        header("{'a\\n\\u001b[31m\\u202e':^0}", 0, "tensor \"a??[31m?\" is not an object");
    }

    @Test
    void numbers() {
        for (String number : new String[] {"-1", "-0", "1.0", "1e3", "1E0", "0.5", "'1'", "null", "true"}) {
            header("{'a':{'shape':[^" + number + "]}}", 8, "the shape of \"a\": not a number from 0");
            header("{'a':{'data_offsets':[0,^" + number + "]}}", 8, "the offsets of \"a\": not a number from 0");
        }
        header("{'a':{'shape':[[^1]]}}", 8, "nesting depth (4) exceeds the maximum allowed (3");
        header("{'a':{'shape':[0^1]}}", 8, "Leading zeroes not allowed");
        header("{'a':{'shape':[0^0]}}", 8, "Leading zeroes not allowed");
        header("{'a':{'shape':[+^1]}}", 8, "no JSON as it should be");
        header("{'a':{'shape':[^,1]}}", 8, "no JSON as it should be");
        header("{'a':{'shape':[1,^]}}", 8, "no JSON as it should be");
        header("{'a':{'shape':[9223372036854775808^]}}", 8, "out of range of `long`");
        header("{'a':{'shape':[9999999999999999999^]}}", 8, "out of range of `long`");
        header("{'a':{'shape':[12345678901234567890^]}}", 8, "length (20) exceeds the maximum allowed (19");
        header("{'a':{'data_offsets':[0,12345678901234567890^]}}", 8, "length (20) exceeds the maximum allowed (19");
    }

    @Test
    void offsets() {
        tensor("[1]", "[8,0]", 8, "has offsets 8 and 0 in 8 bytes of data");
        tensor("[1]", "[0,9]", 8, "has offsets 0 and 9 in 8 bytes of data");
        tensor("[1]", "[1,9]", 8, "has offsets 1 and 9 in 8 bytes of data");
        tensor("[1]", "[0,8]", 7, "has offsets 0 and 8 in 7 bytes of data");
        tensor("[1]", "[0,9223372036854775807]", 8, "has offsets 0 and 9223372036854775807 in 8 bytes");
        tensor("[1]", "[9223372036854775799,9223372036854775807]", 8, "in 8 bytes of data");
        tensor("[1]", "[0,7]", 8, "takes 8 bytes by its shape and 7 by its offsets");
        tensor("[2]", "[0,8]", 8, "takes 16 bytes by its shape and 8 by its offsets");
        tensor("[0]", "[0,8]", 8, "takes 0 bytes by its shape and 8 by its offsets");
        tensor("[1]", "[8,16]", 16, "leaves a hole behind the one before it");
        tensor("[0]", "[8,8]", 8, "leaves a hole behind the one before it");
        refuses(SmallFiles.file(A8.replace('\'', '"').getBytes(StandardCharsets.US_ASCII), new byte[9]),
                TensorFile.HEADER + A8.length() + 8, "the file has 1 bytes more than its tensors");
        String b = "'b':{'dtype':'F64','shape':[1],'data_offsets':[0,8]}";
        String a = "'a':{'dtype':'F64','shape':[2],'data_offsets':";
        header("{" + a + "[0,16]},^" + b.replace("0,8", "8,16") + "}", 16, "tensor \"b\" overlaps");
        header("{^" + a + "[4,20]}," + b + "}", 20, "tensor \"a\" overlaps");
        header("{^" + a + "[0,16]}," + b + "}", 16, "tensor \"a\" overlaps");
        header("{^" + a + "[16,32]}," + b + "}", 32, "tensor \"a\" leaves a hole");
        header("{^" + a + "[9,25]}," + b + "}", 25, "tensor \"a\" leaves a hole");
    }

    @Test
    void numbersOfLessThanAByte() {
        header("{^\"a\":{\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,2]}}", 2,
                "tensor \"a\" takes no possible number of bytes");
        header("{^\"a\":{\"dtype\":\"F6_E2M3\",\"shape\":[4],\"data_offsets\":[0,2]}}", 2,
                "tensor \"a\" takes 3 bytes by its shape and 2");
    }

    @Test
    void hugeShapes() {
        String tooLarge = "tensor \"a\" takes no possible number of bytes";
        tensor("[4611686018427387904,4611686018427387904,0]", "[0,0]", 0, tooLarge);
        tensor("[0,4611686018427387904,4611686018427387904]", "[0,8]", 8, "takes 0 bytes by its shape");
        tensor("[4294967296,4294967296]", "[0,0]", 0, tooLarge);
        tensor("[9223372036854775807]", "[0,8]", 8, tooLarge);
        tensor("[2305843009213693953]", "[0,8]", 8, tooLarge);
        tensor("[1152921504606846976]", "[0,8]", 8, tooLarge);
        tensor("[144115188075855872]", "[0,8]", 8, tooLarge);
        tensor("[144115188075855871]", "[0,8]", 8, "takes 1152921504606846968 bytes by its shape and 8");
        tensor("[1099511627776]", "[0,8]", 8, "takes 8796093022208 bytes by its shape and 8 by its offsets");
        tensor("[3,6148914691236517206]", "[0,8]", 8, tooLarge);
    }

    /** What others may write and we read: empty tensors, scalars, tensors in any order, characters beyond ASCII. */
    @Test
    void fine() throws IOException {
        String header = ("{'é':{'dtype':'F64','shape':[],'data_offsets':[4,12]},'__metadata__':{'a':'\\n'},"
                + "'empty':{'dtype':'I64','shape':[0,4294967296],'data_offsets':[4,4]},'end':{'dtype':'U8',"
                + "'shape':[0],'data_offsets':[12,12]},'f':{'data_offsets':[0,4],'shape':[1,1],'dtype':'F32'}}\n ")
                .replace('\'', '"');
        CraftedFile numbers = new CraftedFile().tensor("f", DType.F32, "[1]", 0.1f).tensor("é", "[1]", Math.E);
        byte[] crafted = numbers.bytes();
        byte[] data = Arrays.copyOfRange(crafted, crafted.length - 12, crafted.length);
        TensorFile file = SmallFiles.opened(SmallFiles.file(header.getBytes(StandardCharsets.UTF_8), data));
        assertEquals("\n", file.metadata().get("a"));
        assertEquals("[empty, end, f, é]", file.tensors().keySet().toString());
        assertEquals(Math.E, file.read(file.tensor("é"), null)[0]);
        assertEquals(0.1f, file.read(file.tensor("f"), null)[0]);
        assertEquals(0, SmallFiles.opened(SmallFiles.file(new byte[] {'{', '}'}, new byte[0])).tensors().size());
        for (String dtype : new String[] {"empty", "end"}) {
            refuses(() -> file.read(file.tensor(dtype), null), 500, file.tensor(dtype).position(),
                    "F64 and F32 are read");
        }
    }

    @Test
    void whatIsNoFile(@TempDir Path folder) throws Exception {
        assertThrows(NoSuchFileException.class, () -> ModelFiles.load(folder.resolve("missing")));
        assertNoFile(folder);
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        assertNoFile(link);
        assertThrows(NoSuchFileException.class,
                () -> ModelFiles.load(Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("missing"))));
    }

    @Test
    void devices(@TempDir Path folder) throws Exception {
        Path zero = Path.of("/dev/zero");
        assumeTrue(Files.exists(zero), "a system with devices");
        assertNoFile(zero);
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertNoFile(pipe);
    }

    private static void assertNoFile(Path path) {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            ModelFileException e = assertThrows(ModelFileException.class, () -> ModelFiles.load(path));
            assertEquals(path + ", byte 0: not a regular file", e.getMessage());
            assertThrows(ModelFileException.class, () -> ModelFiles.loadTraining(path));
        });
    }

    private static void tensor(String shape, String offsets, int dataBytes, String reason) {
        header("{^'a':{'dtype':'F64','shape':" + shape + ",'data_offsets':" + offsets + "}}", dataBytes, reason);
    }

    private static void header(String marked, int dataBytes, String reason) {
        int mark = marked.indexOf('^');
        assertTrue(mark >= 0, marked);
        byte[] before = marked.substring(0, mark).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        byte[] after = marked.substring(mark + 1).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        refuses(SmallFiles.file(SmallFiles.joined(before, after), new byte[dataBytes]),
                TensorFile.HEADER + before.length, reason);
    }
}
