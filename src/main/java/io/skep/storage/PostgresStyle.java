package io.skep.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Leaves it to the driver, and lengthens its patience where work takes long. */
final class PostgresStyle implements TransactionStyle {
  private final int patientSeconds;

  PostgresStyle(int patientSeconds) {
    this.patientSeconds = patientSeconds;
  }

  @Override
  public void begin(Connection connection, boolean writing, boolean patient) throws SQLException {
    if (patient) {
      // The pool puts the first one back by itself, the server the second.
      connection.setNetworkTimeout(Runnable::run, patientSeconds * 1_000);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET LOCAL statement_timeout = '" + patientSeconds + "s'");
      }
    }
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    connection.commit();
  }

  @Override
  public void rollBack(Connection connection) throws SQLException {
    connection.rollback();
  }
}
