package dev.lanewise.files;

import dev.lanewise.Activation;
import java.util.Objects;

/**
 * A PyTorch {@code Linear} layer in a {@code state_dict}, and the activation behind it, which such a file does not
 * know.
 *
 * @param name the layer's name, to which {@code .weight} and {@code .bias} are added; empty for a lone layer's own
 * @param activation what follows it
 * @param hasBias whether it has a bias; without one biases are +0
 */
public record LinearLayer(String name, Activation activation, boolean hasBias) {

    /**
     * Checks the description.
     *
     * @param name the layer's name
     * @param activation what follows it
     * @param hasBias whether it has a bias
     * @throws NullPointerException if name or activation is null
     */
    public LinearLayer {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(activation, "activation");
    }

    /**
     * A layer with a bias.
     *
     * @param name the layer's name
     * @param activation what follows it
     */
    public LinearLayer(String name, Activation activation) {
        this(name, activation, true);
    }

    String weight() {
        return tensor(name, "weight");
    }

    String bias() {
        return tensor(name, "bias");
    }

    static String tensor(String layer, String parameter) {
        return layer.isEmpty() ? parameter : layer + "." + parameter;
    }
}
