/**
 * The kernels: one contract, a scalar specification, a vector implementation. Internal, not exported. Loops that are
 * unrolled by hand are in {@code MicroKernel}, but for the eight sums of {@code RowSums}, which are its definition.
 */
package dev.lanewise.kernel;
