package io.skep.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PercentilesTest {
  private static final double[] BOUNDS = {0.001, 0.01, 0.1};

  @Test
  void withoutAnswersThereIsNoFigure() {
    assertEquals(Double.NaN, Percentiles.of(BOUNDS, new double[] {0, 0, 0}, 0.5));
    assertEquals(Double.NaN, Percentiles.of(new double[0], new double[0], 0.5));
  }

  @Test
  void withinABucketAnswersAreSpreadEvenly() {
    double[] counts = {100, 100, 100};

    assertEquals(0.0005, Percentiles.of(BOUNDS, counts, 0.5), 1e-12);
    assertEquals(0.00099, Percentiles.of(BOUNDS, counts, 0.99), 1e-12);
  }

  @Test
  void theFewSlowOnesAreSeenOnlyByTheHighestShares() {
    double[] counts = {990, 999, 1000};

    assertEquals(0.001 * 500 / 990, Percentiles.of(BOUNDS, counts, 0.5), 1e-12);
    assertEquals(0.001, Percentiles.of(BOUNDS, counts, 0.99), 1e-12);
    assertEquals(0.01, Percentiles.of(BOUNDS, counts, 0.999), 1e-12);
    assertEquals(0.1, Percentiles.of(BOUNDS, counts, 1), 1e-12);
  }

  @Test
  void bucketsWithNobodyInThemArePassedOver() {
    assertEquals(0.055, Percentiles.of(BOUNDS, new double[] {0, 0, 10}, 0.5), 1e-12);
  }
}
