package io.skep.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A SQLite database's file: makes it, looks whether it is ours, hands out connections. */
final class SqliteFile {
  /** "Skep"; SQLite keeps it in the file's header. */
  private static final int APPLICATION = 0x536b6570;

  /** How long a call waits for another program that has locked the file. */
  private static final int BUSY_MILLIS = 5_000;

  /** How long a call waits for those of this process that write before it. */
  private static final int QUEUE_MILLIS = 20_000;

  /** The most that SQLite keeps of the file; a third less time for a commit than with 16 MiB. */
  private static final int WRITING_KIBIBYTES = 64 * 1024;

  private static final int READING_KIBIBYTES = 8 * 1024;

  /**
   * To what the write-ahead log shrinks again after a long reader, such as a backup, let it grow.
   */
  private static final int WAL_BYTES = 64 * 1024 * 1024;

  /**
   * After how many pages the write-ahead log is brought into the file: half of what it may take. A
   * page that changes with every commit is written once then and not each time.
   */
  private static final int WAL_PAGES = 8192;

  private static final SqliteFaults FAULTS = new SqliteFaults();

  private SqliteFile() {}

  /** Loads the driver with its library, by a database that is nowhere but in memory. */
  static void loadAhead() {
    SqliteLibrary.load();
    try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      number(statement, "SELECT 1");
    } catch (SQLException e) {
      throw new IllegalStateException("SQLite can't be used", e);
    }
  }

  /** Opens one for serving; makes it where there is none. */
  static Database open(Path named, int connections) throws StorageException {
    SqliteLibrary.load();
    Path file = made(named);
    LockFile lock = LockFile.ofDatabase(file);
    SqlDatabase.Closer opened = lock::close;
    try {
      SQLiteDataSource plain = source(file, WRITING_KIBIBYTES);
      claim(plain, file);
      Schema.bringUpToDate(plain, plain, Dialect.SQLITE, FAULTS);
      HikariDataSource writing = pool(plain, "writing", 1, "");
      opened = opened.after(writing::close);
      HikariDataSource reading =
          pool(source(file, READING_KIBIBYTES), "reading", connections, "PRAGMA query_only = 1");
      opened = opened.after(reading::close);
      Transactions transactions = new Transactions(writing, reading, new SqliteStyle(), FAULTS);
      return new SqlDatabase(
          transactions, "SQLite, " + file, target -> SqliteBackup.write(file, target), opened);
    } catch (StorageException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** The file itself, made readable by its owner only: passkeys are in it. */
  private static Path made(Path named) throws StorageException {
    try {
      Path absolute = named.toAbsolutePath().normalize();
      Path folder = absolute.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (!Files.exists(absolute)) {
        BlankDatabase.make(absolute);
      }
      return absolute.toRealPath();
    } catch (FileAlreadyExistsException e) {
      throw new StorageException(
          "the database's folder can't be made: " + e.getMessage() + " is a file", e);
    } catch (IOException e) {
      throw new StorageException("the database's file can't be made: " + e, e);
    }
  }

  /** Makes an empty file that only its owner may read. */
  static void createPrivate(Path file) throws IOException {
    FileAttribute<?>[] rights =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, rights);
  }

  private static SQLiteDataSource source(Path file, int cacheKibibytes) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.setJournalSizeLimit(WAL_BYTES);
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(WAL_PAGES));
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setCacheSize(-cacheKibibytes);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private static HikariDataSource pool(
      SQLiteDataSource source, String use, int connections, String atFirst) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("sqlite " + use);
    config.setDataSource(source);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setMaxLifetime(0);
    config.setConnectionTimeout(QUEUE_MILLIS);
    if (!atFirst.isEmpty()) {
      config.setConnectionInitSql(atFirst);
    }
    return new HikariDataSource(config);
  }

  /** Marks an empty database as ours; refuses one that has other tables. */
  private static void claim(SQLiteDataSource source, Path file) throws StorageException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      if (isOurs(statement)) {
        return;
      }
      if (number(statement, "SELECT count(*) FROM sqlite_master") > 0) {
        throw foreign(file);
      }
      statement.execute("PRAGMA application_id = " + APPLICATION);
    } catch (SQLException e) {
      throw told(e, file);
    }
  }

  /** The error with the file's name, where no call of a store was its cause. */
  static StorageException told(SQLException error, Path file) {
    StorageException told = FAULTS.told(error);
    String words = file + ": " + told.getMessage();
    return told instanceof StorageUnavailableException
        ? new StorageUnavailableException(words, error)
        : new StorageException(words, error);
  }

  static StorageException foreign(Path file) {
    return new StorageException(
        file + " is a SQLite database, but not one of Skep's: name another file", null);
  }

  static boolean isOurs(Statement statement) throws SQLException {
    return number(statement, "PRAGMA application_id") == APPLICATION;
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
