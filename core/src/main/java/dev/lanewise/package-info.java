/**
 * Networks of dense layers and the kernel under them, over flat row-major {@code double[]}.
 *
 * <ul>
 *   <li>{@link dev.lanewise.Network} and {@link dev.lanewise.Workspace}: forward, backward and update of a whole
 *       network whose parameters lie in one flat array;
 *   <li>{@link dev.lanewise.Trainer}: epochs over a {@link dev.lanewise.Dataset} or a {@link dev.lanewise.BatchSource},
 *       steps online, stop and resume to the bit; described with {@link dev.lanewise.TrainerBuilder},
 *       {@link dev.lanewise.Optimizer}, {@link dev.lanewise.LearningRate}, {@link dev.lanewise.Penalty},
 *       {@link dev.lanewise.Initializer}; heard by a {@link dev.lanewise.TrainingListener};
 *   <li>{@link dev.lanewise.Model}: what was trained, for any number of threads; {@link dev.lanewise.Evaluation}: what
 *       it is worth; {@link dev.lanewise.GradientCheck}: whether its gradients are right;
 *   <li>{@link dev.lanewise.DenseKernel}: the same operations one by one, for reuse in code of your own;
 *   <li>{@link dev.lanewise.Parallelism}: the threads that either may use beside the calling one;
 *   <li>{@link dev.lanewise.DenseLayer}, {@link dev.lanewise.Activation}, {@link dev.lanewise.Loss},
 *       {@link dev.lanewise.Arithmetic}: what they are described with;
 *   <li>{@link dev.lanewise.ElementaryFunction}: exponentials and logarithms; {@link dev.lanewise.Accuracy}: how far
 *       off functions and activations are at most.
 * </ul>
 *
 * <p>Names: {@code m} rows of the batch, {@code k} inputs and {@code n} outputs of a layer; input {@code x}, weights
 * {@code w} (in × out), bias {@code b}, pre-activation {@code z = x·w + b}, activation {@code a}, target {@code y};
 * {@code dz} is the gradient of the loss with respect to {@code z}, and so on. An array argument is followed by the
 * offset of its first element.
 *
 * <p>No method keeps a reference to an array argument, but for flat arrays that a {@link dev.lanewise.Dataset} is made
 * of and those that a {@link dev.lanewise.Batch} points at. Every method checks its arguments before it writes
 * anything; a bad size is an {@link java.lang.IllegalArgumentException}, a range outside its array an
 * {@link java.lang.IndexOutOfBoundsException}, a missing argument a {@link java.lang.NullPointerException}, each with
 * the offending numbers or name in its message. What fails later, such as memory that runs out or a part of the work on
 * another thread, leaves outputs and accumulated gradients undefined.
 *
 * <p>The system property {@code dev.lanewise.kernels} ({@code auto}, {@code vector}, {@code scalar}) says which kernels
 * to use, see {@link dev.lanewise.DenseKernel}. With another value, or {@code vector} where the Vector API is not
 * there, neither a network nor a kernel can be made: {@link java.lang.IllegalStateException}.
 */
package dev.lanewise;
