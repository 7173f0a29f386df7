package dev.lanewise.bench.report;

import org.jfree.chart.JFreeChart;

/**
 * A chart before it is drawn.
 *
 * @param name its file's name, without ending
 * @param title what it shows, for those who do not see it
 * @param content its data and their look
 * @param width width in pixels
 * @param height height in pixels
 */
record Chart(String name, String title, JFreeChart content, int width, int height) {
}
