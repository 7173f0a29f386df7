/**
 * The kernels: one contract, a scalar specification, a vector implementation. Internal, not exported. Loops unrolled by
 * hand are in the classes named MicroKernel, nowhere else.
 */
package dev.lanewise.kernel;
