package io.skep.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SwarmHistoryTest {
  private static final long STEP = SwarmHistory.STEP_SECONDS;
  private static final long START = 1_800_000_000L / STEP * STEP;
  private static final double UNKNOWN = Double.NaN;

  private final SwarmHistory history = new SwarmHistory(1 << 20, START);

  private double[] seeders(long torrent, long fromStep, long toStep, int points) {
    return history.of(torrent, START + fromStep * STEP, START + toStep * STEP, points).figures()[0];
  }

  @Test
  void betweenTwoChangesThingsStandAsTheyDid() {
    history.note(7, 1, 5, START + STEP);
    history.note(7, 3, 4, START + 3 * STEP);

    Series series = history.of(7, START, START + 4 * STEP, 100);

    assertArrayEquals(
        new long[] {START, START + STEP, START + 2 * STEP, START + 3 * STEP, START + 4 * STEP},
        series.at());
    assertArrayEquals(new double[] {0, 1, 1, 3, 3}, series.figures()[0]);
    assertArrayEquals(new double[] {0, 5, 5, 4, 4}, series.figures()[1]);
  }

  @Test
  void beforeItBeganNothingIsKnown() {
    history.note(7, 1, 0, START);

    assertArrayEquals(new double[] {UNKNOWN, UNKNOWN, 1, 1}, seeders(7, -2, 1, 100));
    assertArrayEquals(new double[] {UNKNOWN, 0, 0}, seeders(8, -1, 1, 100));
  }

  @Test
  void aLongTimeIsToldInFewPointsThatEndNow() {
    for (int step = 0; step <= 100; step++) {
      history.note(7, step, 0, START + step * STEP);
    }

    Series series = history.of(7, START, START + 100 * STEP, 10);

    assertEquals(10, series.at().length);
    assertEquals(START + 100 * STEP, series.at()[9]);
    assertArrayEquals(new double[] {10, 21, 32, 43, 54, 65, 76, 87, 98, 100}, series.figures()[0]);
  }

  @Test
  void figuresOfAnySizeComeBack() {
    Random random = new Random(5);
    int[][] noted = new int[300][2];
    for (int step = 0; step < noted.length; step++) {
      for (int i = 0; i < 2; i++) {
        noted[step][i] = random.nextInt(3) == 0 ? random.nextInt(2_000_000) : random.nextInt(4);
      }
      history.note(7, noted[step][0], noted[step][1], START + step * STEP);
    }

    Series series = history.of(7, START, START + 299 * STEP, 300);

    for (int step = 0; step < noted.length; step++) {
      assertEquals(noted[step][0], series.figures()[0][step], "step " + step);
      assertEquals(noted[step][1], series.figures()[1][step], "step " + step);
    }
  }

  @Test
  void whatIsOlderThanAWeekIsForgotten() {
    long week = SwarmHistory.KEEP_SECONDS / STEP;
    history.note(7, 1, 0, START);
    history.note(7, 2, 0, START + 5 * STEP);
    history.note(7, 3, 0, START + 20 * STEP);

    history.trim(START + (week + 12) * STEP);

    assertArrayEquals(new double[] {UNKNOWN, 2, 2, 2, 2, 2, 2, 2, 2, 3}, seeders(7, 11, 20, 100));
  }

  @Test
  void whoIsGoneForAWeekTakesNoMemory() {
    history.note(7, 1, 0, START);
    history.note(7, 0, 0, START + STEP);

    history.trim(START + SwarmHistory.KEEP_SECONDS + 20 * STEP);

    assertEquals(0, history.bytes());
  }

  @Test
  void whatDoesNotChangeTakesNoMemory() {
    history.note(7, 1, 0, START);
    long before = history.bytes();
    for (int step = 1; step < 1000; step++) {
      history.note(7, 1, 0, START + step * STEP);
    }

    assertEquals(before, history.bytes());
  }

  @Test
  void whereThereIsNoRoomItKnowsLessFarBack() {
    SwarmHistory small = new SwarmHistory(200_000, START);
    Random random = new Random(5);
    for (int step = 0; step < 500; step++) {
      for (int torrent = 1; torrent <= 300; torrent++) {
        small.note(torrent, random.nextInt(100), 0, START + step * STEP);
      }
      small.trim(START + step * STEP);
      assertTrue(small.bytes() <= small.maxBytes(), small.bytes() + " bytes in step " + step);
    }

    double[] seeders = small.of(1, START, START + 499 * STEP, 500).figures()[0];
    assertEquals(UNKNOWN, seeders[0]);
    assertTrue(seeders[499] >= 0);
  }

  @Test
  void aFloodOfTorrentsIsLeftOut() {
    SwarmHistory small = new SwarmHistory(10_000, START);
    for (int torrent = 1; torrent <= 1000; torrent++) {
      small.note(torrent, 1, 1, START);
    }
    small.trim(START);

    assertTrue(small.bytes() <= small.maxBytes());
    assertEquals(UNKNOWN, small.of(1000, START, START, 1).figures()[0][0]);
    assertEquals(1, small.of(1, START, START, 1).figures()[0][0]);
  }
}
