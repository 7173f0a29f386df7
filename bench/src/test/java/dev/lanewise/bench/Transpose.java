package dev.lanewise.bench;

/** A matrix turned, for loops that run along its columns. */
final class Transpose {

    private Transpose() {
    }

    /** {@return {@code wᵀ[n×k]} of {@code w[k×n]}, in the given memory if that is large enough} */
    static double[] of(int k, int n, double[] w, int wOffset, double[] memory) {
        double[] wT = memory.length < n * k ? new double[n * k] : memory;
        for (int p = 0; p < k; p++) {
            for (int j = 0; j < n; j++) {
                wT[j * k + p] = w[wOffset + p * n + j];
            }
        }
        return wT;
    }
}
