/**
 * Model files in the safetensors format (8 bytes of header length, little-endian; a JSON header; raw little-endian,
 * row-major tensors), which Python reads with {@code safetensors.numpy.load_file}:
 * {@link dev.lanewise.files.ModelFiles} for models and trainings of Lanewise, {@link dev.lanewise.files.Checkpoints}
 * for one every n steps, {@link dev.lanewise.files.StateDict} for weights that go to PyTorch or come from it.
 *
 * <h2>What is in a Lanewise file</h2>
 *
 * <p>Tensors are {@code F64} as written, {@code F64} or {@code F32} as read. NaN is refused everywhere but in
 * {@code training.position}. Other tensors are refused.
 *
 * <table>
 * <caption>Tensors of a network with layers i = 0, 1, …</caption>
 * <tr><th>name</th><th>shape</th><th>what it is</th></tr>
 * <tr><td>{@code layers.i.weights}</td><td>[inputs, outputs]</td><td>weights, in × out: {@code z = x·w + b}</td></tr>
 * <tr><td>{@code layers.i.biases}</td><td>[outputs]</td><td>biases</td></tr>
 * <tr><td>{@code standardization.mean}, {@code .deviation}</td><td>[inputs]</td><td>what inputs go through first;
 * both or neither</td></tr>
 * <tr><td>{@code probe.input}, {@code probe.output}</td><td>[inputs], [outputs]</td><td>a row and its
 * {@link dev.lanewise.Model#predict(double[]) activations}, bit for bit; both or neither</td></tr>
 * <tr><td>{@code training.…}</td><td>[n]</td><td>the arrays of {@link dev.lanewise.TrainingState#arrays} but the
 * parameters, which are the layers'; all or none</td></tr>
 * </table>
 *
 * <table>
 * <caption>Metadata, all of it text</caption>
 * <tr><th>key</th><th>value</th></tr>
 * <tr><td>{@code format}, {@code version}</td><td>{@code lanewise}, {@code 1}</td></tr>
 * <tr><td>{@code arithmetic}</td><td>{@code FUSED} or {@code STRICT}, see {@link dev.lanewise.Arithmetic}</td></tr>
 * <tr><td>{@code inputs}, {@code layers}</td><td>such as {@code 64} and {@code 128 RELU, 10 SOFTMAX}: outputs and
 * {@link dev.lanewise.Activation} of each layer</td></tr>
 * <tr><td>{@code checksum.algorithm}, {@code checksum}</td><td>{@code SHA-256} and 64 lower-case hexadecimal digits;
 * both, or, in files from elsewhere, neither</td></tr>
 * </table>
 *
 * <p>Other entries are allowed in files from elsewhere; they count for the checksum and are then forgotten.
 *
 * <p>The checksum is over the number of metadata entries beside itself and each of these in order of its key, key and
 * value; then over the number of tensors and each in order of its name: name, dtype, number of dimensions, the
 * dimensions, and its bytes as they lie in the file. Texts are UTF-8, by which they are also ordered; numbers are 8
 * bytes, little-endian; texts and tensors are preceded by their length in bytes. So it does not depend on white space
 * or on the order of the header.
 */
package dev.lanewise.files;
