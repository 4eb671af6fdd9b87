package io.skep.storage;

import java.sql.ResultSet;
import java.sql.SQLException;

/** The ledger's journal to rows and back. */
final class JournalRows {
  static final String SELECT = "SELECT id, content FROM ledger_journal ORDER BY id";

  static final String INSERT = "INSERT INTO ledger_journal (id, content) VALUES (?, ?)";

  static final String REMOVE = "DELETE FROM ledger_journal WHERE id = ?";

  private JournalRows() {}

  static void bind(Parameters parameters, JournalEntry entry) throws SQLException {
    parameters.add(entry.id()).add(entry.content());
  }

  static JournalEntry entry(ResultSet row) throws SQLException {
    return new JournalEntry(row.getLong(1), row.getBytes(2));
  }
}
