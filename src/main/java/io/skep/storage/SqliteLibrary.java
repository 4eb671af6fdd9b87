package io.skep.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Loads SQLite's native library, which has to be unpacked first.
 *
 * <p>Left to itself the driver unpacks it among everybody's temporary files, compares it with the
 * original byte by byte, which was a fifth of a start, and leaves the file there: it would go with
 * an orderly exit of the JVM, which a tracker's end is not. Here it goes to a folder of its own,
 * where nobody else can write, and is deleted once it is loaded.
 */
final class SqliteLibrary {
  private static final String PATH = "org.sqlite.lib.path";
  private static final String NAME = "org.sqlite.lib.name";
  private static final String TEMPORARY = "org.sqlite.tmpdir";

  private static boolean tried;

  private SqliteLibrary() {}

  /**
   * Loads it, if that was not done before; where that fails, the driver says why when it is used.
   */
  static synchronized void load() {
    // Who names a library has it.
    if (tried || System.getProperty(PATH) != null) {
      return;
    }
    tried = true;
    String temporary = System.getProperty(TEMPORARY);
    Path parent = Path.of(temporary == null ? System.getProperty("java.io.tmpdir") : temporary);
    try {
      Path folder = Files.createTempDirectory(parent, "skep-sqlite-");
      Path file = folder.resolve(LibraryLoaderUtil.getNativeLibName());
      try {
        unpack(file);
        System.setProperty(PATH, folder.toString());
        System.setProperty(NAME, file.getFileName().toString());
        // The driver deletes old files here, and looks at each that there is to find them.
        System.setProperty(TEMPORARY, folder.toString());
        SQLiteJDBCLoader.initialize();
      } finally {
        System.clearProperty(PATH);
        System.clearProperty(NAME);
        restore(temporary);
        delete(file);
        delete(folder);
      }
    } catch (Exception e) { // What the driver's own method throws.
      System.getLogger(SqliteLibrary.class.getName())
          .log(Level.DEBUG, "the driver is left to load its library itself", e);
    }
  }

  private static void unpack(Path file) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + file.getFileName();
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException("no " + name + " in the program");
      }
      Files.copy(in, file);
    }
  }

  private static void restore(@Nullable String temporary) {
    if (temporary == null) {
      System.clearProperty(TEMPORARY);
    } else {
      System.setProperty(TEMPORARY, temporary);
    }
  }

  /** Some systems let nobody delete a library that is loaded. */
  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
