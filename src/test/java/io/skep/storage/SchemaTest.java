package io.skep.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaTest extends DatabaseContract {
  private static final String ALL_SCOPES_OF_VERSION_2 =
      "audit:read findings:read findings:write multipliers:read multipliers:write sessions:read"
          + " stats:read swarms:read tokens:write torrents:read torrents:write users:read"
          + " users:write";

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
        "the database was written by a newer Skep (its schema has version 7, this Skep knows up to"
            + " 6): use that Skep, or restore a backup of before",
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
    execute(
        kind == Kind.SQLITE
            ? "DROP TRIGGER audit_log_not_changed"
            : "DROP TRIGGER audit_log_only_added ON audit_log");
    execute(
        kind == Kind.SQLITE
            ? "DROP TRIGGER audit_log_not_removed"
            : "DROP FUNCTION refuse_change_of_audit");
    for (String table :
        List.of(
            "credentials",
            "browsers",
            "password_links",
            "invitations",
            "audit_log",
            "ledger_journal",
            "ledger_booked")) {
      execute("DROP TABLE " + table);
    }
    execute("DELETE FROM ids WHERE kind IN ('browser', 'invitation', 'audit')");
    execute("ALTER TABLE tokens DROP COLUMN made_by");
    execute(
        "INSERT INTO tokens VALUES (1, 'admin', "
            + (kind == Kind.SQLITE ? "X'00'" : "'\\x00'")
            + ", '"
            + ALL_SCOPES_OF_VERSION_2
            + "', 0, 1, 0)");
    execute("INSERT INTO tokens SELECT 2, 'less', secret_hash, 'users:read', 0, 1, 0 FROM tokens");
    execute("DELETE FROM skep_schema_history WHERE version IN ('2', '3', '4', '5', '6')");
    database.ledger().commit(Batches.lines(Batches.line(1, 1, 1, 1, 1)));

    reopen();

    Set<String> all = new TreeSet<>(Set.of(ALL_SCOPES_OF_VERSION_2.split(" ", -1)));
    all.addAll(Set.of("me", "configuration:read"));
    assertEquals(all, database.tokens().all().get(0).scopes());
    assertEquals(Set.of("users:read"), database.tokens().all().get(1).scopes());
    assertEquals(0, database.tokens().all().get(0).madeBy());

    assertThrows(
        java.sql.SQLException.class, () -> execute("UPDATE credit_lines SET uploaded = 5"));
    assertEquals(1, number("SELECT uploaded FROM credit_lines"));
  }

  @Test
  void baselinesOfAnOlderDatabaseAreKept() throws Exception {
    List<SessionRow> before =
        List.of(Batches.session(8, 1, 3, 10, 100), Batches.session(7, 2, 1, 20, 200));
    database.ledger().commit(Batches.of(before, List.of(), List.of()));
    execute("CREATE TABLE sessions_by_id AS SELECT * FROM sessions ORDER BY id");
    execute("DROP TABLE sessions");
    execute("ALTER TABLE sessions_by_id RENAME TO sessions");
    execute("DROP TABLE ledger_booked");
    execute("DELETE FROM skep_schema_history WHERE version = '6'");

    reopen();

    List<SessionRow> after = new ArrayList<>();
    database.ledger().forEachSession(0, after::add);
    assertEquals(Set.copyOf(before), Set.copyOf(after));
    database
        .ledger()
        .commit(Batches.of(List.of(Batches.session(7, 2, 1, 30, 300)), List.of(), List.of()));
    assertEquals(2, number("SELECT count(*) FROM sessions"));
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
