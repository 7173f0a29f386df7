package dev.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProcessorTest {

    private static String slug(String vendor, int family, int model, String name) {
        return Processor.of("processor\t: 0\nvendor_id\t: " + vendor + "\ncpu family\t: " + family + "\nmodel\t\t: "
                + model + "\nmodel name\t: " + name + "\n").slug();
    }

    @Test
    void slugNamesTheProcessor() {
        assertEquals("amd-epyc-zen3", slug("AuthenticAMD", 25, 1, "AMD EPYC"));
        assertEquals("amd-epyc-9354-zen4", slug("AuthenticAMD", 25, 0x11, "AMD EPYC 9354 32-Core Processor"));
        assertEquals("intel-xeon-platinum-8375c",
                slug("GenuineIntel", 6, 106, "Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz"));
    }

    /** Of a virtual machine that hides what it is, and of one whose fields are no numbers. */
    @Test
    void aGenerationThatCannotBeTold() {
        assertEquals("amd-epyc", Processor.of("vendor_id\t: AuthenticAMD\nmodel name\t: AMD EPYC\n").slug());
        assertEquals("apple-m2", Processor.of("model name: Apple M2").slug());
    }

    @Test
    void clock() {
        assertEquals("2595.124 MHz", Processor.of("processor\t: 0\ncpu MHz\t\t: 2595.124\n").clock());
    }

    @Test
    void withoutCpuinfoItIsUnknown() {
        Processor processor = Processor.of("");
        assertEquals("unknown", processor.name());
        assertEquals("unknown", processor.clock());
        assertTrue(processor.slug().startsWith("unknown-"), processor.slug());
    }
}
