package io.skep.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaTest extends DatabaseContract {
  @Test
  void theVersionIsThatOfTheLastMigration() throws Exception {
    List<Integer> versions = new ArrayList<>();
    for (String name : List.of("shared", kind.name().toLowerCase(java.util.Locale.ROOT))) {
      Path migrations =
          Path.of(java.util.Objects.requireNonNull(Schema.class.getResource(name)).toURI());
      try (Stream<Path> files = Files.list(migrations)) {
        files.forEach(
            file ->
                versions.add(
                    Integer.parseInt(
                        file.getFileName().toString().split("__", 2)[0].substring(1))));
      }
    }
    versions.sort(null);

    assertEquals(
        java.util.stream.IntStream.rangeClosed(1, Schema.VERSION).boxed().toList(), versions);
    assertEquals(
        Schema.VERSION, number("SELECT max(CAST(version AS INTEGER)) FROM skep_schema_history"));
  }

  @Test
  void aDatabaseThatIsNewerIsRefused() throws Exception {
    database.close();
    execute(
        "INSERT INTO skep_schema_history (installed_rank, version, description, type, script,"
            + " installed_by, execution_time, success) VALUES (99, '"
            + (Schema.VERSION + 1)
            + "', 'more', 'SQL', 'V.sql', 'x', 1, "
            + (kind == Kind.SQLITE ? "1" : "true")
            + ")");

    StorageException refused =
        assertThrows(StorageException.class, () -> Databases.open(options).close());

    assertEquals(
        "the database was written by a newer Skep (its schema has version 3, this Skep knows up to"
            + " 2): use that Skep, or restore a backup of before",
        refused.getMessage());
  }

  /**
   * Flyway would refuse a migration that was changed; that it does not tells that it is not asked.
   */
  @Test
  void aDatabaseThatIsCurrentIsOpenedWithoutFlyway() throws Exception {
    database.users().insert(UserStoreTest.user("ada", ""));
    execute("UPDATE skep_schema_history SET checksum = 1");

    reopen();

    assertEquals(1, number("SELECT count(*) FROM users"));
  }

  @Test
  void anOlderDatabaseIsBroughtUpToDate() throws Exception {
    execute(
        kind == Kind.SQLITE
            ? "DROP TRIGGER credit_lines_not_changed"
            : "DROP TRIGGER credit_lines_only_added ON credit_lines");
    execute(
        kind == Kind.SQLITE
            ? "DROP TRIGGER credit_lines_not_removed"
            : "DROP FUNCTION refuse_change_of_credit");
    execute("DELETE FROM skep_schema_history WHERE version = '2'");
    database.ledger().commit(Batches.lines(Batches.line(1, 1, 1, 1, 1)));

    reopen();

    assertThrows(
        java.sql.SQLException.class, () -> execute("UPDATE credit_lines SET uploaded = 5"));
    assertEquals(1, number("SELECT uploaded FROM credit_lines"));
  }

  @Test
  void anotherProgramsTablesAreLeftAlone() throws Exception {
    database.close();
    options = kind.empty(folder.resolve("another"));
    Files.createDirectories(folder.resolve("another"));
    execute("CREATE TABLE users (login TEXT)");

    StorageException refused =
        assertThrows(StorageException.class, () -> Databases.open(options).close());

    assertTrue(
        refused.getMessage().contains("of another program")
            || refused.getMessage().contains("not one of Skep's"),
        refused.getMessage());
    assertEquals(0, number("SELECT count(*) FROM users"));
  }
}
