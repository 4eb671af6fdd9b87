package io.skep.storage;

import java.sql.Connection;
import java.sql.SQLException;

/** How a database's transactions begin and end. */
interface TransactionStyle {
  /**
   * Begins one.
   *
   * @param writing whether it will change something
   * @param patient whether it looks at whole tables, and so may take minutes
   */
  void begin(Connection connection, boolean writing, boolean patient) throws SQLException;

  void commit(Connection connection) throws SQLException;

  void rollBack(Connection connection) throws SQLException;
}
