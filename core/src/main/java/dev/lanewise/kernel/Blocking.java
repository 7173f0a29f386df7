package dev.lanewise.kernel;

/**
 * Block sizes of a product C[m×n] = A·B with k steps, after Goto and van de Geijn, "Anatomy of High-Performance Matrix
 * Multiplication" (2008). They move work in time, never in the order of a sum.
 *
 * @param mc rows of A per block, which stays in the second-level cache while it meets every panel of B
 * @param kc steps per block
 * @param nc columns of B packed at a time: kc × nc doubles stay in the last-level cache
 */
record Blocking(int mc, int kc, int nc) {

    /**
     * For 512 KiB and a few MiB of cache: four panels of A take 128 KiB with up to four lanes, as a panel has room for
     * eight values where five lie (256 KiB with eight lanes, where Zen 4 and servers of Intel have 1 MiB or more), and
     * B 2 MiB. Goto and BLIS choose kc so that a panel of B stays in the first-level cache (256 here). Longer chains
     * were faster on Zen 3, as a panel streams from the second-level cache as fast as a tile takes it, while loading
     * and storing C anew for each block of steps, at a stride that maps its rows to the same set, does not hide; with
     * 1,024 steps 256 × 1024 × 1024 was a tenth slower again.
     */
    static final Blocking DEFAULT = new Blocking(4 * MicroKernel.MR, 512, 512);

    Blocking {
        if (mc < MicroKernel.MR || kc < 1 || nc < 1) {
            throw new IllegalArgumentException("block sizes " + mc + ", " + kc + ", " + nc
                    + " must be at least " + MicroKernel.MR + ", 1, 1");
        }
    }
}
