package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.Event;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.SwarmCounts;
import io.skep.storage.CreditLine;
import io.skep.storage.SessionRow;
import io.skep.storage.StandingChange;
import io.skep.storage.StorageException;
import io.skep.tracker.Admitted;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** A ledger over books in memory, with a clock and a writer that tests turn by hand. */
final class LedgerSetup {
  static final LedgerRules RULES = new LedgerRules(1800, 600, 30 * 86_400L, 120);
  static final long PATIENCE = 2400;
  static final long USER = 7;
  static final long TORRENT = 9;
  static final TestClient CLIENT = new TestClient(1, 11, 1);

  final MemoryLedgerStore store = new MemoryLedgerStore();
  final MemoryMultiplierStore multipliers = new MemoryMultiplierStore();
  final HeldEntries sink = new HeldEntries(store);
  final List<Observation> observed = new ArrayList<>();
  final List<PeerAddress> departed = new ArrayList<>();
  Verdict verdict = Verdict.FINE;
  Ledger ledger;
  long now = 1_000_000;

  LedgerSetup() {
    ledger = open();
  }

  private Ledger open() {
    CheatRules rules =
        observation -> {
          observed.add(observation);
          return verdict;
        };
    try {
      return Ledger.open(
          store,
          multipliers,
          sink,
          rules,
          new HitAndRuns(store, HitAndRunRules.NONE, torrent -> true, torrent -> -1),
          RULES,
          (torrent, request, address, time) -> departed.add(address),
          now);
    } catch (StorageException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As after a crash: what was not committed is gone. */
  void reopen() {
    sink.lose();
    ledger = open();
  }

  Future<Void> says(TestClient client, Event event, long given, long taken, long left) {
    return says(USER, TORRENT, client, event, given, taken, left);
  }

  Future<Void> says(
      long user, long torrent, TestClient client, Event event, long given, long taken, long left) {
    return ledger.announced(
        new Admitted(user, torrent, ""),
        client.says(event, given, taken, left),
        SwarmCounts.EMPTY,
        now);
  }

  /** The entry that was written last. */
  LedgerWriter.Entry last() {
    List<LedgerWriter.Entry> entries = sink.entries();
    assertTrue(!entries.isEmpty(), "nothing was written");
    return entries.get(entries.size() - 1);
  }

  CreditLine lastLine() {
    CreditLine line = last().line();
    assertTrue(line != null, "no line was written");
    return line;
  }

  StandingChange lastStanding() {
    StandingChange standing = last().standing();
    assertTrue(standing != null, "no standing was written");
    return standing;
  }

  SessionRow onlySession() {
    List<SessionView> sessions = ledger.sessions(USER, TORRENT, now);
    assertEquals(1, sessions.size(), "sessions");
    return sessions.get(0).row();
  }

  void assertTotals(long given, long taken) {
    assertEquals(given, ledger.balance(USER).uploaded(), "given");
    assertEquals(taken, ledger.balance(USER).downloaded(), "taken");
    assertEquals(ledger.balance(USER), ledger.books(TORRENT).balance(), "both sides");
  }
}
