package dev.lanewise.kernel;

import dev.lanewise.Activation;
import dev.lanewise.ElementaryFunction;
import dev.lanewise.kernel.Trial.Range;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/** For each method of {@link Kernels}, by name, how to call it on the arrays of a {@link Trial}. */
final class Operations {

    /** Calls one operation. */
    interface Operation {
        void run(Kernels kernels, Trial t);
    }

    private Operations() {
    }

    static Map<String, Operation> all() {
        Map<String, Operation> all = new TreeMap<>();
        products(all);
        elementwise(all);
        rowwise(all);
        losses(all);
        gradients(all);
        updates(all);
        return all;
    }

    private static void products(Map<String, Operation> all) {
        all.put("forward", (kernels, t) -> {
            Range x = t.in(t.m() * t.k());
            Range w = t.in(t.k() * t.n());
            Range z = t.out(t.m() * t.n());
            kernels.forward(t.setting.arithmetic(), t.m(), t.k(), t.n(), x.array(), x.offset(), w.array(), w.offset(),
                    z.array(), z.offset(), t.scratch);
        });
        all.put("inputGradient", (kernels, t) -> {
            Range dz = t.in(t.m() * t.n());
            Range w = t.in(t.k() * t.n());
            Range dx = t.out(t.m() * t.k());
            kernels.inputGradient(t.setting.arithmetic(), t.m(), t.k(), t.n(), dz.array(), dz.offset(),
                    w.array(), w.offset(), dx.array(), dx.offset(), t.scratch);
        });
        all.put("weightGradient", (kernels, t) -> {
            int stride = t.k() + 1;
            Range x = t.in(t.m() * stride);
            Range dz = t.in(t.m() * t.n());
            Range dw = t.outOrAccumulator(t.k() * t.n());
            kernels.weightGradient(t.setting.arithmetic(), t.m(), t.k(), t.n(), x.array(), x.offset(), stride,
                    dz.array(), dz.offset(), dw.array(), dw.offset(), t.setting.accumulate(), t.scratch);
        });
        // those that are not elementwise and some of the others, all of which elementwise() has
        EnumSet<Activation> chosen = EnumSet.of(Activation.IDENTITY, Activation.SOFTMAX, Activation.LOG_SOFTMAX,
                Activation.SIGMOID, Activation.ELU, Activation.GELU);
        for (Activation f : chosen) {
            all.put("dense " + f, (kernels, t) -> dense(f, kernels, t));
            all.put("activate " + f, (kernels, t) -> activate(f, kernels, t));
            all.put("activateBackward " + f, (kernels, t) -> activateBackward(f, kernels, t));
        }
        all.put("addBias", (kernels, t) -> {
            Range b = t.in(t.n());
            Range z = t.in(t.m() * t.n());
            kernels.addBias(t.m(), t.n(), b.array(), b.offset(), z.array(), z.offset(), t.scratch);
        });
        all.put("biasGradient", (kernels, t) -> {
            Range dz = t.in(t.m() * t.n());
            Range db = t.outOrAccumulator(t.n());
            kernels.biasGradient(t.m(), t.n(), dz.array(), dz.offset(), db.array(), db.offset(),
                    t.setting.accumulate(), t.scratch);
        });
    }

    private static void dense(Activation f, Kernels kernels, Trial t) {
        Range x = t.in(t.m() * t.k());
        Range w = t.in(t.k() * t.n());
        Range b = t.in(t.n());
        Range z = t.out(t.m() * t.n());
        Range a = t.outOrSame(z);
        kernels.dense(t.setting.arithmetic(), f, t.m(), t.k(), t.n(), x.array(), x.offset(), w.array(), w.offset(),
                b.array(), b.offset(), z.array(), z.offset(), a.array(), a.offset(), t.scratch);
    }

    private static void activate(Activation f, Kernels kernels, Trial t) {
        Range z = t.in(t.m() * t.n());
        Range a = t.outOrSame(z);
        kernels.activate(f, t.m(), t.n(), z.array(), z.offset(), a.array(), a.offset(), t.scratch);
    }

