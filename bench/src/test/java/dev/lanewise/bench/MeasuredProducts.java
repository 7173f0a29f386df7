package dev.lanewise.bench;

import dev.lanewise.Arithmetic;
import java.util.Locale;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The products that a benchmark measures; like {@link NetworkTask}, for one method of a benchmark. */
@State(Scope.Thread)
public class MeasuredProducts {

    /** Which loops. */
    @Param({"naive", "naive-ikj", "naive-rows", "vector"})
    public String kernels;

    /** How a product is added. */
    @Param({"fused", "strict"})
    public String arithmetic;

    Products products;

    /** Selects the kernels, which a program does when it starts. */
    @Setup
    public void select() {
        products = Products.of(kernels, mode());
    }

    Arithmetic mode() {
        return Arithmetic.valueOf(arithmetic.toUpperCase(Locale.ROOT));
    }
}
