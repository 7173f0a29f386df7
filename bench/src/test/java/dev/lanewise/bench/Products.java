package dev.lanewise.bench;

import dev.lanewise.Arithmetic;

/**
 * The three matrix products of a dense layer, each overwriting its output; shapes {@code x[m×k] w[k×n] z[m×n]} and
 * gradients of the shape of their variable. Every implementation sums in index order from +0: all give the same bits.
 */
interface Products {

    /** {@code z = x·w}. */
    void forward(int m, int k, int n, double[] x, double[] w, int wOffset, double[] z);

    /** {@code dx = dz·wᵀ}. */
    void inputGradient(int m, int k, int n, double[] dz, double[] w, int wOffset, double[] dx);

    /** {@code dw = xᵀ·dz}. */
    void weightGradient(int m, int k, int n, double[] x, double[] dz, double[] dw, int dwOffset);

    /** {@return the products that a value of the parameter {@code kernels} names} */
    static Products of(String kernels, Arithmetic arithmetic) {
        return switch (kernels) {
            case "naive" -> arithmetic.isFused() ? new NaiveFusedProducts() : new NaiveProducts();
            case "naive-ikj" -> arithmetic.isFused() ? new ReorderedFusedProducts() : new ReorderedProducts();
            case "vector" -> new VectorProducts(arithmetic);
            default -> throw new IllegalArgumentException(
                    "kernels is " + kernels + ", none of naive, naive-ikj, vector");
        };
    }
}
