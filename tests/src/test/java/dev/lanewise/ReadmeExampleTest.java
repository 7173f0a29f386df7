package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in README's "Use it" compiles and prints the line that follows it there. */
@Tag("child-jvm")
class ReadmeExampleTest {

    private static final Pattern EXAMPLE = Pattern.compile(
            "## Use it\n.*?```java\n(?<program>.*?)```\n\n```\n\\$ java [^\n]* Example\\.java\n(?<output>.*?)```\n",
            Pattern.DOTALL);

    @Test
    void printsWhatReadmeSays(@TempDir Path folder) throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("..", "README.md")));
        assertTrue(example.find(), "no example in README.md");
        Path source = Files.writeString(folder.resolve("Example.java"), example.group("program"));
        ChildJvm.Result result = ChildJvm.run("--add-modules", "jdk.incubator.vector",
                "-cp", ChildJvm.libraryPath(), source.toString());
        assertEquals(0, result.exitCode(), result.output());
        assertEquals(example.group("output").strip(), result.lastLine());
    }
}
