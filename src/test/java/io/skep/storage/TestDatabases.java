package io.skep.storage;

import java.nio.file.Path;

/** Databases for tests, also those of other packages. */
public final class TestDatabases {
  private TestDatabases() {}

  /** A SQLite database in this folder; the same one again if it was made there before. */
  public static Database sqlite(Path folder) throws StorageException {
    return Databases.open(sqliteOptions(folder));
  }

  /** How {@link #sqlite} opens it. */
  public static StorageOptions sqliteOptions(Path folder) {
    return new StorageOptions("jdbc:sqlite:" + folder.resolve("skep.db"), "", "", 2);
  }
}
