package dev.lanewise;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Workspaces for any number of threads, without a lock: a thread takes one out of a slot of its own choice and puts it
 * back. When more threads meet than there are slots, some make a workspace that is thrown away.
 */
final class WorkspacePool {

    private final Network network;
    private final int rows;
    private final AtomicReferenceArray<Workspace> slots;

    WorkspacePool(Network network, int rows) {
        this.network = network;
        this.rows = rows;
        this.slots = new AtomicReferenceArray<>(4 * Runtime.getRuntime().availableProcessors());
    }

    /** {@return a workspace that is the caller's alone until it is put back} */
    Workspace take() {
        int first = slot();
        for (int i = 0; i < slots.length(); i++) {
            Workspace workspace = slots.getAndSet((first + i) % slots.length(), null);
            if (workspace != null) {
                return workspace;
            }
        }
        return network.newWorkspace(rows);
    }

    void putBack(Workspace workspace) {
        int first = slot();
        for (int i = 0; i < slots.length(); i++) {
            if (slots.compareAndSet((first + i) % slots.length(), null, workspace)) {
                return;
            }
        }
    }

    /** Neighbouring threads begin at different slots, so that they seldom meet. */
    private int slot() {
        return (int) (Thread.currentThread().getId() % slots.length());
    }
}
