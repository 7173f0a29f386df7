package dev.lanewise.bench;

import dev.lanewise.Arithmetic;

/**
 * The three matrix products of a dense layer, each overwriting its output; shapes {@code x[m×k] w[k×n] z[m×n]} and
 * gradients of the shape of their variable.
 */
public interface Products {

    /** {@code z = x·w}. */
    void forward(int m, int k, int n, double[] x, double[] w, int wOffset, double[] z);

    /** {@code dx = dz·wᵀ}. */
    void inputGradient(int m, int k, int n, double[] dz, double[] w, int wOffset, double[] dx);

    /** {@code dw = xᵀ·dz}. */
    void weightGradient(int m, int k, int n, double[] x, double[] dz, double[] dw, int dwOffset);

    /** {@return whether each output is summed in index order from +0: all that do give the same bits} */
    default boolean areChains() {
        return true;
    }

    /** {@return the products that a value of the parameter {@code kernels} names} */
    static Products of(String kernels, Arithmetic arithmetic) {
        return switch (kernels) {
            case "naive" -> new NaiveProducts(arithmetic.isFused());
            case "naive-ikj" -> arithmetic.isFused() ? new ReorderedFusedProducts() : new ReorderedProducts();
            case "naive-rows" -> new RowProducts(arithmetic.isFused());
            case "vector" -> new VectorProducts(arithmetic);
            default -> ofRival(kernels, arithmetic);
        };
    }

    private static Products ofRival(String kernels, Arithmetic arithmetic) {
        Rival rival = Rival.named(kernels);
        if (!arithmetic.isFused()) {
            throw new IllegalArgumentException("kernels=" + kernels
                    + " knows no arithmetic and is measured once, with arithmetic=fused, not " + arithmetic);
        }
        return rival.products();
    }
}
