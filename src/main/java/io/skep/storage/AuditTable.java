package io.skep.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The audit log in its table. */
final class AuditTable implements AuditStore {
  private static final String COLUMNS =
      "id, happened_at, actor, actor_name, actor_user, actor_token, address, action, words,"
          + " user_id, value_before, value_after";

  private final Transactions transactions;

  AuditTable(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void add(List<AuditEntry> entries) throws StorageException {
    if (entries.isEmpty()) {
      return;
    }
    transactions.change(
        transaction -> {
          long[] id = {Ids.next(transaction, Ids.Kind.AUDIT, entries.size())};
          transaction.changeEach(
              "INSERT INTO audit_log (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              entries,
              (p, entry) -> bind(p, entry.with(id[0]++)));
        });
  }

  private static void bind(Parameters parameters, AuditEntry entry)
      throws SQLException, StorageException {
    parameters
        .add(entry.id())
        .add(entry.at())
        .add(entry.actor())
        .add(entry.actorName())
        .add(entry.actorUser())
        .add(entry.actorToken())
        .add(entry.address())
        .add(entry.action())
        .add(entry.words())
        .add(entry.user())
        .add(entry.before())
        .add(entry.after());
  }

  private static Filter filter(Query query) {
    return new Filter()
        .and(!query.actorName().isEmpty(), "actor_name = ?", p -> p.add(query.actorName()))
        .and(!query.action().isEmpty(), "action = ?", p -> p.add(query.action()))
        .and(query.user() != 0, "user_id = ?", p -> p.add(query.user()));
  }

  @Override
  public List<AuditEntry> find(Query query) throws StorageException {
    Filter filter = filter(query);
    return transactions.read(
        transaction ->
            transaction.all(
                "SELECT "
                    + COLUMNS
                    + " FROM audit_log"
                    + filter.where()
                    + " ORDER BY id DESC LIMIT ? OFFSET ?",
                filter.page(query.limit(), query.offset()),
                AuditTable::entry));
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong(1),
        row.getLong(2),
        AuditEntry.Actor.valueOf(row.getString(3)),
        row.getString(4),
        row.getLong(5),
        row.getLong(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getLong(10),
        row.getString(11),
        row.getString(12));
  }

  @Override
  public long count(Query query) throws StorageException {
    Filter filter = filter(query);
    return transactions.read(
        transaction ->
            transaction.number("SELECT count(*) FROM audit_log" + filter.where(), filter::set));
  }
}
