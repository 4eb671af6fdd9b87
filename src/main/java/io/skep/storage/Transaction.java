package io.skep.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The few verbs that the stores need, in one transaction. */
final class Transaction {
  /** How many rows are sent, or fetched, at a time. */
  private static final int ROWS_AT_ONCE = 2_000;

  /** Makes a noun of the row that the result stands on. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Is shown a row. */
  interface Visitor {
    void visit(ResultSet row) throws SQLException;
  }

  private final Connection connection;

  Transaction(Connection connection) {
    this.connection = connection;
  }

  /** Changes rows; how many. */
  int change(String sql, Parameters.Setter setter) throws SQLException, StorageException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      setter.set(new Parameters(statement));
      return statement.executeUpdate();
    }
  }

  /** Does the same once for each row. */
  <T> void changeEach(String sql, Collection<T> rows, Parameters.Binder<? super T> binder)
      throws SQLException, StorageException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Parameters parameters = new Parameters(statement);
      int waiting = 0;
      for (T row : rows) {
        binder.bind(parameters.restart(), row);
        statement.addBatch();
        if (++waiting == ROWS_AT_ONCE) {
          statement.executeBatch();
          waiting = 0;
        }
      }
      if (waiting > 0) {
        statement.executeBatch();
      }
    }
  }

  /** Shows every row; never holds all of them. */
  void each(String sql, Parameters.Setter setter, Visitor visitor)
      throws SQLException, StorageException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(ROWS_AT_ONCE);
      setter.set(new Parameters(statement));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          visitor.visit(row);
        }
      }
    }
  }

  /** Every row. */
  <T> List<T> all(String sql, Parameters.Setter setter, Reader<T> reader)
      throws SQLException, StorageException {
    List<T> rows = new ArrayList<>();
    each(sql, setter, row -> rows.add(reader.read(row)));
    return rows;
  }

  /** The first row, if there is one. */
  <T> Optional<T> first(String sql, Parameters.Setter setter, Reader<T> reader)
      throws SQLException, StorageException {
    return all(sql, setter, reader).stream().findFirst();
  }

  /** The number that a statement with exactly one row answers. */
  long number(String sql, Parameters.Setter setter) throws SQLException, StorageException {
    return first(sql, setter, row -> row.getLong(1))
        .orElseThrow(() -> new StorageException("the database misses a row of its own", null));
  }
}
