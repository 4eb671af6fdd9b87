package io.skep.statistics;

import java.util.ArrayDeque;
import java.util.Deque;

/** Makes rows of one {@link Span} of the readings that come in. Used by one thread at a time. */
final class Track {
  private static final double[] SHARES = {0.5, 0.99, 0.999};

  private final Span span;
  private final double[] bounds;
  private final FigureRing ring;
  // The latest rows' readings, back to where their latencies begin; at most a dozen.
  private final Deque<Reading> before = new ArrayDeque<>();

  Track(Span span, double[] bounds) {
    this.span = span;
    this.bounds = bounds;
    ring = new FigureRing(span.rows());
  }

  FigureRing ring() {
    return ring;
  }

  void take(Reading reading) {
    Reading last = before.peekLast();
    if (last == null) {
      before.add(reading);
      return;
    }
    if (seconds(last, reading) < span.stepSeconds() - 0.5) {
      return;
    }
    while (before.size() > 1 && seconds(before.getFirst(), reading) > latest()) {
      before.removeFirst();
    }
    ring.add(reading.at(), row(last, reading));
    before.add(reading);
  }

  private double latest() {
    return span.latencySeconds() + 0.5;
  }

  private static double seconds(Reading from, Reading to) {
    return (to.nanos() - from.nanos()) / 1e9;
  }

  private double[] row(Reading last, Reading reading) {
    double[] rates = reading.ratesSince(last);
    double[] levels = reading.levels();
    double[] counts = reading.latenciesSince(before.getFirst());
    double[] row = new double[rates.length + levels.length + SHARES.length];
    System.arraycopy(rates, 0, row, 0, rates.length);
    System.arraycopy(levels, 0, row, rates.length, levels.length);
    for (int i = 0; i < SHARES.length; i++) {
      row[rates.length + levels.length + i] = Percentiles.of(bounds, counts, SHARES[i]);
    }
    return row;
  }
}
