package io.skep.statistics;

/**
 * How long most answers took, from counts of how many took at most so long.
 *
 * <p>Within a bucket answers are taken to be spread evenly, so a figure is as exact as its bucket
 * is narrow.
 */
final class Percentiles {
  private Percentiles() {}

  /**
   * The time that a share of all answers took at most; NaN where there were none.
   *
   * @param bounds rising upper bounds
   * @param counts how many took at most as long as the bound of the same place; what took longer
   *     than the last bound is counted as if it took just so long
   * @param share from 0 to 1
   */
  static double of(double[] bounds, double[] counts, double share) {
    double all = counts.length == 0 ? 0 : counts[counts.length - 1];
    if (all <= 0) {
      return Double.NaN;
    }
    double wanted = share * all;
    double lower = 0;
    double below = 0;
    for (int i = 0; i < bounds.length; i++) {
      if (counts[i] >= wanted && counts[i] > below) {
        return lower + (bounds[i] - lower) * Math.max(0, wanted - below) / (counts[i] - below);
      }
      lower = bounds[i];
      below = Math.max(below, counts[i]);
    }
    return lower;
  }
}
