/** The kernels: one contract, a scalar specification, a vector implementation. Internal, not exported. */
package dev.lanewise.kernel;
