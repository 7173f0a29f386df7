package dev.lanewise.kernel;

/**
 * Block sizes of a product C[m×n] = A·B with k steps, after Goto and van de Geijn, "Anatomy of High-Performance Matrix
 * Multiplication" (2008). They move work in time, never in the order of a sum.
 *
 * @param mc rows of A per block: mc × kc doubles stay in the second-level cache while they meet every panel of B
 * @param kc steps per block
 * @param nc columns of B packed at a time: kc × nc doubles stay in the last-level cache
 */
record Blocking(int mc, int kc, int nc) {

    /**
     * For 512 KiB and a few MiB of cache: 320 KiB of A and 4 MiB of B. Goto and BLIS choose kc so that a panel of B
     * stays in the first-level cache (256 here). Far longer chains were faster on Zen 3, 45.5 instead of 38.5 GFLOP/s
     * at 1024 × 1024 × 1024: a panel streams from the second-level cache as fast as a tile takes it, while loading and
     * storing C anew for each block of steps, at a stride that maps its rows to the same set, does not hide.
     */
    static final Blocking DEFAULT = new Blocking(40, 1024, 512);

    Blocking {
        if (mc < GemmMicroKernel.MR || kc < 1 || nc < 1) {
            throw new IllegalArgumentException("block sizes " + mc + ", " + kc + ", " + nc
                    + " must be at least " + GemmMicroKernel.MR + ", 1, 1");
        }
    }
}
