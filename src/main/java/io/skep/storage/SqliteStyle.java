package io.skep.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Says BEGIN and COMMIT itself. The driver's own way begins the next transaction, with its lock, at
 * the end of the one before, and where another program's lock prevents that, it goes on without a
 * transaction and without a word.
 */
final class SqliteStyle implements TransactionStyle {
  /** Whoever writes takes the lock at once: a reader that wants it later can be refused it. */
  @Override
  public void begin(Connection connection, boolean writing, boolean patient) throws SQLException {
    execute(connection, writing ? "BEGIN IMMEDIATE" : "BEGIN");
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    execute(connection, "COMMIT");
  }

  @Override
  public void rollBack(Connection connection) throws SQLException {
    execute(connection, "ROLLBACK");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
