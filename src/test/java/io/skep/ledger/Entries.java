package io.skep.ledger;

import io.skep.bittorrent.PeerId;
import io.skep.storage.CreditLine;
import io.skep.storage.LedgerStore;
import io.skep.storage.SessionRow;
import io.skep.storage.StandingChange;
import io.skep.storage.StorageException;
import java.util.ArrayList;
import java.util.List;

/** Entries for tests: a session's user and torrent follow from its number. */
final class Entries {
  static final long TORRENTS = 7;

  private Entries() {}

  /** The session's counter went up by {@code delta} to {@code uploaded}, in this second. */
  static LedgerWriter.Entry announce(long session, long uploaded, long delta, long at) {
    return new LedgerWriter.Entry(
        session(session, uploaded, at),
        delta == 0 ? null : line(session, delta, at),
        standing(session, 1, false, at));
  }

  static SessionRow session(long session, long uploaded, long at) {
    return new SessionRow(
        session,
        user(session),
        torrent(session),
        (int) session,
        new PeerId(session, 2, 3),
        uploaded,
        0,
        0,
        1,
        0,
        0,
        at,
        false);
  }

  static CreditLine line(long session, long delta, long at) {
    return line(session, delta, at, CreditLine.Reason.ANNOUNCE, "");
  }

  static CreditLine line(long session, long delta, long at, CreditLine.Reason reason, String note) {
    return new CreditLine(
        at,
        user(session),
        torrent(session),
        session,
        reason,
        delta,
        0,
        2 * delta,
        0,
        200,
        100,
        note);
  }

  static StandingChange standing(long session, long seconds, boolean completed, long at) {
    return new StandingChange(user(session), torrent(session), seconds, completed, at, 0);
  }

  /** A person's correction: of no session. */
  static LedgerWriter.Entry correction(long user, long uploaded, long at) {
    return new LedgerWriter.Entry(
        null,
        new CreditLine(
            at,
            user,
            0,
            0,
            CreditLine.Reason.CORRECTION,
            uploaded,
            0,
            uploaded,
            0,
            100,
            100,
            "a\npresent"),
        null);
  }

  static long user(long session) {
    return 1 + session / TORRENTS;
  }

  static long torrent(long session) {
    return 1 + session % TORRENTS;
  }

  /** Every line in the order of the history. */
  static List<CreditLine> lines(LedgerStore store) throws StorageException {
    return store.lines(
        new LedgerStore.LineQuery(0, 0, 0, Long.MAX_VALUE, false, 0, Integer.MAX_VALUE));
  }

  static List<SessionRow> sessions(LedgerStore store) throws StorageException {
    List<SessionRow> rows = new ArrayList<>();
    store.forEachSession(0, rows::add);
    return rows;
  }

  /** How many sessions there are in books that are in memory. */
  static int sessionsIn(MemoryLedgerStore store) {
    List<SessionRow> rows = new ArrayList<>();
    store.forEachSession(0, rows::add);
    return rows.size();
  }

  /** The sum of what the history says was uploaded. */
  static long uploaded(LedgerStore store) throws StorageException {
    return lines(store).stream().mapToLong(CreditLine::uploaded).sum();
  }
}
