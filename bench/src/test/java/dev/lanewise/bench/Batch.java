package dev.lanewise.bench;

/** A model with seeded parameters and one batch for it. */
final class Batch {

    final int[] sizes;
    final int m;
    final double[] x;
    final double[] y;
    private final double[] parameters;

    Batch(int[] sizes, int m) {
        this.sizes = sizes;
        this.m = m;
        x = Data.uniform(1, m * sizes[0], 1);
        y = Data.oneHot(2, m, outputs());
        int count = 0;
        for (int l = 0; l + 1 < sizes.length; l++) {
            count += (sizes[l] + 1) * sizes[l + 1];
        }
        parameters = Data.uniform(3, count, 0.5);
    }

    int outputs() {
        return sizes[sizes.length - 1];
    }

    Model model(String kernels) {
        return initialised(Model.of(kernels, sizes, m));
    }

    /** {@return a model to check that one against} */
    Model reference(String kernels) {
        return initialised(Model.reference(kernels, sizes, m));
    }

    /** {@return the model, with its first parameters (again)} */
    Model initialised(Model model) {
        model.setParameters(parameters);
        return model;
    }
}
