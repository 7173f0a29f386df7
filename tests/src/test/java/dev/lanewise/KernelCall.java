package dev.lanewise;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A call of a public method of {@link DenseKernel}, made from one line of {@link #METHODS}. It begins as a good one,
 * with each array exactly as long as its range; tests spoil one thing.
 */
final class KernelCall {

    /**
     * A name and the parameters in order: sizes; arrays with the sizes whose product is their length (p: that of the
     * parameters of a layer), {@code >} before an output, {@code =} before each argument whose very range the output
     * may be, {@code ?} behind what may be null; others by a name of their own. An array's offset is implied.
     */
    static final List<String> METHODS = List.of(
            "forward m k n x:mk w:kn >z:mn",
            "inputGradient m k n dz:mn w:kn >dx:mk",
            "weightGradient m k n x:mk dz:mn >dw:kn accumulate",
            "addBias m n b:n >z:mn",
            "biasGradient m n dz:mn >db:n accumulate",
            "apply function l x:l >y:l=x",
            "activate f m n z:mn >a:mn=z",
            "activateBackward f m n z:mn a:mn da:mn >dz:mn=z=a=da",
            "denseForward layer m x:mk parameters:p >z:mn >a:mn=z",
            "denseBackward layer m x:mk parameters:p dz:mn >gradients:p accumulate >dx?:mk",
            "halfSquaredError m n a:mn y:mn >rowLoss:m >da:mn=a=y",
            "softmaxCrossEntropy m n z:mn y:mn >rowLoss:m >dz:mn=z",
            "sum l values:l",
            "divide l >v:l divisor",
            "sgd l >v:l=g g:l rate l2");

    /** An array argument. */
    record Argument(String name, String size, boolean output, boolean nullable, Set<String> same) {

        private static Argument parse(String token) {
            String[] parts = token.split("[:=]");
            String name = parts[0].replaceAll("[>?]", "");
            Set<String> same = Set.copyOf(Arrays.asList(parts).subList(2, parts.length));
            return new Argument(name, parts[1], token.startsWith(">"), parts[0].endsWith("?"), same);
        }
    }

    final Map<String, Integer> sizes = new HashMap<>(Map.of("m", 3, "k", 4, "n", 5, "l", 6));
    final Map<String, double[]> arrays = new HashMap<>();
    final Map<String, Integer> offsets = new HashMap<>();

    private final Map<String, Argument> arguments = new LinkedHashMap<>();
    private final Map<String, Object> others = new HashMap<>();
    private final String[] line;

    KernelCall(String line) {
        this.line = line.split(" ");
        others.putAll(Map.of("f", Activation.TANH, "function", ElementaryFunction.EXP,
                "layer", new DenseLayer(4, 5, Activation.TANH),
                "accumulate", true, "divisor", 3.0, "rate", 0.1, "l2", 0.01));
        for (String token : this.line) {
            if (token.contains(":")) {
                Argument argument = Argument.parse(token);
                arguments.put(argument.name(), argument);
                place(argument.name(), new double[2 + length(argument)], 2);
            }
        }
    }

    static Stream<String> publicNames() {
        return Arrays.stream(DenseKernel.class.getDeclaredMethods())
                .filter(method -> Arrays.asList(method.getParameterTypes()).contains(double[].class))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName);
    }

    String name() {
        return line[0];
    }

    List<Argument> arguments() {
        return List.copyOf(arguments.values());
    }

    /** {@return the names of the size parameters} */
    List<String> sizeParameters() {
        return Arrays.stream(line).skip(1).filter(sizes::containsKey).toList();
    }

    boolean hasOther(String name) {
        return List.of(line).contains(name);
    }

    int length(Argument argument) {
        if (argument.size().equals("p")) {
            return ((DenseLayer) others.get("layer")).parameterCount();
        }
        return argument.size().chars().mapToObj(Character::toString).mapToInt(sizes::get)
                .reduce(1, (a, b) -> a * b);
    }

    KernelCall place(String name, double[] array, int offset) {
        arrays.put(name, array);
        offsets.put(name, offset);
        return this;
    }

    KernelCall size(String name, int value) {
        sizes.put(name, value);
        return this;
    }

    KernelCall other(String name, Object value) {
        others.put(name, value);
        return this;
    }

    /** {@return the interval of an argument as messages write it} */
    String interval(Argument argument) {
        int offset = offsets.get(argument.name());
        return argument.name() + " [" + offset + ", " + (offset + length(argument)) + ")";
    }

    void run(DenseKernel kernel) {
        List<Object> values = new ArrayList<>();
        for (String token : Arrays.asList(line).subList(1, line.length)) {
            if (sizes.containsKey(token)) {
                values.add(sizes.get(token));
            } else if (token.contains(":")) {
                String name = Argument.parse(token).name();
                values.add(arrays.get(name));
                values.add(offsets.get(name));
            } else {
                values.add(others.get(token));
            }
        }
        Method method = Arrays.stream(DenseKernel.class.getMethods())
                .filter(candidate -> candidate.getName().equals(name())).findFirst().orElseThrow();
        try {
            method.invoke(kernel, values.toArray());
        } catch (InvocationTargetException e) {
            Eager.<RuntimeException>sneak(e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String toString() {
        return String.join(" ", line) + " with " + sizes + ", " + offsets + ", lengths "
                + arrays.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                        entry -> entry.getValue() == null ? "null" : entry.getValue().length));
    }
}
