package io.skep.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A SQLite database of ours in which there is nothing but the tables. The build has Flyway make one
 * and puts it into the jar, and a first start copies it: Flyway would take half of that start.
 */
final class BlankDatabase {
  /** Beside this class; absent where the classes were not built by Maven. */
  static final String RESOURCE = "blank.db";

  private BlankDatabase() {}

  /** Makes a database's file where there is none: a copy, or an empty one that is to be filled. */
  static void make(Path file) throws IOException, StorageException {
    try (InputStream blank = BlankDatabase.class.getResourceAsStream(RESOURCE)) {
      if (blank == null) {
        SqliteFile.createPrivate(file);
        return;
      }
      WholeFile.make(
          file,
          part -> {
            try (var out = Files.newOutputStream(part)) {
              blank.transferTo(out);
            }
          });
    } catch (FileAlreadyExistsException e) {
      // Another process has made it meanwhile; the lock decides who serves from it.
    }
  }

  /** Makes it, for the build: named is the file, in a folder of the classes. */
  public static void main(String[] arguments) throws IOException, StorageException {
    Path target = Path.of(arguments[0]);
    Files.createDirectories(target.toAbsolutePath().getParent());
    Files.deleteIfExists(target);
    Path folder = Files.createTempDirectory("skep-blank");
    Path made = folder.resolve("made.db");
    Path lock = folder.resolve("made.db.lock");
    try {
      SqliteFile.createPrivate(made);
      SqliteFile.open(made, 1).close();
      SqliteBackup.write(made, target);
    } finally {
      Files.deleteIfExists(made);
      Files.deleteIfExists(lock);
      Files.deleteIfExists(folder);
    }
  }
}
