package dev.lanewise.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeersTest {

    private static List<String> arguments(String commaSeparated) {
        return new ArrayList<>(List.of(commaSeparated.split(",")));
    }

    @Test
    void parametersThatAreNotNamedAreTheDefaults() {
        List<String> defaults = arguments("-p,kernels=vector,-p,kernels=ejml,-p,shape=1x2x3");
        assertEquals(arguments("Gemm,-p,shape=4x5x6,-p,kernels=vector,-p,kernels=ejml"),
                Peers.withDefaults(arguments("Gemm,-p,shape=4x5x6"), defaults));
        assertEquals(arguments("Gemm,-p,kernels=naive,-p,shape=1x2x3"),
                Peers.withDefaults(arguments("Gemm,-p,kernels=naive"), defaults));
    }

    @Test
    void aLibraryIsLeftOutWhereverItIsNamed() {
        List<String> jmh = arguments("Gemm,-p,kernels=ejml,-p,kernels=vector,-p,kernels=ejml,-p,shape=1x2x3");
        Peers.leaveOut("ejml", jmh);
        assertEquals(arguments("Gemm,-p,kernels=vector,-p,shape=1x2x3"), jmh);
    }
}
