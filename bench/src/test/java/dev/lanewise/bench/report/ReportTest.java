package dev.lanewise.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void aPublishedRunDoesNotSayWhereTheJvmLay() {
        String json = """
                [{"jvm" : "/home/someone/jdk/bin/java", "jdkVersion" : "25"}, {"jvm" : "/home/someone/jdk/bin/java"}]
                """;
        assertEquals("""
                [{"jvm" : "java", "jdkVersion" : "25"}, {"jvm" : "java"}]
                """, Report.withoutPath(json));
    }
}
