package io.skep.ledger;

import io.skep.storage.CreditLine;
import io.skep.storage.JournalEntry;
import io.skep.storage.LedgerBatch;
import io.skep.storage.SessionRow;
import io.skep.storage.StandingChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * What is committed in one transaction, and tried again as it is until that has succeeded.
 *
 * @param id unlike that of any other batch
 * @param at when it was made, in seconds
 * @param sessions what is in it
 * @param note whether it is only put into the journal, and booked later
 */
record WriteBatch(String id, long at, List<PendingSession> sessions, boolean note) {
  WriteBatch {
    sessions = List.copyOf(sessions);
  }

  static WriteBatch of(List<PendingSession> sessions, long at) {
    return new WriteBatch(UUID.randomUUID().toString(), at, sessions, false);
  }

  /** One whose sessions were given places in the journal. */
  static WriteBatch ofNote(List<PendingSession> sessions, long at) {
    return new WriteBatch(UUID.randomUUID().toString(), at, sessions, true);
  }

  /** As many as it takes for no one to be much larger than the writer's. */
  static List<WriteBatch> listOf(Collection<PendingSession> sessions, long at) {
    List<WriteBatch> batches = new ArrayList<>();
    List<PendingSession> batch = new ArrayList<>();
    int rows = 0;
    for (PendingSession pending : sessions) {
      batch.add(pending);
      rows += pending.rows();
      if (rows >= WriterSizes.DEFAULT.batch()) {
        batches.add(of(batch, at));
        batch = new ArrayList<>();
        rows = 0;
      }
    }
    if (!batch.isEmpty()) {
      batches.add(of(batch, at));
    }
    return batches;
  }

  /** True if there is something in it that the journal has. */
  boolean isOfJournal() {
    return sessions.stream()
        .anyMatch(pending -> pending.rows() > 0 && !pending.entries().isEmpty());
  }

  /** What takes it out of the journal, and does no more. */
  WriteBatch emptied() {
    return of(sessions.stream().map(PendingSession::emptied).toList(), at);
  }

  /** The same, booked at once. */
  WriteBatch booked() {
    return new WriteBatch(id, at, sessions, false);
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
        new WriteBatch(derivedId("first"), at, sessions.subList(0, middle), note),
        new WriteBatch(derivedId("second"), at, sessions.subList(middle, sessions.size()), note));
  }

  private String derivedId(String half) {
    return UUID.nameUUIDFromBytes((id + half).getBytes(StandardCharsets.US_ASCII)).toString();
  }

  LedgerBatch toLedgerBatch() {
    return note ? toJournal() : toBooks();
  }

  private LedgerBatch toJournal() {
    List<JournalEntry> entries = new ArrayList<>(sessions.size());
    for (PendingSession pending : sessions) {
      List<Long> ids = pending.entries();
      entries.add(new JournalEntry(ids.get(ids.size() - 1), JournalFormat.bytes(pending)));
    }
    return new LedgerBatch(id, at, List.of(), List.of(), List.of(), entries, List.of());
  }

  private LedgerBatch toBooks() {
    List<SessionRow> rows = new ArrayList<>(sessions.size());
    List<CreditLine> lines = new ArrayList<>(sessions.size());
    List<StandingChange> standings = new ArrayList<>(sessions.size());
    List<Long> entries = new ArrayList<>();
    for (PendingSession pending : sessions) {
      SessionRow row = pending.session();
      if (row != null) {
        rows.add(row);
      }
      lines.addAll(pending.lines());
      standings.addAll(pending.standings());
      entries.addAll(pending.entries());
    }
    Collections.sort(entries);
    return new LedgerBatch(id, at, rows, lines, standings, List.of(), entries);
  }
}
