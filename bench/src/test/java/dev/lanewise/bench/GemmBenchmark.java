package dev.lanewise.bench;

import dev.lanewise.Arithmetic;
import java.util.Locale;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How fast are the three matrix products of a dense layer? Each takes 2·m·k·n floating-point operations. */
public class GemmBenchmark extends BenchmarkDefaults {

    /** Outputs that are checked one by one; of larger results this many, picked at random. */
    private static final int CHECKED = 1 << 16;

    /** Batch rows × inputs × outputs. */
    @Param({"1x64x64", "32x64x64", "256x64x10", "256x256x256"})
    public String shape;

    /** Which loops. */
    @Param({"naive", "naive-ikj", "vector"})
    public String kernels;

    /** How a product is added. */
    @Param({"fused", "strict"})
    public String arithmetic;

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

    /** Makes the matrices and checks that every product has the bits of its chains. */
    @Setup
    public void setUp() {
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
        Arithmetic mode = Arithmetic.valueOf(arithmetic.toUpperCase(Locale.ROOT));
        products = Products.of(kernels, mode);
        checkAll(mode.isFused());
    }

    private void checkAll(boolean fused) {
        // Twice: outputs are overwritten, so what the first call left must not show.
        for (int call = 0; call < 2; call++) {
            check("z", fused, forward(), n, k, x, k, 1, w, 1, n);
            check("dx", fused, inputGradient(), k, n, dz, n, 1, w, n, 1);
            check("dw", fused, weightGradient(), n, m, x, 1, k, dz, 1, n);
        }
    }

    /** Element (i, j) of c is the chain over p of {@code a[i·aRow + p·aStep]} and {@code b[j·bColumn + p·bStep]}. */
    private static void check(String name, boolean fused, double[] c, int columns, int length,
            double[] a, int aRow, int aStep, double[] b, int bColumn, int bStep) {
        Random random = new Random(4);
        for (int e = 0; e < Math.min(CHECKED, c.length); e++) {
            int element = c.length <= CHECKED ? e : random.nextInt(c.length);
            int i = element / columns;
            int j = element % columns;
            double sum = 0;
            for (int p = 0; p < length; p++) {
                double aip = a[i * aRow + p * aStep];
                double bpj = b[j * bColumn + p * bStep];
                sum = fused ? Math.fma(aip, bpj, sum) : sum + aip * bpj;
            }
            if (Double.doubleToRawLongBits(sum) != Double.doubleToRawLongBits(c[element])) {
                throw new IllegalStateException(
                        name + "[" + i + ", " + j + "] is " + c[element] + ", its chain " + sum);
            }
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
