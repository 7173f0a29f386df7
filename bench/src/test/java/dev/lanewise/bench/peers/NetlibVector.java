package dev.lanewise.bench.peers;

import dev.lanewise.bench.Products;
import dev.lanewise.bench.Rival;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;

/** netlib's VectorBLAS: BLAS on the Vector API. */
public final class NetlibVector implements Rival {

    @Override
    public Products products() {
        return new BlasProducts(vectorBlas());
    }

    @Override
    public String version() {
        vectorBlas();
        return Netlib.version();
    }

    /** netlib would take slower loops in silence. */
    private static BLAS vectorBlas() {
        Netlib.silence();
        System.setProperty(BLAS.ALLOW_NATIVE_BLAS, "false");
        BLAS blas = JavaBLAS.getInstance();
        String name = blas.getClass().getSimpleName();
        if (!name.equals("VectorBLAS")) {
            throw new IllegalStateException(
                    "netlib selected " + name + " in this JVM; run with --add-modules jdk.incubator.vector");
        }
        return blas;
    }
}
