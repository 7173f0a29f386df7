package dev.lanewise.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import jdk.incubator.vector.VectorShape;

/**
 * Selects the kernels once per JVM, by the system property {@value #PROPERTY}: {@code auto} (the default),
 * {@code vector} or {@code scalar}. {@code auto} takes the vector kernels where they are fast and the scalar ones
 * elsewhere, with one log line that says what was chosen and, for the scalar ones, how to get the others. The answers
 * are the same.
 *
 * <p>Where {@code auto} takes the vector kernels, scalar ones stand in for each of them until it is compiled, which
 * takes a second or two of use; see {@link WarmUpKernels}. With {@code vector} they serve from the first call on,
 * however slow they are then.
 */
public final class KernelProvider {

    static final String PROPERTY = "dev.lanewise.kernels";

    private static final String MODULE = "jdk.incubator.vector";

    private KernelProvider() {
    }

    /**
     * {@return the kernels of this JVM}
     *
     * @throws IllegalStateException if the property asks for what is not there; on every call
     */
    public static Kernels kernels() {
        if (Selected.KERNELS == null) {
            throw new IllegalStateException(Selected.REFUSAL);
        }
        return Selected.KERNELS;
    }

    /** Loaded on first use, so that selection and its log line happen once. */
    private static final class Selected {
        static final Kernels KERNELS;
        static final String REFUSAL;

        static {
            Kernels kernels = null;
            String refusal = null;
            try {
                kernels = select();
            } catch (IllegalStateException e) {
                refusal = e.getMessage();
            }
            KERNELS = kernels;
            REFUSAL = refusal;
        }
    }

    private static Kernels select() {
        Logger log = System.getLogger("dev.lanewise");
        String choice = System.getProperty(PROPERTY, "auto");
        switch (choice) {
            case "scalar" -> {
                return scalar(log, Level.INFO, "as -D" + PROPERTY + "=scalar says");
            }
            case "vector" -> {
                if (!isModulePresent()) {
                    throw new IllegalStateException("-D" + PROPERTY + "=vector needs --add-modules " + MODULE);
                }
                return vector(log);
            }
            case "auto" -> {
                return auto(log);
            }
            default -> throw new IllegalStateException(
                    "-D" + PROPERTY + "=" + choice + " is not one of auto, vector, scalar");
        }
    }

    private static Kernels auto(Logger log) {
        if (!isModulePresent()) {
            return scalar(log, Level.WARNING, "for the fast ones run java with --add-modules " + MODULE);
        }
        if (!hasC2()) {
            return scalar(log, Level.WARNING,
                    "for the fast ones run HotSpot with its C2 compiler, without -Xint or -XX:TieredStopAtLevel");
        }
        int bits = VectorWidth.bits();
        if (bits < 2 * Double.SIZE) {
            return scalar(log, Level.WARNING, "this JVM has no vectors of two doubles (see -XX:MaxVectorSize)");
        }
        WarmUpSchedule schedule = new WarmUpSchedule(WarmUpSchedule.FIRST_PAUSE);
        Kernels kernels = new WarmUpKernels(bits, rehearsal -> new WarmUpGate(rehearsal, schedule));
        log.log(Level.INFO, "Lanewise: {0} kernels; scalar ones, same results, until C2 has compiled them",
                kernels.description());
        return kernels;
    }

    private static boolean isModulePresent() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /**
     * Without C2 every vector is an object on the heap, and the vector kernels crawl. A JVM that stops at tier 2 or 3
     * cannot be told from one that does not.
     */
    private static boolean hasC2() {
        String info = System.getProperty("java.vm.info", "");
        return System.getProperty("java.vm.name", "").contains("Server VM")
                && !info.contains("interpreted") && !info.contains("emulated-client");
    }

    private static Kernels vector(Logger log) {
        Kernels kernels = new VectorKernels();
        log.log(Level.INFO, "Lanewise: {0} kernels", kernels.description());
        return kernels;
    }

    private static Kernels scalar(Logger log, Level level, String reason) {
        log.log(level, "Lanewise: scalar kernels, same results; {0}", reason);
        return new ScalarKernels();
    }

    /**
     * Links the Vector API only when asked, which is after its module was found, and of it no more than the shape of
     * {@link Simd#SPECIES}: making a species takes several times as long.
     */
    private static final class VectorWidth {
        static int bits() {
            return VectorShape.preferredShape().vectorBitSize();
        }
    }
}
