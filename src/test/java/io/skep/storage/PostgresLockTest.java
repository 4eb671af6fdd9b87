package io.skep.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One tracker serves from a PostgreSQL database at a time. */
class PostgresLockTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server = new PostgresServer();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static void assertRefused(StorageOptions options, long process) {
    StorageException refused =
        assertThrows(StorageException.class, () -> Databases.open(options).close());
    assertEquals(
        "another Skep serves from %s already (process %d at 127.0.0.1)"
            .formatted(options.url(), process),
        refused.getMessage());
  }

  @Test
  void aSecondOneIsRefusedAndTheFirstGoesOn() throws Exception {
    StorageOptions options = server.newDatabase();
    try (Database database = Databases.open(options);
        Database other = Databases.open(server.newDatabase())) {
      assertRefused(options, ProcessHandle.current().pid());
      database.users().insert(UserStoreTest.user("ada", ""));
      other.users().insert(UserStoreTest.user("bob", ""));
    }
    Databases.open(options).close();
  }

  @Test
  void aSchemaOfItsOwnIsAnotherDatabase() throws Exception {
    StorageOptions options = server.newDatabase();
    String name = options.url().substring(options.url().lastIndexOf('/') + 1);
    server.execute(name, "CREATE SCHEMA theirs");
    StorageOptions theirs =
        new StorageOptions(
            options.url() + "?currentSchema=theirs", options.user(), options.password(), 1);
    try (Database database = Databases.open(options);
        Database other = Databases.open(theirs)) {
      assertEquals(List.of(), database.ledger().check());
      assertEquals(List.of(), other.ledger().check());
    }
  }

  @Test
  void oneThatWasKilledIsNotInTheWay() throws Exception {
    StorageOptions options = server.newDatabase();
    Process other = OtherProcess.holding(options);
    try {
      assertRefused(options, other.pid());
    } finally {
      other.destroyForcibly().waitFor();
    }
    Databases.open(options).close();
  }

  @Test
  void itIsTakenAgainWhenTheServerWasAway() throws Exception {
    StorageOptions options = server.newDatabase();
    try (Database database = Databases.open(options)) {
      server.stopImmediately();
      server.start();
      assertTimeoutPreemptively(
          BOUND,
          () -> {
            while (!isHeld(options)) {
              Thread.onSpinWait();
            }
          });
      assertRefused(options, ProcessHandle.current().pid());
      assertEquals(List.of(), database.ledger().check());
    }
    Databases.open(options).close();
  }

  private static boolean isHeld(StorageOptions options) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(options.url(), options.user(), options.password());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_locks JOIN pg_database ON oid = database"
                    + " WHERE locktype = 'advisory' AND datname = current_database()")) {
      return row.next() && row.getInt(1) == 1;
    }
  }
}
