package io.skep.storage;

import java.nio.file.Path;

/** Opens the database that a URL names. */
public final class Databases {
  private Databases() {}

  /**
   * Opens a database, and makes it or brings it up to date where it must be. Blocks.
   *
   * @throws StorageUnavailableException if it can't be reached
   * @throws StorageException if it is newer than this program, another program's, broken, or a
   *     SQLite file that another process serves from; with a sentence for the operator
   */
  public static Database open(StorageOptions options) throws StorageException {
    throw new StorageException("not built yet", null);
  }

  /**
   * Writes a consistent copy of a SQLite database to a new file; another process may be using the
   * database.
   *
   * @throws StorageException where the target is there already or can't be written, or the source
   *     is no database of ours
   */
  public static void backup(Path database, Path target) throws StorageException {
    throw new StorageException("not built yet", null);
  }
}
