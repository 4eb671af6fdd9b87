package io.skep.storage;

import java.sql.SQLException;

/**
 * Gives ids, in order and never again. The row of a kind stays locked until the transaction's end,
 * so those who are given ids commit one after the other.
 */
final class Ids {
  /** What has ids; by these names in the database. */
  enum Kind {
    USER,
    TORRENT,
    TOKEN,
    MULTIPLIER,
    FINDING,
    SESSION,
    LINE,
    BATCH,
    BROWSER,
    INVITATION,
    AUDIT;

    private final String key = name().toLowerCase(java.util.Locale.ROOT);
  }

  private Ids() {}

  /** The first of so many new ids that follow each other. */
  static long next(Transaction transaction, Kind kind, int count)
      throws SQLException, StorageException {
    long last =
        transaction.number(
            "UPDATE ids SET last_id = last_id + ? WHERE kind = ? RETURNING last_id",
            p -> p.add(count).add(kind.key));
    return last - count + 1;
  }

  /** Notes an id that was given elsewhere. */
  static void raise(Transaction transaction, Kind kind, long id)
      throws SQLException, StorageException {
    transaction.change(
        "UPDATE ids SET last_id = ? WHERE kind = ? AND last_id < ?",
        p -> p.add(id).add(kind.key).add(id));
  }

  /** The highest id that was given; 0 for none. */
  static long last(Transaction transaction, Kind kind) throws SQLException, StorageException {
    return transaction.number("SELECT last_id FROM ids WHERE kind = ?", p -> p.add(kind.key));
  }
}
