package dev.lanewise;

/**
 * Where training data comes from, batch by batch: for data that does not fit into memory, or is made on the fly. A
 * resumed training reads an epoch's batches again up to where it was, so an epoch must give the same rows in the same
 * order whenever it is read.
 */
public interface BatchSource {

    /**
     * Begins an epoch.
     *
     * @param epoch which one, from 0
     */
    void rewind(long epoch);

    /**
     * Points a batch at the next rows of the epoch.
     *
     * @param maxRows most rows, at least 1
     * @param batch to be set to 1 to {@code maxRows} rows
     * @return whether there were any; false ends the epoch
     */
    boolean next(int maxRows, Batch batch);
}
