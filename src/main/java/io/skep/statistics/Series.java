package io.skep.statistics;

/**
 * Figures over time.
 *
 * @param at when, in seconds since the epoch, rising
 * @param figures the columns, each as long as {@code at}; NaN where there is no figure
 */
public record Series(long[] at, double[][] figures) {}
