/**
 * Small programs that use Lanewise. {@code Seed000} to {@code Seed003} are published examples of back-propagation,
 * three programs and a worked example, each a class with a {@code step()} and a {@code main}. Where a published program
 * slips, there are two of it: as published, with the digits that its author printed, and corrected. The others train on
 * data: {@code Digits} classifies, {@code Regression} weights its rows, {@code Online} learns them one by one. What
 * they draw goes into a folder, see {@code Pictures}.
 */
package dev.lanewise.examples;
