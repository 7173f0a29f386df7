package dev.lanewise;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitReference;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.lanewise.files.ModelFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What may depend on what, and how large a file may be. Lengths of methods are in config/checkstyle.xml. */
@Tag("once")
class ArchitectureTest {

    private static final String KERNEL = "dev.lanewise.kernel";

    private static final String VECTOR_API = "jdk.incubator.vector";

    /** All that kernels know of the rest: what they are asked to compute. */
    private static final Set<String> KNOWN_TO_KERNELS =
            Set.of("dev.lanewise.Activation", "dev.lanewise.Arithmetic", "dev.lanewise.ElementaryFunction");

    /**
     * The loops of a function are reached through lambdas, one call per block of elements: see {@code VectorFunction},
     * which makes them when it is loaded ({@code ofValue} serves that alone). Those of {@code VectorActivations}
     * capture nothing, so the JVM makes each once.
     */
    private static final Set<String> WITH_LAMBDAS = Set.of("VectorActivations", "VectorFunction");

    /** No loops: what does nothing after a product, what is made when kernels are chosen, and how rehearsals call. */
    private static final Set<String> BESIDE_LOOPS = Set.of("Epilogue", "KernelProvider", "Rehearsal");

    private static final int LINES = 250;

    /** Long by their documentation, WarmUpKernels by a method for each operation, but not by their code. */
    private static final Set<String> LONG_BY_DOCUMENTATION = Set.of("DenseKernel", "Dataset", "Kernels", "Model",
            "Network", "Trainer", "TrainerBuilder", "WarmUpKernels");

    /** Unrolled by hand, and together, as their forms differ in little. */
    private static final Set<String> LONG = Set.of("MicroKernel");

    private static JavaClasses core;

    private static JavaClasses files;

    @BeforeAll
    static void importClasses() {
        ClassFileImporter importer = new ClassFileImporter();
        core = importer.importUrl(origin(DenseKernel.class));
        files = importer.importUrl(origin(ModelFiles.class));
    }

    private static URL origin(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Test
    void onlyKernelsKnowTheVectorApi() {
        noClasses().that().resideOutsideOfPackage(KERNEL)
                .should().dependOnClassesThat().resideInAPackage(VECTOR_API + "..").check(core);
    }

    @Test
    void kernelsKnowNothingAboveThem() {
        DescribedPredicate<JavaClass> known = describe("are kernels, of the JDK or of " + KNOWN_TO_KERNELS,
                type -> !type.getPackageName().startsWith("dev.lanewise") || type.getPackageName().equals(KERNEL)
                        || KNOWN_TO_KERNELS.contains(type.getName()));
        classes().that().resideInAPackage(KERNEL).should().onlyDependOnClassesThat(known).check(core);
    }

    @Test
    void coreNeedsOnlyTheJdk() {
        classes().should().onlyDependOnClassesThat(areOf("dev.lanewise", "java.base", VECTOR_API)).check(core);
    }

    @Test
    void filesNeedCoreAndOneLibrary() {
        classes().should().onlyDependOnClassesThat(areOf("dev.lanewise", "java.base")
                .or(describe("Jackson's core", type -> isIn("tools.jackson.core", type)))).check(files);
    }

    /** Types of our package and those below it, and of the JDK's modules. */
    private static DescribedPredicate<JavaClass> areOf(String ours, String... modules) {
        return describe("are of " + ours + ", " + String.join(", ", modules), type -> isIn(ours, type)
                || Arrays.asList(modules).contains(type.getBaseComponentType().reflect().getModule().getName()));
    }

    private static boolean isIn(String parent, JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.equals(parent) || name.startsWith(parent + ".");
    }

    /** What is saved has a format of its own, which outlives the classes. */
    @Test
    void onlyExceptionsAndEnumsAreSerializable() {
        for (JavaClasses module : List.of(core, files)) {
            noClasses().that().areNotAssignableTo(Throwable.class).and().areNotEnums()
                    .should().beAssignableTo(Serializable.class).check(module);
        }
    }

    /** A loop that is reached through a lambda is inlined in some JVMs and not in others. */
    @Test
    void loopsAreCalledByName() {
        Set<String> found = core.stream().filter(type -> type.getPackageName().equals(KERNEL))
                .filter(ArchitectureTest::makesLambdas).map(ArchitectureTest::topLevelName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = new TreeSet<>(WITH_LAMBDAS);
        expected.addAll(BESIDE_LOOPS);
        assertEquals(expected, found);
    }

    @Test
    void lambdasOfLoopsAreMadeOnce() {
        Set<String> makers = WITH_LAMBDAS.stream().map(name -> core.get(KERNEL + "." + name))
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(access -> access.isDeclaredInLambda() || access instanceof JavaCodeUnitReference)
                .map(access -> access.getOriginOwner().getSimpleName() + "." + access.getOrigin().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("VectorActivations.loop", "VectorFunction.<clinit>", "VectorFunction.ofValue"), makers);
    }

    private static String topLevelName(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer.getSimpleName();
    }

    /** From the class file's text, as the import shows what a lambda calls, but not that there is one. */
    private static boolean makesLambdas(JavaClass type) {
        try (InputStream file = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return new String(file.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .contains("java/lang/invoke/LambdaMetafactory");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void filesAreShort() throws IOException {
        Set<String> tooLong = new TreeSet<>();
        Set<String> exceptions = new TreeSet<>(LONG_BY_DOCUMENTATION);
        exceptions.addAll(LONG);
        for (Path source : sources()) {
            String name = source.getFileName().toString().replace(".java", "");
            List<String> lines = Files.readAllLines(source);
            boolean isLong = lines.size() > LINES;
            long code = lines.stream().map(String::strip).filter(ArchitectureTest::isCode).count();
            if (isLong && !exceptions.remove(name) || LONG_BY_DOCUMENTATION.contains(name) && code > LINES) {
                tooLong.add(name + ": " + lines.size() + " lines, " + code + " of code");
            }
        }
        assertEquals(Set.of(), tooLong);
        assertEquals(Set.of(), exceptions, "short by now");
    }

    private static boolean isCode(String line) {
        return !line.isEmpty() && !line.startsWith("//") && !line.startsWith("/*") && !line.startsWith("*");
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("core", "files", "bench")) {
            try (Stream<Path> all = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                all.filter(path -> path.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }
}
