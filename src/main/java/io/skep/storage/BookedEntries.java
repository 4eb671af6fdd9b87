package io.skep.storage;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes out of the ledger's journal what has been booked.
 *
 * <p>A flush books by user what was noted as it came, so that each of its transactions would change
 * nearly all pages of a large journal. Those only note which entries they have booked, and when
 * these are many they are removed as they lie.
 */
final class BookedEntries {
  /** So many are removed at once; they can't change more pages than they are. */
  static final int FEW = 500;

  /** From so many on they are removed. */
  static final int MANY = 20_000;

  private BookedEntries() {}

  /** Has entries count as removed, with the transaction of the batch that books them. */
  static void remove(Transaction transaction, long batch, List<Long> entries)
      throws SQLException, StorageException {
    if (entries.size() <= FEW) {
      transaction.changeEach(JournalRows.REMOVE, entries, Parameters::add);
      return;
    }
    transaction.change(
        "INSERT INTO ledger_booked (batch, entries) VALUES (?, ?)",
        p -> p.add(batch).add(bytes(entries)));
    long bytes =
        transaction.number("SELECT SUM(length(entries)) FROM ledger_booked", Parameters.NONE);
    if (bytes >= (long) MANY * Long.BYTES) {
      sweep(transaction);
    }
  }

  /** Removes what counts as removed. */
  static void sweep(Transaction transaction) throws SQLException, StorageException {
    List<Long> entries = new ArrayList<>();
    transaction.each(
        "SELECT entries FROM ledger_booked",
        Parameters.NONE,
        row -> addAll(row.getBytes(1), entries));
    entries.sort(null);
    transaction.changeEach(JournalRows.REMOVE, entries, Parameters::add);
    transaction.change("DELETE FROM ledger_booked", Parameters.NONE);
  }

  private static byte[] bytes(List<Long> entries) {
    ByteBuffer bytes = ByteBuffer.allocate(entries.size() * Long.BYTES);
    entries.forEach(bytes::putLong);
    return bytes.array();
  }

  private static void addAll(byte[] bytes, List<Long> entries) {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      entries.add(left.getLong());
    }
  }
}
