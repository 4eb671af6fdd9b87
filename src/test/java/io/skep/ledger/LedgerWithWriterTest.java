package io.skep.ledger;

import static io.skep.ledger.LedgerSetup.CLIENT;
import static io.skep.ledger.LedgerSetup.TORRENT;
import static io.skep.ledger.LedgerSetup.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.Event;
import io.skep.bittorrent.SwarmCounts;
import io.skep.storage.CreditLine;
import io.skep.tracker.Admitted;
import io.skep.tracker.Departures;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The books with the writer that they have in earnest. */
class LedgerWithWriterTest {
  private static final long NOW = 1_000_000;

  private static Ledger open(MemoryLedgerStore store, LedgerWriter writer) throws Exception {
    return Ledger.open(
        store,
        new MemoryMultiplierStore(),
        writer,
        CheatRules.NONE,
        new HitAndRuns(store, HitAndRunRules.NONE, torrent -> true, torrent -> -1),
        LedgerSetup.RULES,
        Departures.NONE,
        NOW);
  }

  private static Future<Void> says(Ledger ledger, Event event, long given, long taken) {
    return ledger.announced(
        new Admitted(USER, TORRENT, ""),
        CLIENT.says(event, given, taken, 5),
        SwarmCounts.EMPTY,
        NOW);
  }

  @Test
  void whatWasAnsweredIsThereAfterAStart(@TempDir Path folder) throws Exception {
    MemoryLedgerStore store = new MemoryLedgerStore();
    try (LedgerWriter writer =
        LedgerWriter.open(store, LedgerWriterOptions.DEFAULT, folder, () -> NOW)) {
      Ledger ledger = open(store, writer);
      says(ledger, Event.STARTED, 0, 0);
      says(ledger, Event.NONE, 100, 50);
      await(says(ledger, Event.STOPPED, 130, 60));
      assertEquals(2, store.written().size());
      await(ledger.correct(USER, 0, 5, 0, "a gift", CreditLine.Reason.CORRECTION, NOW));
      assertEquals(3, store.written().size());
    }
    try (LedgerWriter writer =
        LedgerWriter.open(store, LedgerWriterOptions.DEFAULT, folder, () -> NOW)) {
      Ledger ledger = open(store, writer);
      assertEquals(135, ledger.balance(USER).uploaded());
      assertEquals(130, ledger.books(TORRENT).balance().uploaded());
      assertTrue(ledger.sessions(USER, TORRENT, NOW).get(0).row().stopped());
    }
  }

  private static void await(Future<Void> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