    private static void activateBackward(Activation f, Kernels kernels, Trial t) {
        Range z = t.in(t.m() * t.n());
        Range a = t.in(t.m() * t.n());
        Range da = t.in(t.m() * t.n());
        Range dz = t.outOrSame(da);
        kernels.activateBackward(f, t.m(), t.n(), z.array(), z.offset(), a.array(), a.offset(),
                da.array(), da.offset(), dz.array(), dz.offset(), t.scratch);
    }

    private static void elementwise(Map<String, Operation> all) {
        for (ElementaryFunction f : ElementaryFunction.values()) {
            all.put("apply " + f, unary(
                    (k, length, x, xOffset, y, yOffset, scratch) -> k.apply(f, length, x, xOffset, y, yOffset, scratch),
                    v -> argument(f, v)));
        }
        for (Activation f : ScalarMath.ELEMENTWISE) {
            all.put("activateElements " + f, unary(
                    (k, length, x, xOffset, y, yOffset, scratch) -> k.activateElements(f, length, x, xOffset, y,
                            yOffset, scratch),
                    v -> 5 * v));
            all.put("activateElementsBackward " + f, (kernels, t) -> {
                Range z = t.in(t.m() * t.n());
                Range a = t.in(t.m() * t.n());
                Range da = t.in(t.m() * t.n());
                Range dz = t.outOrSame(da);
                kernels.activateElementsBackward(f, z.length(), z.array(), z.offset(), a.array(), a.offset(),
                        da.array(), da.offset(), dz.array(), dz.offset(), t.scratch);
            });
        }
    }

    /** An argument of a function from a value of a trial, which lies between -2 and 2 where it is not special. */
    private static double argument(ElementaryFunction f, double v) {
        return switch (f) {
            case EXP, EXPM1 -> 200 * v;
            case LOG, LOG1P -> Math.abs(v);
        };
    }

    /** {@code y = f(x)} over a length. */
    private interface Unary {
        void run(Kernels kernels, int length, double[] x, int xOffset, double[] y, int yOffset, Scratch scratch);
    }

    private static Operation unary(Unary f, DoubleUnaryOperator argument) {
        return (kernels, t) -> {
            Range x = t.in(t.m() * t.n());
            for (int i = 0; i < x.length(); i++) {
                x.array()[x.offset() + i] = argument.applyAsDouble(x.array()[x.offset() + i]);
            }
            Range y = t.outOrSame(x);
            f.run(kernels, x.length(), x.array(), x.offset(), y.array(), y.offset(), t.scratch);
        };
    }

