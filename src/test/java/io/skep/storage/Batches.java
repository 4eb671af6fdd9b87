package io.skep.storage;

import io.skep.bittorrent.PeerId;
import java.util.List;
import java.util.UUID;

/** Parts of a ledger's batch, short. */
final class Batches {
  private Batches() {}

  static LedgerBatch of(
      List<SessionRow> sessions, List<CreditLine> lines, List<StandingChange> standings) {
    return new LedgerBatch(UUID.randomUUID().toString(), 1_000, sessions, lines, standings);
  }

  static LedgerBatch lines(CreditLine... lines) {
    return of(List.of(), List.of(lines), List.of());
  }

  static SessionRow session(long id, long user, long torrent, long uploaded, long lastSeen) {
    return new SessionRow(
        id,
        user,
        torrent,
        0xdeadbeef,
        new PeerId(id, -2, 3),
        uploaded,
        1L << 62,
        -1,
        5,
        6,
        7,
        lastSeen,
        id % 2 == 0);
  }

  static CreditLine line(long at, long user, long torrent, long uploaded, long downloaded) {
    return new CreditLine(
        at,
        user,
        torrent,
        3,
        CreditLine.Reason.ANNOUNCE,
        uploaded,
        downloaded,
        2 * uploaded,
        0,
        200,
        0,
        "");
  }

  static CreditLine correction(long at, long user, long torrent, long uploaded, String note) {
    return new CreditLine(
        at,
        user,
        torrent,
        0,
        CreditLine.Reason.CORRECTION,
        uploaded,
        -uploaded,
        uploaded,
        0,
        100,
        100,
        note);
  }

  static StandingChange seen(long at, long user, long torrent, long seedSeconds, long left) {
    return new StandingChange(user, torrent, seedSeconds, false, at, left);
  }

  static StandingChange completed(long at, long user, long torrent) {
    return new StandingChange(user, torrent, 0, true, at, 0);
  }
}
