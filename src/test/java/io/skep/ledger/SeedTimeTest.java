package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeedTimeTest {
  private final SeedTime time = new SeedTime();

  @Test
  void noSecondCountsTwice() {
    assertEquals(10, time.add(100, 110, 0));
    assertEquals(0, time.add(100, 110, 0));
    assertEquals(5, time.add(105, 115, 0));
  }

  @Test
  void gapsAreFilled() {
    assertEquals(10, time.add(90, 100, 0));
    assertEquals(10, time.add(110, 120, 0));

    assertEquals(110, time.add(0, 130, 0), "all but the two blocks");
  }

  @Test
  void whatWasBeforeTheStartIsTakenForCounted() {
    time.coverUntil(1000);

    assertEquals(5, time.add(900, 1005, 0));
  }

  @Test
  void itNeverCountsMoreThanThereIsEvenWhereItHasToForget() {
    long counted = 0;
    for (int i = 0; i < 100; i++) {
      counted += time.add(10L * i, 10L * i + 5, 0);
    }
    assertEquals(500, counted);

    long rest = time.add(0, 1000, 0);

    assertTrue(rest > 0 && rest <= 500, "rest " + rest);
  }

  @Test
  void itIsWhatSecondsOneByOneAre() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      SeedTime some = new SeedTime();
      BitSet seconds = new BitSet();
      int now = 1000;
      for (int i = 0; i < 60; i++) {
        now += random.nextInt(100);
        int start = now - random.nextInt(300);
        int before = seconds.cardinality();
        seconds.set(start, now);
        assertEquals(
            seconds.cardinality() - before, some.add(start, now, now - 300), "seed " + seed);
      }
    }
  }
}
