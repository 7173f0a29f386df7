package dev.lanewise.bench.report;

import dev.lanewise.Arithmetic;
import dev.lanewise.DenseKernel;

/** Prints which kernels Lanewise selects in this JVM. */
final class KernelProbe {

    private KernelProbe() {
    }

    /**
     * Prints one line.
     *
     * @param args none
     */
    public static void main(String[] args) {
        String kernel = DenseKernel.create(Arithmetic.FUSED).toString();
        System.out.println(kernel.substring(kernel.indexOf('[') + 1, kernel.lastIndexOf(',')));
    }
}
