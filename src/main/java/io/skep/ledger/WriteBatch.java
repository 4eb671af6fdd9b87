package io.skep.ledger;

import io.skep.storage.CreditLine;
import io.skep.storage.LedgerBatch;
import io.skep.storage.SessionRow;
import io.skep.storage.StandingChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What is committed in one transaction, and tried again as it is until that has succeeded.
 *
 * @param id unlike that of any other batch
 * @param at when it was made, in seconds
 * @param sessions what is in it
 */
record WriteBatch(String id, long at, List<PendingSession> sessions) {
  WriteBatch {
    sessions = List.copyOf(sessions);
  }

  static WriteBatch of(List<PendingSession> sessions, long at) {
    return new WriteBatch(UUID.randomUUID().toString(), at, sessions);
  }

  int rows() {
    int rows = 0;
    for (PendingSession pending : sessions) {
      rows += pending.rows();
    }
    return rows;
  }

  /**
   * Both halves of one that the database refused; it must have two sessions.
   *
   * <p>Their ids follow from this one's, so that a replay that a crash broke off, and that is made
   * from the start, divides it the same way and commits no half twice.
   */
  List<WriteBatch> halves() {
    int middle = sessions.size() / 2;
    return List.of(
        new WriteBatch(derivedId("first"), at, sessions.subList(0, middle)),
        new WriteBatch(derivedId("second"), at, sessions.subList(middle, sessions.size())));
  }

  private String derivedId(String half) {
    return UUID.nameUUIDFromBytes((id + half).getBytes(StandardCharsets.US_ASCII)).toString();
  }

  LedgerBatch toLedgerBatch() {
    List<SessionRow> rows = new ArrayList<>(sessions.size());
    List<CreditLine> lines = new ArrayList<>(sessions.size());
    List<StandingChange> standings = new ArrayList<>(sessions.size());
    for (PendingSession pending : sessions) {
      SessionRow row = pending.session();
      if (row != null) {
        rows.add(row);
      }
      lines.addAll(pending.lines());
      standings.addAll(pending.standings());
    }
    return new LedgerBatch(id, at, rows, lines, standings);
  }
}
