package io.skep.cli;

/**
 * What the demo shows.
 *
 * @param size how many bytes are shared
 * @param leechers how many want them
 * @param rate how many bytes per second a seed gives at most
 * @param keep whether the folder stays
 */
record DemoPlan(long size, int leechers, long rate, boolean keep) {
  /** How long one copy takes from one seed, in seconds. */
  double secondsForOneCopy() {
    return (double) size / rate;
  }
}
