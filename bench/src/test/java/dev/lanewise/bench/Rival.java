package dev.lanewise.bench;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Another library to measure beside Lanewise. */
public interface Rival {

    /** {@return its products; fails where they cannot be measured, in one line that says why} */
    Products products();

    /** {@return the library with its version, without a space, such as {@code EJML-0.46.1}; fails like products} */
    String version();

    /** {@return the values of the parameter {@code kernels} that name another library} */
    static Set<String> names() {
        return classes().keySet();
    }

    /** {@return the library that a value of the parameter {@code kernels} names} */
    static Rival named(String kernels) {
        String name = classes().get(kernels);
        if (name == null) {
            throw new IllegalArgumentException("kernels is " + kernels
                    + ", none of naive, naive-ikj, naive-rows, vector, " + String.join(", ", names()));
        }
        try {
            Class<?> type = Class.forName(Rival.class.getPackageName() + ".peers." + name);
            return (Rival) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("kernels=" + kernels + " needs the Maven profile peers", e);
        }
    }

    /** By name: these classes are compiled under the Maven profile {@code peers} alone. */
    private static Map<String, String> classes() {
        return new TreeMap<>(Map.of("netlib-vector", "NetlibVector", "openblas", "OpenBlas", "ejml", "Ejml"));
    }
}
