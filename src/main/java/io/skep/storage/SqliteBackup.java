package io.skep.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * Copies a SQLite database that others write to. SQLite reads it in one transaction, so the copy is
 * as the database was in one moment; the target appears when it is whole and on the disk.
 */
final class SqliteBackup {
  private static final int BUSY_MILLIS = 10_000;

  private SqliteBackup() {}

  static void write(Path database, Path target) throws StorageException {
    Path whole = target.toAbsolutePath().normalize();
    if (!Files.isRegularFile(database)) {
      throw new StorageException("there is no database " + database, null);
    }
    if (Files.exists(whole)) {
      throw taken(whole);
    }
    try {
      WholeFile.make(whole, part -> copy(database, part));
    } catch (FileAlreadyExistsException e) {
      throw taken(whole);
    } catch (IOException e) {
      throw new StorageException("the backup can't be written: " + e, e);
    }
  }

  private static StorageException taken(Path target) {
    return new StorageException(target + " is there already: name a new file", null);
  }

  private static void copy(Path database, Path part) throws StorageException {
    SqliteLibrary.load();
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setBusyTimeout(BUSY_MILLIS);
    try (Connection connection = config.createConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      if (!SqliteFile.isOurs(statement)) {
        throw SqliteFile.foreign(database);
      }
      try (PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
        vacuum.setString(1, part.toString());
        vacuum.execute();
      }
    } catch (SQLException e) {
      throw SqliteFile.told(e, database);
    }
  }
}
