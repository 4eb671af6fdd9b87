package io.skep.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every database must do alike; one class for each store extends this. */
@ParameterizedClass
@EnumSource(Kind.class)
abstract class DatabaseContract {
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @Parameter
  Kind kind;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path folder;

  StorageOptions options;
  Database database;

  @BeforeEach
  void open() throws Exception {
    options = kind.empty(folder);
    database = Databases.open(options);
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  /** Closes the database and opens it again. */
  void reopen() throws StorageException {
    database.close();
    database = Databases.open(options);
  }

  /** Runs a statement past the stores. */
  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The number that a query past the stores answers. */
  long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(options.url(), options.user(), options.password());
  }
}
