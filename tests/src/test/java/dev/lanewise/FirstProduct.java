package dev.lanewise;

import java.util.Arrays;

/** Prints how many milliseconds a kernel and its first product of 240 × 240 × 240 take in this JVM. */
final class FirstProduct {

    private static final int N = 240;

    private FirstProduct() {
    }

    /**
     * Prints one line.
     *
     * @param args none
     */
    public static void main(String[] args) {
        double[] x = new double[N * N];
        double[] w = new double[N * N];
        double[] z = new double[N * N];
        Arrays.fill(x, 0.5);
        Arrays.fill(w, 0.25);
        long start = System.nanoTime();
        DenseKernel kernel = DenseKernel.create(Arithmetic.FUSED);
        kernel.forward(N, N, N, x, 0, w, 0, z, 0);
        long time = System.nanoTime() - start;
        for (double element : z) {
            if (element != N / 8.0) {
                throw new IllegalStateException("element is " + element);
            }
        }
        System.out.println(time / 1_000_000);
    }
}
