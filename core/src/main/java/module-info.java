/**
 * Dense neural networks on the JVM's Vector API, with the same bits for every vector width, JIT tier, JDK and batch
 * split.
 */
module dev.lanewise {
    requires jdk.incubator.vector;

    exports dev.lanewise;
}
