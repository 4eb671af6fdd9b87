package io.skep.storage;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Opens the database that a URL names. */
public final class Databases {
  private static final String SQLITE = "jdbc:sqlite:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  private Databases() {}

  /**
   * Opens a database, and makes it or brings it up to date where it must be. Blocks.
   *
   * @throws StorageUnavailableException if it can't be reached
   * @throws StorageException if it is newer than this program, another program's, broken, or one
   *     that another process serves from; with a sentence for the operator
   */
  public static Database open(StorageOptions options) throws StorageException {
    String url = options.url();
    if (url.startsWith(POSTGRESQL)) {
      return PostgresPool.open(options);
    }
    if (url.startsWith(SQLITE)) {
      return SqliteFile.open(file(url.substring(SQLITE.length())), options.connections());
    }
    throw new StorageException(
        "a database's URL is jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE", null);
  }

  /**
   * Loads what {@link #open} is going to need, and returns once it is there. What fails here fails
   * there again, which is where it is said.
   */
  public static void loadAhead(StorageOptions options) {
    if (options.url().startsWith(SQLITE)) {
      SqliteFile.loadAhead();
    }
  }

  /** The driver would read parameters, and names such as {@code :memory:}, as something else. */
  private static Path file(String name) throws StorageException {
    if (name.isBlank() || name.startsWith(":") || name.startsWith("file:") || name.contains("?")) {
      throw new StorageException(
          "a SQLite database's URL is jdbc:sqlite: and the path of a file, no more", null);
    }
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new StorageException("this is no path of a file: " + e.getReason(), e);
    }
  }

  /**
   * Writes a consistent copy of a SQLite database to a new file; another process may be using the
   * database. The copy is there whole or not at all.
   *
   * @throws StorageException where the target is there already or can't be written, or the source
   *     is no database of ours
   */
  public static void backup(Path database, Path target) throws StorageException {
    SqliteBackup.write(database, target);
  }
}
