package io.skep.storage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes one batch of the ledger. */
final class LedgerCommit {
  /**
   * So many ids of batches are remembered. Only the last one can be committed twice, after its
   * answer was lost; the others are for a queue that was kept in a file over a restart.
   */
  static final int REMEMBERED = 10_000;

  private final LedgerBatch batch;
  private final LedgerDeltas deltas;

  LedgerCommit(LedgerBatch batch) throws StorageException {
    if (batch.id().isEmpty() || batch.id().length() > 36) {
      throw new StorageException("a batch's id has 1 to 36 characters", null);
    }
    this.batch = batch;
    this.deltas = new LedgerDeltas(batch);
  }

  void run(Transaction transaction) throws SQLException, StorageException {
    long number = Ids.next(transaction, Ids.Kind.BATCH, 1);
    if (!isNew(transaction, number)) {
      return;
    }
    transaction.changeEach(SessionRows.PUT, deltas.sessions.values(), SessionRows::bind);
    if (deltas.lastSession > 0) {
      Ids.raise(transaction, Ids.Kind.SESSION, deltas.lastSession);
    }
    addLines(transaction);
    addTotals(transaction, LedgerSql.ADD_TO_USER, deltas.users);
    addTotals(transaction, LedgerSql.ADD_TO_TORRENT, deltas.torrents);
    addStandings(transaction);
    transaction.changeEach(JournalRows.INSERT, batch.noted(), JournalRows::bind);
    BookedEntries.remove(transaction, number, batch.booked());
  }

  /** Notes the batch's id; false if it is there. */
  private boolean isNew(Transaction transaction, long number)
      throws SQLException, StorageException {
    int noted =
        transaction.change(
            """
            INSERT INTO ledger_batches (id, number, committed_at) VALUES (?, ?, ?)
            ON CONFLICT (id) DO NOTHING\
            """,
            p -> p.add(batch.id()).add(number).add(batch.at()));
    if (noted == 0) {
      return false;
    }
    transaction.change(
        "DELETE FROM ledger_batches WHERE number <= ?", p -> p.add(number - REMEMBERED));
    return true;
  }

  private void addLines(Transaction transaction) throws SQLException, StorageException {
    if (batch.lines().isEmpty()) {
      return;
    }
    long[] id = {Ids.next(transaction, Ids.Kind.LINE, batch.lines().size())};
    transaction.changeEach(
        CreditRows.INSERT, batch.lines(), (p, line) -> CreditRows.bind(p, id[0]++, line));
  }

  private static void addTotals(Transaction transaction, String sql, Map<Long, Sums> totals)
      throws SQLException, StorageException {
    transaction.changeEach(
        sql, totals.entrySet(), (p, total) -> total.getValue().bind(p.add(total.getKey())));
  }

  private void addStandings(Transaction transaction) throws SQLException, StorageException {
    List<StandingDelta> completed = newlyCompleted(transaction);
    transaction.changeEach(
        LedgerSql.ADD_TO_STANDING, deltas.standings(true), LedgerCommit::bindStanding);
    transaction.changeEach(
        LedgerSql.ADD_BYTES_TO_STANDING, deltas.standings(false), LedgerCommit::bindStanding);
    transaction.changeEach(
        LedgerSql.COMPLETE,
        completed,
        (p, delta) -> p.add(delta.completedAt).add(delta.key.user()).add(delta.key.torrent()));
    Map<Long, Integer> snatches = new TreeMap<>();
    completed.forEach(delta -> snatches.merge(delta.key.torrent(), 1, Integer::sum));
    transaction.changeEach(
        LedgerSql.ADD_SNATCHES,
        snatches.entrySet(),
        (p, snatch) -> p.add(snatch.getKey()).add(snatch.getValue()));
  }

  /** Those that become complete with this batch for the first time. */
  private List<StandingDelta> newlyCompleted(Transaction transaction)
      throws SQLException, StorageException {
    List<StandingDelta> said = new ArrayList<>();
    for (StandingDelta delta : deltas.standings.values()) {
      if (delta.completedAt > 0) {
        said.add(delta);
      }
    }
    Set<StandingDelta.Key> before =
        Chunks.find(
            transaction,
            LedgerSql.COMPLETED_BEFORE,
            "(?, ?)",
            said,
            (p, delta) -> p.add(delta.key.user()).add(delta.key.torrent()),
            row -> new StandingDelta.Key(row.getLong(1), row.getLong(2)));
    said.removeIf(delta -> before.contains(delta.key));
    return said;
  }

  private static void bindStanding(Parameters parameters, StandingDelta delta) throws SQLException {
    delta.sums.bind(parameters.add(delta.key.user()).add(delta.key.torrent()));
    parameters.add(delta.seedSeconds).add(delta.firstSeen).add(delta.lastSeen).add(delta.left);
  }
}