    private static void rowwise(Map<String, Operation> all) {
        all.put("softmax", (kernels, t) -> {
            Range z = t.in(t.m() * t.n());
            Range a = t.outOrSame(z);
            kernels.softmax(t.m(), t.n(), z.array(), z.offset(), a.array(), a.offset(), t.scratch);
        });
        all.put("subtractMax", (kernels, t) -> {
            Range z = t.in(t.m() * t.n());
            Range s = t.outOrSame(z);
            kernels.subtractMax(t.m(), t.n(), z.array(), z.offset(), s.array(), s.offset());
        });
        all.put("divideBySum", (kernels, t) -> {
            Range e = t.in(t.m() * t.n());
            kernels.divideBySum(t.m(), t.n(), e.array(), e.offset());
        });
        all.put("logSoftmax", (kernels, t) -> {
            Range z = t.in(t.m() * t.n());
            Range a = t.outOrSame(z);
            kernels.logSoftmax(t.m(), t.n(), z.array(), z.offset(), a.array(), a.offset(), t.scratch);
        });
        all.put("logSoftmaxBackward", (kernels, t) -> {
            Range a = t.in(t.m() * t.n());
            Range da = t.in(t.m() * t.n());
            Range dz = t.outOrSame(da);
            kernels.logSoftmaxBackward(t.m(), t.n(), a.array(), a.offset(), da.array(), da.offset(),
                    dz.array(), dz.offset(), t.scratch);
        });
        all.put("subtract", (kernels, t) -> {
            Range a = t.in(t.m() * t.n());
            Range y = t.in(t.m() * t.n());
            Range d = t.outOrSame(a);
            kernels.subtract(a.length(), a.array(), a.offset(), y.array(), y.offset(), d.array(), d.offset());
        });
        all.put("softmaxBackward", (kernels, t) -> {
            Range a = t.in(t.m() * t.n());
            Range da = t.in(t.m() * t.n());
            Range dz = t.outOrSame(da);
            kernels.softmaxBackward(t.m(), t.n(), a.array(), a.offset(), da.array(), da.offset(),
                    dz.array(), dz.offset());
        });
        all.put("standardize", (kernels, t) -> {
            double[] mean = t.in(t.n()).values();
            double[] deviation = t.in(t.n()).values();
            Range x = t.in(t.m() * t.n());
            Range v = t.outOrSame(x);
            kernels.standardize(t.m(), t.n(), mean, deviation, x.array(), x.offset(), v.array(), v.offset());
        });
        all.put("multiply", (kernels, t) -> {
            Range u = t.in(t.m() * t.n());
            Range v = t.in(t.m() * t.n());
            Range w = t.outOrSame(u);
            kernels.multiply(u.length(), u.array(), u.offset(), v.array(), v.offset(), w.array(), w.offset());
        });
        all.put("scaleRows", (kernels, t) -> {
            Range factors = t.in(t.m());
            Range v = t.in(t.m() * t.n());
            kernels.scaleRows(t.m(), t.n(), factors.array(), factors.offset(), v.array(), v.offset());
        });
        all.put("dropoutMask", (kernels, t) -> {
            Range mask = t.out(t.m() * t.n());
            kernels.dropoutMask(t.m(), t.n(), t.k(), t.m(), 0.3, mask.array(), mask.offset());
        });
    }

    /** Calls a loss. */
    private interface Loss {
        void run(Kernels kernels, Trial t, Range a, Range y, Range rowLoss, Range da);
    }

    private static void losses(Map<String, Operation> all) {
        loss(all, "halfSquaredError", (kernels, t, a, y, rowLoss, da) -> kernels.halfSquaredError(t.m(), t.n(),
                a.array(), a.offset(), y.array(), y.offset(), rowLoss.array(), rowLoss.offset(),
                da.array(), da.offset()));
        loss(all, "meanSquaredError", (kernels, t, a, y, rowLoss, da) -> kernels.meanSquaredError(t.m(), t.n(),
                a.array(), a.offset(), y.array(), y.offset(), rowLoss.array(), rowLoss.offset(),
                da.array(), da.offset()));
        loss(all, "meanAbsoluteError", (kernels, t, a, y, rowLoss, da) -> kernels.meanAbsoluteError(t.m(), t.n(),
                a.array(), a.offset(), y.array(), y.offset(), rowLoss.array(), rowLoss.offset(),
                da.array(), da.offset(), t.scratch));
        loss(all, "huber", (kernels, t, a, y, rowLoss, da) -> kernels.huber(t.m(), t.n(),
                a.array(), a.offset(), y.array(), y.offset(), 0.75, rowLoss.array(), rowLoss.offset(),
                da.array(), da.offset(), t.scratch));
        loss(all, "binaryCrossEntropy", (kernels, t, z, y, rowLoss, dz) -> kernels.binaryCrossEntropy(t.m(), t.n(),
                z.array(), z.offset(), y.array(), y.offset(), rowLoss.array(), rowLoss.offset(),
                dz.array(), dz.offset(), t.scratch));
        loss(all, "softmaxCrossEntropy", (kernels, t, z, y, rowLoss, dz) -> kernels.softmaxCrossEntropy(t.m(), t.n(),
                z.array(), z.offset(), y.array(), y.offset(), rowLoss.array(), rowLoss.offset(),
                dz.array(), dz.offset(), t.scratch));
    }

