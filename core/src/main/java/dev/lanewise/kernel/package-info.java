/**
 * The kernels: one contract, a scalar specification, a vector implementation. Internal, not exported. All loops
 * that are unrolled by hand are in {@code MicroKernel}.
 */
package dev.lanewise.kernel;
