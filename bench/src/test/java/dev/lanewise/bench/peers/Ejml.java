package dev.lanewise.bench.peers;

import dev.lanewise.bench.Products;
import dev.lanewise.bench.Rival;
import org.ejml.EjmlVersion;

/** EJML: plain loops over flat arrays. */
public final class Ejml implements Rival {

    @Override
    public Products products() {
        return new EjmlProducts();
    }

    @Override
    public String version() {
        return "EJML-" + EjmlVersion.VERSION;
    }
}
