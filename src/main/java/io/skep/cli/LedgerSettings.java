package io.skep.cli;

import java.time.Duration;
import java.util.List;

/** The keys of the configuration for the accounts of users in the mode private. */
final class LedgerSettings {
  static final Setting<Duration> FLUSH =
      new Setting<>(
          "ledger.flush",
          Kind.duration(Duration.ofSeconds(1), Duration.ofMinutes(5)),
          Duration.ofSeconds(1),
          "How often what announces brought is written to the database. What a client says when it"
              + " stops or is complete is written at once.");
  static final Setting<Duration> GATHER =
      new Setting<>(
          "ledger.gather",
          Kind.duration(Duration.ofSeconds(1), Duration.ofMinutes(5)),
          Duration.ofSeconds(30),
          "How long announces are gathered before they are written while more than 10000 changes"
              + " wait, or come in a second, so that of a client that announces again meanwhile one"
              + " change is written. Who stops or is complete is in a journal until then. What a"
              + " crash loses of the others, clients' next announces bring again.");
  static final Setting<Integer> MAX_QUEUED =
      new Setting<>(
          "ledger.max-queued",
          Kind.number(1000, 100_000_000),
          1_000_000,
          "How many changes wait at most while the database is away. Beyond it no account changes"
              + " until it is back; clients' counters only grow, so their next announce brings what"
              + " was missed.");
  static final Setting<Duration> STOP_TIMEOUT =
      new Setting<>(
          "ledger.stop-timeout",
          Kind.duration(Duration.ofSeconds(1), Duration.ofMinutes(1)),
          Duration.ofSeconds(5),
          "How long a client that stops waits for its last bytes to be written before it is told to"
              + " try again.");
  static final Setting<Duration> KEEP =
      new Setting<>(
          "ledger.keep-sessions",
          Kind.duration(Duration.ofDays(1), Duration.ofDays(365)),
          Duration.ofDays(35),
          "For how long a client's counters are remembered that is silent. One that comes back"
              + " later would be credited with all that it has ever counted.");

  static final List<Setting<?>> ALL = List.of(FLUSH, GATHER, MAX_QUEUED, STOP_TIMEOUT, KEEP);

  private LedgerSettings() {}
}