    private static void loss(Map<String, Operation> all, String name, Loss loss) {
        all.put(name, (kernels, t) -> {
            Range a = t.in(t.m() * t.n());
            Range y = t.in(t.m() * t.n());
            Range rowLoss = t.out(t.m());
            Range da = t.outOrSame(a);
            loss.run(kernels, t, a, y, rowLoss, da);
        });
    }

    private static void gradients(Map<String, Operation> all) {
        all.put("sumOfSquares", (kernels, t) -> {
            Range values = t.in(t.m() * t.n());
            Range sum = t.out(1);
            sum.array()[sum.offset()] = kernels.sumOfSquares(values.length(), values.array(), values.offset());
        });
        all.put("isFinite", (kernels, t) -> {
            Range values = t.in(t.m() * t.n());
            Range finite = t.out(1);
            boolean isFinite = kernels.isFinite(values.length(), values.array(), values.offset());
            finite.array()[finite.offset()] = isFinite ? 1 : 0;
        });
        all.put("scale", (kernels, t) -> {
            Range v = t.in(t.m() * t.n());
            kernels.scale(v.length(), v.array(), v.offset(), 0.3);
        });
        all.put("clip", (kernels, t) -> {
            Range v = t.in(t.m() * t.n());
            kernels.clip(v.length(), v.array(), v.offset(), 0.75);
        });
        penalize(all, "penalize l1", 0.02, 0);
        penalize(all, "penalize l2", 0, 0.01);
        penalize(all, "penalize l1 l2", 0.02, 0.01);
    }

    private static void penalize(Map<String, Operation> all, String name, double l1, double l2) {
        all.put(name, (kernels, t) -> {
            Range v = t.in(t.m() * t.n());
            Range g = t.inAlike(v);
            kernels.penalize(v.length(), v.offset(), v.array(), g.array(), l1, l2);
        });
    }

    private static void updates(Map<String, Operation> all) {
        all.put("sum", (kernels, t) -> {
            Range values = t.in(t.m() * t.n());
            Range sum = t.out(1);
            sum.array()[sum.offset()] = kernels.sum(values.length(), values.array(), values.offset());
        });
        all.put("divide", (kernels, t) -> {
            Range v = t.in(t.m() * t.n());
            kernels.divide(v.length(), v.array(), v.offset(), 3);
        });
        all.put("sgd", (kernels, t) -> {
            Range v = t.in(t.m() * t.n());
            Range g = t.in(t.m() * t.n());
            double l2 = t.setting.accumulate() ? 0.01 : 0;
            kernels.sgd(v.length(), v.array(), v.offset(), g.array(), g.offset(), 0.1, l2);
        });
        all.put("momentum", (kernels, t) -> {
            Range v = t.in(t.m() * t.n());
            Range g = t.inAlike(v);
            Range b = t.inAlike(v);
            kernels.momentum(v.length(), v.offset(), v.array(), g.array(), b.array(), 0.1, 0.9,
                    t.setting.accumulate());
        });
        all.put("rmsProp", (kernels, t) -> {
            Range v = t.in(t.m() * t.n());
            Range g = t.inAlike(v);
            Range s = t.magnitudesAlike(v);
            kernels.rmsProp(v.length(), v.offset(), v.array(), g.array(), s.array(), 0.1, 0.99, 1e-8);
        });
        all.put("adam", (kernels, t) -> {
            Range v = t.in(t.m() * t.n());
            Range g = t.inAlike(v);
            Range u = t.inAlike(v);
            Range s = t.magnitudesAlike(v);
            kernels.adam(v.length(), v.offset(), v.array(), g.array(), u.array(), s.array(), 0.1, 0.3, 0.9, 0.999,
                    1e-8);
        });
    }
}
