package io.skep.load;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Where things stood at one moment.
 *
 * @param nanos when, of {@link System#nanoTime}
 * @param answers answers by then
 * @param server the process of the tracker; null where it isn't known
 * @param own this process; null where the platform doesn't tell
 */
record Snapshot(
    long nanos, long answers, @Nullable ProcessReading server, @Nullable ProcessReading own) {
  private static final double MICROS = 1e3;

  double seconds(Snapshot later) {
    return Math.max(1, later.nanos - nanos) / 1e9;
  }

  private double answers(Snapshot later) {
    return Math.max(1, later.answers - answers);
  }

  double answersPerSecond(Snapshot later) {
    return (later.answers - answers) / seconds(later);
  }

  /** What an answer has cost this process; negative where the platform doesn't tell. */
  double ownCpuMicros(Snapshot later) {
    return own == null || later.own == null
        ? -1
        : (later.own.cpuMicros() - own.cpuMicros()) / answers(later);
  }

  /** What the time has cost the process of the tracker; null where it isn't known. */
  LoadResult.@Nullable ServerCost cost(Snapshot later, OptionalDouble bytesPerPeer) {
    ProcessReading end = later.server;
    if (server == null || end == null) {
      return null;
    }
    double answers = answers(later);
    return new LoadResult.ServerCost(
        (end.userMicros() - server.userMicros()) / answers,
        (end.systemMicros() - server.systemMicros()) / answers,
        (end.cpuMicros() - server.cpuMicros()) * MICROS / Math.max(1, later.nanos - nanos),
        (end.switches() - server.switches()) / answers,
        server.resident(),
        end.resident(),
        end.peak(),
        bytesPerPeer);
  }
}
