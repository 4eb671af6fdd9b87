package io.skep.storage;

import java.util.List;

/**
 * What the ledger commits in one transaction: baselines, credit and standings together.
 *
 * @param id unlike that of any other batch, up to 36 characters; so that a commit whose end was not
 *     seen is not repeated
 * @param at when it was made, in seconds
 * @param sessions the baselines as they are now
 * @param lines what is added to the history, and with it to all totals
 * @param standings what else has changed
 * @param noted what is only put into the journal
 * @param booked the ids of what was in the journal and is in this batch; they may be there or not
 */
public record LedgerBatch(
    String id,
    long at,
    List<SessionRow> sessions,
    List<CreditLine> lines,
    List<StandingChange> standings,
    List<JournalEntry> noted,
    List<Long> booked) {
  /** A batch that has nothing to do with the journal. */
  public LedgerBatch(
      String id,
      long at,
      List<SessionRow> sessions,
      List<CreditLine> lines,
      List<StandingChange> standings) {
    this(id, at, sessions, lines, standings, List.of(), List.of());
  }
}
