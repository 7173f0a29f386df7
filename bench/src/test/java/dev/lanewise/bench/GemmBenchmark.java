package dev.lanewise.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How fast are the three matrix products of a dense layer? Each takes 2·m·k·n floating-point operations. Answers have
 * the bits of the chains; other libraries' are as near to them as another order of summation can be.
 */
public class GemmBenchmark extends BenchmarkDefaults {

    /** Batch rows × inputs × outputs. */
    @Param({"1x64x64", "32x64x64", "256x64x10", "256x256x256"})
    public String shape;

    private Products products;
    private int m;
    private int k;
    private int n;
    private double[] x;
    private double[] w;
    private double[] z;
    private double[] dx;
    private double[] dw;
    private double[] dz;

    /** Makes the matrices and checks every product against its chains. */
    @Setup
    public void setUp(MeasuredProducts measured) {
        int[] sizes = Data.sizes(shape);
        m = sizes[0];
        k = sizes[1];
        n = sizes[2];
        x = Data.uniform(1, m * k, 1);
        w = Data.uniform(2, k * n, 1);
        dz = Data.uniform(3, m * n, 1);
        z = new double[m * n];
        dx = new double[m * k];
        dw = new double[k * n];
        products = measured.products;
        checkAll(new ChainCheck(measured.mode().isFused(), products.areChains()));
    }

    private void checkAll(ChainCheck check) {
        // Twice: outputs are overwritten, so what the first call left must not show.
        for (int call = 0; call < 2; call++) {
            check.product("z", forward(), n, k, x, k, 1, w, 1, n);
            check.product("dx", inputGradient(), k, n, dz, n, 1, w, n, 1);
            check.product("dw", weightGradient(), n, m, x, 1, k, dz, 1, n);
        }
    }

    /** {@return z = x·w} */
    @Benchmark
    public double[] forward() {
        products.forward(m, k, n, x, w, 0, z);
        return z;
    }

    /** {@return dx = dz·wᵀ} */
    @Benchmark
    public double[] inputGradient() {
        products.inputGradient(m, k, n, dz, w, 0, dx);
        return dx;
    }

    /** {@return dw = xᵀ·dz} */
    @Benchmark
    public double[] weightGradient() {
        products.weightGradient(m, k, n, x, dz, dw, 0);
        return dw;
    }
}
