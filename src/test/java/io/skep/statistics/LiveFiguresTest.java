package io.skep.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LiveFiguresTest {
  private static final long START = 1_800_000_000L;
  private static final double[] BOUNDS = {0.001, 0.01};

  private final LiveFigures figures =
      new LiveFigures(List.of("announces"), List.of("seeders"), BOUNDS);

  /** A reading so many seconds after the start. */
  private static Reading at(int second, double announces, double seeders, double... latencies) {
    return new Reading(
        START + second,
        second * 1_000_000_000L,
        new double[] {announces},
        new double[] {seeders},
        latencies);
  }

  @Test
  void itsColumnsAreThoseOfReadingsAndLatencies() {
    assertEquals(
        List.of("announces", "seeders", "latency_p50", "latency_p99", "latency_p999"),
        figures.names());
  }

  @Test
  void oneReadingAloneTellsNothing() {
    figures.take(at(0, 100, 7, 0, 0));

    assertArrayEquals(new double[0], figures.now());
    assertEquals(0, figures.series(Span.FIVE_MINUTES).at().length);
  }

  @Test
  void countersAreRatesAndLevelsAreAsTheyAre() {
    figures.take(at(0, 100, 7, 0, 0));
    figures.take(at(1, 150, 8, 50, 50));

    assertEquals(50, figures.now()[0]);
    assertEquals(8, figures.now()[1]);
    assertEquals(0.0005, figures.now()[2], 1e-12);
  }

  @Test
  void aTimerThatWasLateDoesNotRaiseTheRate() {
    figures.take(at(0, 100, 7, 0, 0));
    figures.take(at(4, 300, 7, 0, 0));

    assertEquals(50, figures.now()[0]);
  }

  @Test
  void aSecondWithoutAnswersKnowsTheLatencyOfThoseBefore() {
    figures.take(at(0, 0, 0, 0, 0));
    figures.take(at(1, 10, 0, 10, 10));
    for (int second = 2; second <= 10; second++) {
      figures.take(at(second, 10, 0, 10, 10));
    }
    assertEquals(0.0005, figures.now()[2], 1e-12);

    figures.take(at(11, 10, 0, 10, 10));
    figures.take(at(12, 10, 0, 10, 10));
    assertEquals(Double.NaN, figures.now()[2]);
  }

  @Test
  void widerStepsHaveTheMeanOverThem() {
    for (int second = 0; second <= 120; second++) {
      figures.take(at(second, second <= 60 ? second : 60 + (second - 60) * 3, second, 0, 0));
    }

    Series hour = figures.series(Span.HOUR);
    assertEquals(12, hour.at().length);
    assertEquals(START + 10, hour.at()[0]);
    assertEquals(1, hour.figures()[0][5]);
    assertEquals(3, hour.figures()[0][6]);
    Series hours = figures.series(Span.SIX_HOURS);
    assertArrayEquals(new long[] {START + 60, START + 120}, hours.at());
    assertArrayEquals(new double[] {1, 3}, hours.figures()[0]);
    assertArrayEquals(new double[] {60, 120}, hours.figures()[1]);
  }

  @Test
  void theOldestGoWhenThereIsNoRoom() {
    for (int second = 0; second <= 1000; second++) {
      figures.take(at(second, second, second, 0, 0));
    }

    Series series = figures.series(Span.FIVE_MINUTES);
    assertEquals(300, series.at().length);
    assertEquals(START + 701, series.at()[0]);
    assertEquals(START + 1000, series.at()[299]);
    assertEquals(1000, series.figures()[1][299]);
  }

  @Test
  void everySpanHasAName() {
    assertEquals(Span.DAY, Span.named("24h"));
    assertEquals(Span.FIVE_MINUTES, Span.named("5m"));
  }
}
