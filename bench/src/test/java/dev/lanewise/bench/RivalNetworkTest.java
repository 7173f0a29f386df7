package dev.lanewise.bench;

import dev.lanewise.Arithmetic;
import dev.lanewise.DenseKernel;
import org.junit.jupiter.api.Test;

class RivalNetworkTest {

    @Test
    void withLoopsForProductsItTrainsAsTheLoopsDo() {
        Batch batch = new Batch(new int[] {4, 6, 5, 3}, 7);
        DenseKernel kernel = DenseKernel.create(Arithmetic.FUSED);
        Model model = batch.initialised(new RivalNetwork(new NaiveProducts(false), kernel, batch.sizes, batch.m));
        Model reference = batch.initialised(new NaiveNetwork(new NaiveProducts(false), batch.sizes, batch.m));
        for (int step = 0; step < 2; step++) {
            Data.checkClose("output", batch.m * batch.outputs(), model.forward(batch.m, batch.x),
                    reference.forward(batch.m, batch.x), 1e-13);
            Data.checkClose("loss", 1, new double[] {model.backward(batch.m, batch.x, batch.y)},
                    new double[] {reference.backward(batch.m, batch.x, batch.y)}, 1e-13);
            double[] gradients = reference.gradients();
            Data.checkClose("gradients", gradients.length, model.gradients(), gradients, 1e-13);
            model.update(0.1);
            reference.update(0.1);
        }
        double[] parameters = reference.parameters();
        Data.checkClose("parameters", parameters.length, model.parameters(), parameters, 1e-13);
    }
}
