package io.skep.storage;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The books in their tables. */
final class LedgerTables implements LedgerStore {
  private final Transactions transactions;

  LedgerTables(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void commit(LedgerBatch batch) throws StorageException {
    LedgerCommit commit = new LedgerCommit(batch);
    transactions.change(commit::run);
  }

  @Override
  public void forEachJournalEntry(Consumer<JournalEntry> visitor) throws StorageException {
    transactions.writeSlowly(
        transaction -> {
          // A commit that nobody has heard the end of holds this row: it is waited for.
          Ids.next(transaction, Ids.Kind.BATCH, 0);
          BookedEntries.sweep(transaction);
          transaction.each(
              JournalRows.SELECT, Parameters.NONE, row -> visitor.accept(JournalRows.entry(row)));
          return true;
        });
  }

  @Override
  public void forEachSession(long since, Consumer<SessionRow> visitor) throws StorageException {
    each(
        SessionRows.SELECT + " WHERE last_seen >= ?",
        p -> p.add(since),
        row -> visitor.accept(SessionRows.session(row)));
  }

  @Override
  public int forgetSessions(long time) throws StorageException {
    return transactions.writeSlowly(
        transaction ->
            transaction.change("DELETE FROM sessions WHERE last_seen < ?", p -> p.add(time)));
  }

  @Override
  public long lastSessionId() throws StorageException {
    return transactions.read(transaction -> Ids.last(transaction, Ids.Kind.SESSION));
  }

  @Override
  public long lastSeen() throws StorageException {
    return transactions.scan(
        transaction ->
            transaction.number(
                "SELECT COALESCE(MAX(last_seen), 0) FROM sessions", Parameters.NONE));
  }

  @Override
  public void forEachBalance(BiConsumer<Long, Balance> visitor) throws StorageException {
    each(
        """
        SELECT user_id, uploaded, downloaded, credited_uploaded, credited_downloaded
        FROM user_totals\
        """,
        Parameters.NONE,
        row -> visitor.accept(row.getLong(1), StandingRows.balance(row, 2)));
  }

  @Override
  public void forEachTorrent(Consumer<TorrentBooks> visitor) throws StorageException {
    each(
        """
        SELECT torrent_id, uploaded, downloaded, credited_uploaded, credited_downloaded, snatches
        FROM torrent_totals\
        """,
        Parameters.NONE,
        row ->
            visitor.accept(
                new TorrentBooks(row.getLong(1), StandingRows.balance(row, 2), row.getLong(6))));
  }

  private void each(String sql, Parameters.Setter setter, Transaction.Visitor visitor)
      throws StorageException {
    transactions.scan(
        transaction -> {
          transaction.each(sql, setter, visitor);
          return true;
        });
  }

  @Override
  public List<CreditLine> lines(LineQuery query) throws StorageException {
    Filter filter = CreditRows.filter(query);
    String order = query.newestFirst() ? "happened_at DESC, id DESC" : "happened_at, id";
    return transactions.read(
        transaction ->
            transaction.all(
                CreditRows.SELECT + filter.where() + " ORDER BY " + order + " LIMIT ? OFFSET ?",
                filter.page(query.limit(), query.offset()),
                CreditRows::line));
  }

  @Override
  public long countLines(LineQuery query) throws StorageException {
    Filter filter = CreditRows.filter(query);
    return transactions.scan(
        transaction ->
            transaction.number("SELECT count(*) FROM credit_lines" + filter.where(), filter::set));
  }

  @Override
  public List<DaySum> days(long user, long from) throws StorageException {
    return transactions.scan(
        transaction ->
            transaction.all(
                """
                SELECT happened_at / 86400, SUM(uploaded), SUM(downloaded),
                  SUM(credited_uploaded), SUM(credited_downloaded)
                FROM credit_lines
                WHERE user_id = ? AND happened_at >= ? AND reason IN (?, ?)
                GROUP BY happened_at / 86400
                ORDER BY 1\
                """,
                p ->
                    p.add(user)
                        .add(from)
                        .add(CreditLine.Reason.ANNOUNCE)
                        .add(CreditLine.Reason.WITHHELD),
                row -> new DaySum(row.getLong(1), StandingRows.balance(row, 2))));
  }

  @Override
  public List<Standing> standings(StandingQuery query) throws StorageException {
    Filter filter = StandingRows.filter(query);
    return transactions.scan(
        transaction ->
            transaction.all(
                StandingRows.SELECT
                    + filter.where()
                    + " ORDER BY "
                    + StandingRows.column(query.sort())
                    + " DESC, user_id, torrent_id LIMIT ? OFFSET ?",
                filter.page(query.limit(), query.offset()),
                StandingRows::standing));
  }

  @Override
  public long countStandings(StandingQuery query) throws StorageException {
    Filter filter = StandingRows.filter(query);
    return transactions.scan(
        transaction ->
            transaction.number("SELECT count(*) FROM standings" + filter.where(), filter::set));
  }

  @Override
  public Optional<Standing> standing(long user, long torrent) throws StorageException {
    return transactions.read(
        transaction ->
            transaction.first(
                StandingRows.SELECT + " WHERE user_id = ? AND torrent_id = ?",
                p -> p.add(user).add(torrent),
                StandingRows::standing));
  }

  @Override
  public void forEachCompleted(long since, Consumer<Standing> visitor) throws StorageException {
    each(
        StandingRows.SELECT + " WHERE completed_at > 0 AND completed_at >= ?",
        p -> p.add(since),
        row -> visitor.accept(StandingRows.standing(row)));
  }

  @Override
  public void forEachCompleted(long user, long since, Consumer<Standing> visitor)
      throws StorageException {
    each(
        StandingRows.SELECT + " WHERE user_id = ? AND completed_at > 0 AND completed_at >= ?",
        p -> p.add(user).add(since),
        row -> visitor.accept(StandingRows.standing(row)));
  }

  @Override
  public List<Discrepancy> check() throws StorageException {
    return transactions.scan(LedgerCheck::run);
  }
}
