package io.skep.statistics;

/**
 * What the counters of the tracker said at one moment.
 *
 * @param at when, in seconds since the epoch
 * @param nanos the same by a clock that never jumps, for what happened in between
 * @param counters what only grows, since the start
 * @param levels what is as it is now; NaN where that can't be told
 * @param latencies how many answers took at most as long as each of the bounds, since the start
 */
public record Reading(long at, long nanos, double[] counters, double[] levels, double[] latencies) {
  /** How much each counter has grown a second since an earlier reading. */
  double[] ratesSince(Reading before) {
    double elapsed = Math.max(1e-3, (nanos - before.nanos) / 1e9);
    double[] rates = new double[counters.length];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = Math.max(0, (counters[i] - before.counters[i]) / elapsed);
    }
    return rates;
  }

  /** How many answers since an earlier reading took at most as long as each of the bounds. */
  double[] latenciesSince(Reading before) {
    double[] counts = new double[latencies.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = Math.max(0, latencies[i] - before.latencies[i]);
    }
    return counts;
  }
}
