package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.storage.PostgresServer;
import io.skep.storage.StorageOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tracker whose PostgreSQL goes away and comes back under load keeps exact books. */
@Timeout(600)
class LedgerOutageTest {
  private static final int OUTAGES = 5;
  private static final int ANNOUNCES_WHILE_AWAY = 60;

  private final Path folder;

  LedgerOutageTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void answersFromMemoryWhilePostgresqlIsAwayAndLosesNothing() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    try (PostgresServer postgresql = new PostgresServer()) {
      StorageOptions database = postgresql.newDatabase();
      LedgerProcess ledger =
          new LedgerProcess(
              folder,
              Map.of(
                  "SKEP_DATABASE_URL", database.url(),
                  "SKEP_DATABASE_USER", database.user(),
                  "SKEP_DATABASE_PASSWORD", database.password()));
      Map<String, AdminApi.Figures> expected;
      try (SkepProcess skep = ledger.serve();
          CountingSwarm swarm = new CountingSwarm(ledger.api(skep), random)) {
        AdminApi api = ledger.api(skep);
        swarm.startLoad(skep);
        for (int outage = 0; outage < OUTAGES; outage++) {
          swarm.awaitAnnounces(random.nextInt(400));
          if (random.nextBoolean()) {
            postgresql.stop();
          } else {
            postgresql.stopImmediately();
          }
          skep.await(() -> !databaseIsUp(api));
          swarm.awaitAnnounces(ANNOUNCES_WHILE_AWAY);
          postgresql.start();
          skep.await(() -> databaseIsUp(api));
        }
        swarm.stopLoad();
        swarm.finish(skep);
        expected = swarm.truth();
        assertEquals(expected, api.accounts());
        assertTrue(skep.err().contains("database"), "the log says that it was away");
        skep.signal("TERM");
        assertEquals(0, skep.exitCode(), skep.err());
      }
      // What it knew it answered from memory; another knows what the database has.
      try (SkepProcess again = ledger.serve()) {
        AdminApi api = ledger.api(again);
        assertEquals(expected, api.accounts());
        assertEquals(0, api.get("/audit/check").getInteger("total"));
      }
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  private static boolean databaseIsUp(AdminApi api) {
    try {
      return api.health().getJsonObject("parts").getBoolean("database");
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
