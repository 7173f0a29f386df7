package dev.lanewise;

/** Work that can be cut into parts, which write to disjoint ranges and so may run at the same time. */
interface Task {

    /** Does one part of {@code parts}; what is computed does not depend on how many there are. */
    void run(int part, int parts);
}
