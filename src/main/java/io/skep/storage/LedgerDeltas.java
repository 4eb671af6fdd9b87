package io.skep.storage;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a batch changes, one entry for each row that changes: PostgreSQL does not change a row twice
 * with one statement, and sorted rows lie beside each other in the tables.
 */
final class LedgerDeltas {
  /** As they came: those of a flush by user, and so do they lie in the table. */
  final Map<Long, SessionRow> sessions = new LinkedHashMap<>();

  final Map<Long, Sums> users = new TreeMap<>();
  final Map<Long, Sums> torrents = new TreeMap<>();
  final Map<StandingDelta.Key, StandingDelta> standings = new TreeMap<>();
  long lastSession;

  /**
   * Adds a batch up.
   *
   * @throws StorageException if a sum is more than a long holds
   */
  LedgerDeltas(LedgerBatch batch) throws StorageException {
    try {
      for (SessionRow session : batch.sessions()) {
        sessions.put(session.id(), session);
        lastSession = Math.max(lastSession, session.id());
      }
      batch.lines().forEach(this::add);
      for (StandingChange change : batch.standings()) {
        standing(change.user(), change.torrent()).add(change);
      }
    } catch (ArithmeticException e) {
      throw new StorageException("the bytes of a batch are more than a total can hold", e);
    }
  }

  private void add(CreditLine line) {
    lastSession = Math.max(lastSession, line.session());
    users.computeIfAbsent(line.user(), user -> new Sums()).add(line);
    if (line.torrent() != 0) {
      torrents.computeIfAbsent(line.torrent(), torrent -> new Sums()).add(line);
      standing(line.user(), line.torrent()).add(line);
    }
  }

  private StandingDelta standing(long user, long torrent) {
    return standings.computeIfAbsent(new StandingDelta.Key(user, torrent), StandingDelta::new);
  }

  /** Those that say how much is left, or those that don't. */
  Collection<StandingDelta> standings(boolean leftTold) {
    return standings.values().stream().filter(delta -> delta.leftTold == leftTold).toList();
  }
}
