package io.skep.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {
  private final Path folder;

  SqliteFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Database open(Path file) throws StorageException {
    return Databases.open(new StorageOptions("jdbc:sqlite:" + file, "", "", 2));
  }

  private static String refusal(Path file) {
    return assertThrows(StorageException.class, () -> open(file).close()).getMessage();
  }

  private static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void theFileAndItsFoldersAreMadeForItsOwnerOnly() throws Exception {
    Path file = folder.resolve("data").resolve("more").resolve("skep.db");
    try (Database database = open(file)) {
      assertEquals("SQLite, " + file.toRealPath(), database.description());
      database.users().insert(UserStoreTest.user("ada", ""));
      for (String name : List.of("skep.db", "skep.db-wal", "skep.db-shm")) {
        assertEquals(
            "rw-------",
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file.resolveSibling(name))));
      }
    }
    assertFalse(Files.exists(file.resolveSibling("skep.db-wal")));
  }

  @Test
  void oneServesFromAFileAtATime() throws Exception {
    Path file = folder.resolve("skep.db");
    try (Database database = open(file)) {
      String words =
          "another Skep serves from "
              + file.toRealPath()
              + " already (process "
              + ProcessHandle.current().pid()
              + ")";
      assertEquals(words, refusal(file));
      assertEquals(words, refusal(folder.resolve(".").resolve("skep.db")));
      Path link = folder.resolve("link.db");
      Files.createSymbolicLink(link, file);
      assertEquals(words, refusal(link));
      assertEquals(words, OtherProcess.run(folder, "open", file.toString()));
      // A refused try must not have loosened the lock.
      assertEquals(words, OtherProcess.run(folder, "open", file.toString()));
      database.users().insert(UserStoreTest.user("ada", ""));
    }
    assertEquals("done", OtherProcess.run(folder, "open", file.toString()));
    open(file).close();
  }

  @Test
  void whatIsNoDatabaseOfOursIsRefusedAndLeftAsItIs() throws Exception {
    Path text = folder.resolve("text");
    Files.writeString(text, "This is no database, and it is long enough. ".repeat(40));
    String before = Files.readString(text);
    assertTrue(refusal(text).endsWith("the file is no SQLite database"), refusal(text));
    assertEquals(before, Files.readString(text));

    Path foreign = folder.resolve("foreign.db");
    execute(foreign, "CREATE TABLE bookmarks (url TEXT)");
    assertTrue(refusal(foreign).contains("not one of Skep's"), refusal(foreign));

    assertFalse(refusal(folder).isEmpty());
    assertTrue(refusal(text.resolve("below")).contains("folder"), refusal(text.resolve("below")));
  }

  @Test
  void aDamagedFileIsRefused() throws Exception {
    Path file = folder.resolve("skep.db");
    open(file).close();
    byte[] bytes = Files.readAllBytes(file);
    java.util.Arrays.fill(bytes, 100, 8_192, (byte) 0x55);
    Files.write(file, bytes);

    assertTrue(refusal(file).contains("damaged"), refusal(file));
  }

  @Test
  void anUnfinishedStartIsFinished() throws Exception {
    Path file = folder.resolve("skep.db");
    execute(file, "PRAGMA application_id = " + 0x536b6570);

    try (Database database = open(file)) {
      database.users().insert(UserStoreTest.user("ada", ""));
    }
  }

  @Test
  void urlsOfNoFileAreRefused() {
    for (String url :
        List.of(
            "jdbc:sqlite:",
            "jdbc:sqlite::memory:",
            "jdbc:sqlite:file:x?mode=memory",
            "jdbc:sqlite:x.db?cache=shared",
            "jdbc:sqlite:\0",
            "jdbc:mysql://localhost/skep",
            "skep.db",
            "jdbc:postgresql://[")) {
      assertThrows(
          StorageException.class,
          () -> Databases.open(new StorageOptions(url, "", "", 1)).close(),
          url);
    }
    assertThrows(IllegalArgumentException.class, () -> new StorageOptions("", "", "", 0));
  }

  /** Another program's lock costs time, but neither the tracker nor what is whole. */
  @Test
  void anotherProgramsLockPasses() throws Exception {
    Path file = folder.resolve("skep.db");
    try (Database database = open(file)) {
      List<NewUser> bad =
          List.of(UserStoreTest.user("bob", "same"), UserStoreTest.user("eve", "same"));
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = other.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        assertThrows(
            StorageUnavailableException.class,
            () -> database.users().insert(UserStoreTest.user("ada", "")));
        assertEquals(List.of(), names(database));
        statement.execute("ROLLBACK");
      }
      assertThrows(ConflictException.class, () -> database.users().insertMissing(bad));
      database.users().insert(UserStoreTest.user("ada", ""));
      assertEquals(List.of("ada"), names(database));
      // Nothing stays locked between two calls.
      execute(file, "DELETE FROM users");
    }
  }

  private static List<String> names(Database database) throws StorageException {
    List<String> names = new ArrayList<>();
    database.users().forEach(user -> names.add(user.name()));
    return names;
  }

  @Test
  void aClosedDatabaseSaysSo() throws IOException, StorageException {
    Database database = open(folder.resolve("skep.db"));
    database.close();
    database.close();

    assertThrows(StorageException.class, () -> names(database));
  }
}
