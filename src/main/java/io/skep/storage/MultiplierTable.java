package io.skep.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The multipliers in their table. */
final class MultiplierTable implements MultiplierStore {
  private final Transactions transactions;

  MultiplierTable(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<Multiplier> all() throws StorageException {
    return transactions.read(
        transaction ->
            transaction.all(
                """
                SELECT id, subject, subject_id, upload_percent, download_percent, starts_at,
                  ends_at, note
                FROM multipliers ORDER BY id""",
                Parameters.NONE,
                MultiplierTable::multiplier));
  }

  private static Multiplier multiplier(ResultSet row) throws SQLException {
    return new Multiplier(
        row.getLong(1),
        Multiplier.Subject.valueOf(row.getString(2)),
        row.getLong(3),
        row.getInt(4),
        row.getInt(5),
        row.getLong(6),
        row.getLong(7),
        row.getString(8));
  }

  @Override
  public Multiplier insert(Multiplier multiplier) throws StorageException {
    return transactions.write(
        transaction -> {
          Multiplier added = withId(Ids.next(transaction, Ids.Kind.MULTIPLIER, 1), multiplier);
          transaction.change(
              """
              INSERT INTO multipliers
                (subject, subject_id, upload_percent, download_percent, starts_at, ends_at, note,
                 id)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
              p -> bind(p, added));
          return added;
        });
  }

  private static Multiplier withId(long id, Multiplier multiplier) {
    return new Multiplier(
        id,
        multiplier.subject(),
        multiplier.subjectId(),
        multiplier.uploadPercent(),
        multiplier.downloadPercent(),
        multiplier.startsAt(),
        multiplier.endsAt(),
        multiplier.note());
  }

  private static void bind(Parameters parameters, Multiplier multiplier)
      throws SQLException, StorageException {
    parameters
        .add(multiplier.subject())
        .add(multiplier.subjectId())
        .add(multiplier.uploadPercent())
        .add(multiplier.downloadPercent())
        .add(multiplier.startsAt())
        .add(multiplier.endsAt())
        .add(multiplier.note())
        .add(multiplier.id());
  }

  @Override
  public void update(Multiplier multiplier) throws StorageException {
    transactions.change(
        transaction -> {
          int rows =
              transaction.change(
                  """
                  UPDATE multipliers
                  SET subject = ?, subject_id = ?, upload_percent = ?, download_percent = ?,
                    starts_at = ?, ends_at = ?, note = ?
                  WHERE id = ?""",
                  p -> bind(p, multiplier));
          if (rows == 0) {
            throw new StorageException("there is no multiplier " + multiplier.id(), null);
          }
        });
  }

  @Override
  public void delete(long id) throws StorageException {
    transactions.write(
        transaction -> transaction.change("DELETE FROM multipliers WHERE id = ?", p -> p.add(id)));
  }
}
