package io.skep.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PostgresOutageTest {
  /** Far above what a call may take while the server is away, far below for ever. */
  private static final Duration BOUND = Duration.ofSeconds(30);

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

  private static StorageUnavailableException away(Executable call) {
    StorageUnavailableException away =
        assertTimeoutPreemptively(
            BOUND, () -> assertThrows(StorageUnavailableException.class, call));
    assertFalse(away.getMessage().contains(server.password()));
    return away;
  }

  private static LedgerBatch batch(int number) {
    return new LedgerBatch(
        new UUID(0, number).toString(),
        number,
        List.of(),
        List.of(Batches.line(number, 1, 1, 1, 1)),
        List.of());
  }

  /** Retries what may have been committed, as the ledger's writer does; the bound is the test's. */
  private static void commitInTheEnd(Database database, LedgerBatch batch) {
    assertTimeoutPreemptively(
        BOUND,
        () -> {
          while (true) {
            try {
              database.ledger().commit(batch);
              return;
            } catch (StorageUnavailableException e) {
              assertTrue(e.getMessage().startsWith("the database "), e.getMessage());
            }
          }
        });
  }

  @Test
  void whileItIsAwayCallsFailAndAfterwardsTheyWork() throws Exception {
    try (Database database = Databases.open(server.newDatabase())) {
      int number = 0;
      for (boolean orderly : new boolean[] {true, false}) {
        database.ledger().commit(batch(++number));
        if (orderly) {
          server.stop();
        } else {
          server.stopImmediately();
        }
        LedgerBatch lost = batch(++number);
        away(() -> database.ledger().commit(lost));
        away(() -> database.users().forEach(user -> {}));
        away(() -> database.users().insert(UserStoreTest.user("ada", "hush")));
        server.start();
        commitInTheEnd(database, lost);
        database.ledger().commit(lost);
      }
      assertEquals(List.of(), database.ledger().check());
      assertEquals(
          number,
          database
              .ledger()
              .countLines(new LedgerStore.LineQuery(1, 0, 0, Long.MAX_VALUE, false, 0, 0)));
    }
  }

  /** Batches go on while the server dies under them; none is lost, none counts twice. */
  @Test
  void nothingIsLostOrCountedTwiceWhenItDiesUnderWrites() throws Exception {
    try (Database database = Databases.open(server.newDatabase())) {
      int[] number = {0};
      for (int round = 0; round < 3; round++) {
        Thread killer = new Thread(server::stopImmediately);
        killer.start();
        LedgerBatch failed;
        while (true) {
          LedgerBatch next = batch(++number[0]);
          try {
            database.ledger().commit(next);
          } catch (StorageUnavailableException e) {
            failed = next;
            break;
          }
        }
        killer.join();
        server.start();
        commitInTheEnd(database, failed);
      }
      assertEquals(
          number[0],
          database
              .ledger()
              .countLines(new LedgerStore.LineQuery(1, 0, 0, Long.MAX_VALUE, false, 0, 0)));
      assertEquals(List.of(), database.ledger().check());
    }
  }

  /** What a pool asks only once, of its first connection, it must not need. */
  @Test
  void aFirstConnectionThatDiesWhileItIsSetUpIsMadeAgain() throws Exception {
    StorageOptions direct = server.newDatabase();
    Databases.open(direct).close();
    java.net.URI address = java.net.URI.create(direct.url().substring("jdbc:".length()));
    try (CuttingProxy proxy =
            new CuttingProxy(address.getPort(), "SHOW TRANSACTION ISOLATION LEVEL");
        Database database =
            Databases.open(
                new StorageOptions(
                    direct.url().replace(":" + address.getPort(), ":" + proxy.port()),
                    direct.user(),
                    direct.password(),
                    1))) {
      commitInTheEnd(database, batch(1));
      assertTrue(proxy.hasCut());
    }
  }

  /** A server that hangs with its connections open. */
  @Test
  void aServerThatIsSilentIsGivenUp() throws Exception {
    StorageOptions options = server.newDatabase();
    try (Database database = Databases.open(options)) {
      database.ledger().commit(batch(1));
      server.signal("STOP");
      try {
        away(() -> database.ledger().commit(batch(2)));
        away(() -> Databases.open(options).close());
      } finally {
        server.signal("CONT");
      }
      commitInTheEnd(database, batch(2));
      assertEquals(List.of(), database.ledger().check());
    }
  }

  @Test
  void aLockThatIsNotLetGoIsGivenUp() throws Exception {
    StorageOptions options = server.newDatabase();
    try (Database database = Databases.open(options);
        var other =
            java.sql.DriverManager.getConnection(
                options.url(), options.user(), options.password())) {
      other.setAutoCommit(false);
      try (var statement = other.createStatement()) {
        statement.execute("LOCK TABLE ids IN EXCLUSIVE MODE");
      }
      away(() -> database.ledger().commit(batch(1)));
      other.rollback();
      database.ledger().commit(batch(1));
    }
  }

  @Test
  void openingSaysWhatIsWrong() throws Exception {
    StorageOptions good = server.newDatabase();

    StorageException noDatabase =
        assertThrows(
            StorageException.class, () -> Databases.open(server.options("nowhere")).close());
    StorageException noPassword =
        assertThrows(
            StorageException.class,
            () -> Databases.open(new StorageOptions(good.url(), "skep", "wrong!", 1)).close());

    assertTrue(noDatabase.getMessage().contains("nowhere"), noDatabase.getMessage());
    assertTrue(noPassword.getMessage().contains("password"), noPassword.getMessage());
    assertFalse(noPassword.getMessage().contains("wrong!"), noPassword.getMessage());
    assertThrows(
        StorageException.class,
        () -> {
          try (Database database = Databases.open(good)) {
            database.backup(java.nio.file.Path.of("never"));
          }
        });
  }

  @Test
  void aServerThatIsNotThereIsSaidToBeAway() throws Exception {
    away(
        () ->
            Databases.open(new StorageOptions("jdbc:postgresql://127.0.0.1:1/skep", "a", "b", 1))
                .close());
  }
}
