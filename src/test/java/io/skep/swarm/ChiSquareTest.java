package io.skep.swarm;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The test of fairness can tell. */
class ChiSquareTest {
  private static long[] hits(int trials, double favour) {
    Random random = new Random(1);
    long[] hits = new long[100];
    for (int i = 0; i < trials; i++) {
      int cell = random.nextInt(100);
      hits[cell == 99 && random.nextDouble() < favour ? 0 : cell]++;
    }
    return hits;
  }

  @Test
  void fairIsAccepted() {
    ChiSquare.assertUniform(hits(100_000, 0), 1);
  }

  @Test
  void aFavourOfAFifthIsNot() {
    assertThrows(AssertionError.class, () -> ChiSquare.assertUniform(hits(200_000, 0.2), 1));
  }

  @Test
  void tooEvenIsNotEither() {
    long[] hits = new long[100];
    Arrays.fill(hits, 1000);
    assertThrows(AssertionError.class, () -> ChiSquare.assertUniform(hits, 1));
  }

  @Test
  void tooFewTrialsTellNothing() {
    assertThrows(AssertionError.class, () -> ChiSquare.assertUniform(hits(1000, 0), 1));
  }
}
