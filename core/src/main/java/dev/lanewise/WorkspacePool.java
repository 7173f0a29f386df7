package dev.lanewise;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Workspaces for any number of threads, without a lock: a thread takes one out of a slot of its own choice and puts it
 * back. When more threads meet than there are slots, some make a workspace that is thrown away.
 */
final class WorkspacePool {

    private final Network network;
    private final AtomicReferenceArray<Workspace> slots;

    WorkspacePool(Network network) {
        this.network = network;
        this.slots = new AtomicReferenceArray<>(4 * Runtime.getRuntime().availableProcessors());
    }

    /** {@return a workspace for so many rows at least, the caller's alone until it is put back} */
    Workspace take(int rows) {
        int first = slot();
        for (int i = 0; i < slots.length(); i++) {
            Workspace workspace = slots.getAndSet((first + i) % slots.length(), null);
            if (workspace != null) {
                // one that is too small gives way to a larger one, until none is
                return workspace.maxRows() < rows ? network.newWorkspace(rows) : workspace;
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
