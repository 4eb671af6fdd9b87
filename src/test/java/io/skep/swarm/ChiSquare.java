package io.skep.swarm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

/** Pearson's test of whether each of some cells has the same chance. */
final class ChiSquare {
  /**
   * In standard deviations of the statistic. A table's buckets depend on a secret, so a fixed seed
   * doesn't fix everything; with fair chances this is exceeded less than once in a million runs.
   */
  private static final double BOUND = 6;

  private ChiSquare() {}

  /**
   * Fails where the counts are too uneven for chance, or too even.
   *
   * @param together how many cells are hit together, each at most once, in one trial
   */
  static void assertUniform(long[] observed, int together) {
    long sum = Arrays.stream(observed).sum();
    double expected = (double) sum / observed.length;
    assertTrue(expected >= 20, "too few trials: " + expected + " a cell");
    double statistic = 0;
    for (long count : observed) {
      statistic += (count - expected) * (count - expected) / expected;
    }
    int freedom = observed.length - 1;
    // Cells drawn without putting back vary less.
    double correction = (double) (observed.length - together) / freedom;
    double deviation = (statistic / correction - freedom) / Math.sqrt(2.0 * freedom);
    assertTrue(
        Math.abs(deviation) < BOUND,
        () -> "not uniform, by " + deviation + " sigma: " + Arrays.toString(observed));
  }
}
