package io.skep.cli;

import java.time.Duration;
import java.util.List;

/** The keys of the configuration for what users may do in the mode private. */
final class AccessSettings {
  private static final Duration YEAR = Duration.ofDays(365);

  static final Setting<Integer> MAX_SESSIONS =
      new Setting<>(
          "access.max-sessions",
          Kind.number(0, 1000),
          5,
          "With how many clients at once a user may be in one torrent. 0: with any number.");
  static final Setting<Integer> MAX_ADDRESSES =
      new Setting<>(
          "access.max-addresses",
          Kind.number(0, 1000),
          5,
          "From how many places at once the clients of a user may be in one torrent. One client is"
              + " in one place, whatever its addresses: those are for rules.many-addresses. 0: from"
              + " any number.");
  static final Setting<Integer> MAX_DOWNLOADS =
      new Setting<>(
          "access.max-downloads",
          Kind.number(0, 100_000),
          0,
          "How many torrents a user may fetch at once. One more is told of nobody until another is"
              + " complete. 0: any number.");
  static final Setting<Double> MIN_RATIO =
      new Setting<>(
          "access.min-ratio",
          Kind.decimal(0, 100),
          0.0,
          "Who has given less than this for each byte taken may seed but not fetch. 0: no such"
              + " rule.");
  static final Setting<Long> RATIO_FREE =
      new Setting<>(
          "access.ratio-free",
          Kind.bytes(),
          10L << 30,
          "How much a user may take before access.min-ratio is asked for.");
  static final Setting<Duration> WAIT =
      new Setting<>(
          "access.wait",
          Kind.duration(Duration.ZERO, YEAR),
          Duration.ZERO,
          "For how long a new torrent may not be fetched by users whose ratio is below"
              + " access.wait-ratio. 0s: no such rule.");
  static final Setting<Double> WAIT_RATIO =
      new Setting<>(
          "access.wait-ratio",
          Kind.decimal(0, 100),
          0.5,
          "From which ratio on nobody has to wait.");
  static final Setting<Integer> MAX_HIT_AND_RUNS =
      new Setting<>(
          "access.max-hit-and-runs",
          Kind.number(0, 100_000),
          0,
          "How many torrents a user may have fetched without giving back what hit-and-run asks for;"
              + " with more, the user may seed but not fetch. 0: no such rule.");

  static final Setting<Boolean> HIT_AND_RUN_ENABLED =
      new Setting<>(
          "hit-and-run.enabled",
          Kind.flag(),
          true,
          "Whether it is watched that who fetched a torrent gives back. Nobody is kept from"
              + " anything by it unless access.max-hit-and-runs is set.");
  static final Setting<Duration> HIT_AND_RUN_SEED =
      new Setting<>(
          "hit-and-run.seed",
          Kind.duration(Duration.ZERO, YEAR),
          Duration.ofDays(3),
          "For how long a torrent has to be seeded, unless hit-and-run.ratio is reached.");
  static final Setting<Double> HIT_AND_RUN_RATIO =
      new Setting<>(
          "hit-and-run.ratio",
          Kind.decimal(0, 100),
          1.0,
          "Which ratio in the torrent makes up for the time; what was taken counts as the torrent's"
              + " size at least.");
  static final Setting<Duration> HIT_AND_RUN_WITHIN =
      new Setting<>(
          "hit-and-run.within",
          Kind.duration(Duration.ofHours(1), YEAR),
          Duration.ofDays(14),
          "How long after the download was complete there is time for it.");

  static final List<Setting<?>> ALL =
      List.of(
          MAX_SESSIONS,
          MAX_ADDRESSES,
          MAX_DOWNLOADS,
          MIN_RATIO,
          RATIO_FREE,
          WAIT,
          WAIT_RATIO,
          MAX_HIT_AND_RUNS,
          HIT_AND_RUN_ENABLED,
          HIT_AND_RUN_SEED,
          HIT_AND_RUN_RATIO,
          HIT_AND_RUN_WITHIN);

  private AccessSettings() {}
}
