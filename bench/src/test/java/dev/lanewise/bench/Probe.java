package dev.lanewise.bench;

/** Prints {@code =version} of a library, or {@code : reason} where it cannot be measured. */
final class Probe {

    private Probe() {
    }

    /**
     * Prints the line.
     *
     * @param args the library's value of the parameter {@code kernels}
     */
    public static void main(String[] args) {
        System.out.println(answer(Rival.named(args[0])));
    }

    private static String answer(Rival rival) {
        try {
            rival.products();
            return "=" + rival.version();
        } catch (RuntimeException | LinkageError e) {
            return ": " + e.getMessage();
        }
    }
}
