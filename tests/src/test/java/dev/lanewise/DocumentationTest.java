package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic.Kind;
import javax.tools.DiagnosticCollector;
import javax.tools.DocumentationTool;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is exported is documented, and javadoc has nothing to say against any tag or link. The build cannot fail on
 * warnings itself, as one that the Vector API is an incubator is always among them.
 */
@Tag("once")
class DocumentationTest {

    private static final String INCUBATOR = "compiler.warn.incubating.modules";

    @ParameterizedTest
    @CsvSource({"dev.lanewise, core", "dev.lanewise.files, files"})
    void javadocHasNoWarnings(String module, String folder, @TempDir Path pages) throws IOException {
        Path sources = Path.of("..", folder, "src", "main", "java");
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        DocumentationTool javadoc = ToolProvider.getSystemDocumentationTool();
        try (StandardJavaFileManager files = javadoc.getStandardFileManager(diagnostics, null, null)) {
            List<String> options = List.of("-Xdoclint:all", "-quiet", "-noindex", "-notree", "-nohelp",
                    "-d", pages.toString(), "--module", module, "--module-source-path",
                    module + "=" + sources, "--module-path", ChildJvm.classPath());
            assertTrue(javadoc.getTask(null, files, diagnostics, null, options, null).call(), "pages are written");
        }
        List<String> said = diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() != Kind.NOTE && !INCUBATOR.equals(diagnostic.getCode()))
                .map(Object::toString).toList();
        assertEquals(List.of(), said);
    }
}
