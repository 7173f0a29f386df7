package dev.lanewise.kernel;

/**
 * Block sizes of a product C[m×n] = A·B with k steps, after Goto and van de Geijn, "Anatomy of High-Performance Matrix
 * Multiplication" (2008). They move work in time, never in the order of a sum.
 *
 * @param mc rows of A per block: mc × kc doubles stay in the second-level cache while they meet every panel of B
 * @param kc steps per block: a panel of B, kc × nr doubles, stays in half the first-level cache
 * @param nc columns of B packed at a time: kc × nc doubles stay in the last-level cache
 */
record Blocking(int mc, int kc, int nc) {

    /** For 32 KiB, 512 KiB and a few MiB of cache: 240 KiB of A, 16 KiB (nr = 8) per panel and 2 MiB of B. */
    static final Blocking DEFAULT = new Blocking(120, 256, 1024);

    Blocking {
        if (mc < GemmMicroKernel.MR || kc < 1 || nc < 1) {
            throw new IllegalArgumentException("block sizes " + mc + ", " + kc + ", " + nc
                    + " must be at least " + GemmMicroKernel.MR + ", 1, 1");
        }
    }
}
