package dev.modulepath;

import dev.lanewise.Arithmetic;
import dev.lanewise.DenseKernel;

/** A user on the class path of a library on the module path; its package is not the library's, which would clash. */
public final class OnModulePath {

    private OnModulePath() {
    }

    /**
     * Prints the library's module, its kernels, and what a product gives.
     *
     * @param args none
     */
    public static void main(String[] args) {
        DenseKernel kernel = DenseKernel.create(Arithmetic.FUSED);
        double[] z = new double[1];
        kernel.forward(1, 2, 1, new double[] {1, 2}, 0, new double[] {3, 4}, 0, z, 0);
        System.out.println(DenseKernel.class.getModule().getName() + " " + kernel + " " + z[0]);
    }
}
