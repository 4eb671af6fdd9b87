package io.skep.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts what came of the questions of one kind that count. */
final class Tally {
  private static final int DIGITS = 3;
  private static final long LEAST_NANOS = 100;
  private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Histogram latency = new Histogram(LEAST_NANOS, MOST_NANOS, DIGITS);
  private long sent;
  private long answered;
  private long wrong;
  private long lost;
  private long bytes;
  private long peers;

  void sent() {
    sent++;
  }

  /**
   * Counts a good answer.
   *
   * @param nanos how long it took
   */
  void answered(long nanos, int bytesRead, int peersTold) {
    answered++;
    bytes += bytesRead;
    peers += peersTold;
    latency.recordValue(Math.max(0, Math.min(MOST_NANOS, nanos)));
  }

  void wrong() {
    wrong++;
  }

  void lost() {
    lost++;
  }

  void add(Tally other) {
    latency.add(other.latency);
    sent += other.sent;
    answered += other.answered;
    wrong += other.wrong;
    lost += other.lost;
    bytes += other.bytes;
    peers += other.peers;
  }

  LoadResult.Line line() {
    return new LoadResult.Line(
        sent,
        answered,
        wrong,
        lost,
        answered == 0 ? 0 : (double) peers / answered,
        answered == 0 ? 0 : (double) bytes / answered,
        new LoadResult.Latency(
            micros(latency.getMean()),
            micros(latency.getValueAtPercentile(50)),
            micros(latency.getValueAtPercentile(90)),
            micros(latency.getValueAtPercentile(99)),
            micros(latency.getValueAtPercentile(99.9)),
            micros(latency.getMaxValue())));
  }

  private static double micros(double nanos) {
    return nanos / 1000;
  }
}
