package io.skep.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the tables up to date.
 *
 * <p>Flyway costs a start more than everything else here together, so it is only begun where the
 * history of migrations, which it keeps, says that one is missing.
 */
final class Schema {
  /** The last migration under {@code resources/io/skep/storage}. */
  static final int VERSION = 6;

  private static final String HISTORY = "skep_schema_history";
  private static final String FOLDER = "classpath:io/skep/storage/";

  private Schema() {}

  /**
   * Makes the tables, or changes those of an older version.
   *
   * @param source hands out connections that commit by themselves
   * @param patient the same, but leaves a change of a large table its time
   * @throws StorageException if the database is newer than this program, or another program's
   */
  static void bringUpToDate(DataSource source, DataSource patient, Dialect dialect, Faults faults)
      throws StorageException {
    int version;
    try (Connection connection = source.getConnection()) {
      version = version(connection);
    } catch (SQLException e) {
      throw faults.told(e);
    }
    if (version > VERSION) {
      throw new StorageException(
          "the database was written by a newer Skep (its schema has version "
              + version
              + ", this Skep knows up to "
              + VERSION
              + "): use that Skep, or restore a backup of before",
          null);
    }
    if (version < VERSION) {
      migrate(patient, dialect, faults);
    }
  }

  /** The last migration that was done; 0 for none. */
  static int version(Connection connection) throws SQLException {
    try (ResultSet table =
        connection
            .getMetaData()
            .getTables(connection.getCatalog(), connection.getSchema(), HISTORY, null)) {
      if (!table.next()) {
        return 0;
      }
    }
    int version = 0;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT version, success FROM " + HISTORY)) {
      while (row.next()) {
        String text = row.getString(1);
        if (row.getBoolean(2) && text != null) {
          version = Math.max(version, Integer.parseInt(text.split("\\.", 2)[0]));
        }
      }
    }
    return version;
  }

  private static void migrate(DataSource source, Dialect dialect, Faults faults)
      throws StorageException {
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(source)
          .locations(FOLDER + "shared", FOLDER + dialect.folder())
          .placeholders(dialect.words())
          .table(HISTORY)
          .loggers("slf4j")
          .cleanDisabled(true)
          .validateMigrationNaming(true)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw failed(e, faults);
    }
  }

  private static StorageException failed(FlywayException failure, Faults faults) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException error
          && faults.told(error) instanceof StorageUnavailableException away) {
        return away;
      }
    }
    String words = String.valueOf(failure.getMessage());
    if (words.contains("non-empty schema")) {
      return new StorageException(
          "the database holds tables of another program: give Skep one of its own", failure);
    }
    return new StorageException(
        "the database's tables can't be brought up to date: "
            + words.lines().findFirst().orElse(""),
        failure);
  }
}
