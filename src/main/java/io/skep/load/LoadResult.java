package io.skep.load;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What came of a load. Counts and latencies are of what was asked in the measured part; flaws are
 * of all parts.
 *
 * @param seconds how long the measured part took, without the wait for the last answers
 * @param answersPerSecond answers to announces and scrapes in that time, wrong ones too; what an
 *     answer costs is told of the same ones
 * @param lines what came of each kind of question; none is missing
 * @param unsent requests that an open loop had planned and could not send in time
 * @param findings what was wrong with answers
 * @param toldOfItself answers that told a peer of itself where that is accepted
 * @param late answers that came after their questions had been given up
 * @param filled peers that announced once before, to fill the tracker
 * @param server what it cost the tracker; null where its process isn't known
 * @param ownCpuMicros what it cost the load generator: microseconds of CPU an answer; negative
 *     where the platform doesn't tell
 */
public record LoadResult(
    double seconds,
    double answersPerSecond,
    Map<Kind, Line> lines,
    long unsent,
    List<Finding> findings,
    long toldOfItself,
    long late,
    long filled,
    @Nullable ServerCost server,
    double ownCpuMicros) {

  /**
   * What came of one kind of question.
   *
   * @param sent how many were asked
   * @param answered how many were answered well
   * @param wrong how many were answered, and not well
   * @param lost how many were not answered in time
   * @param peers peers told in a good answer, on average
   * @param bytes length of a good answer, on average: the payload of UDP, head and body of HTTP
   * @param latency of the good answers
   */
  public record Line(
      long sent,
      long answered,
      long wrong,
      long lost,
      double peers,
      double bytes,
      Latency latency) {}

  /** Latencies in microseconds. */
  public record Latency(double mean, double p50, double p90, double p99, double p999, double max) {}

  /**
   * Answers that were wrong in the same way.
   *
   * @param flaw the kind
   * @param words what it was exactly, made plain
   * @param count how many
   */
  public record Finding(Flaw flaw, String words, long count) {}

  /**
   * What the load cost the process of the tracker, as {@code /proc} tells it.
   *
   * @param userMicros microseconds of user time an answer
   * @param systemMicros microseconds of system time an answer
   * @param cores how many cores it kept busy, on average
   * @param switches context switches an answer; of the threads that lived all the time
   * @param residentBefore resident bytes before the measured part
   * @param residentAfter and after it
   * @param residentPeak the most it ever had
   * @param bytesPerPeer resident bytes gained for each peer while the tracker was filled; empty
   *     where it was not
   */
  public record ServerCost(
      double userMicros,
      double systemMicros,
      double cores,
      double switches,
      long residentBefore,
      long residentAfter,
      long residentPeak,
      OptionalDouble bytesPerPeer) {}

  /** What came of one kind. */
  public Line line(Kind kind) {
    return Objects.requireNonNull(lines.get(kind));
  }

  /** Wrong answers, and packets that answer nothing. */
  public long wrong() {
    return findings.stream().mapToLong(Finding::count).sum();
  }

  /** Good answers to announces and scrapes. */
  public long answered() {
    return line(Kind.ANNOUNCE).answered() + line(Kind.SCRAPE).answered();
  }
}
