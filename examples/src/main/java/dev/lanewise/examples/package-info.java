/**
 * The published examples of back-propagation that Lanewise reproduces: three programs and a worked example, each a
 * class with a {@code step()} and a {@code main}. Where a published program slips, there are two of it: as published,
 * with the digits that its author printed, and corrected.
 */
package dev.lanewise.examples;
