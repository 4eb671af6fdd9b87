package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.Event;
import io.skep.bittorrent.SwarmCounts;
import io.skep.storage.Balance;
import io.skep.storage.LedgerBatch;
import io.skep.storage.SessionRow;
import io.skep.storage.StorageException;
import io.skep.tracker.Admitted;
import io.skep.tracker.Departures;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many event loops announce for the same sessions at once. */
class LedgerThreadsTest {
  private static final int THREADS = 8;
  private static final int USERS = 3;
  private static final int CLIENTS = 4;
  private static final int ANNOUNCES = 4000;
  private static final long NOW = 1_000_000;

  private static final class Written implements EntrySink {
    private final ConcurrentLinkedQueue<LedgerWriter.Entry> entries = new ConcurrentLinkedQueue<>();

    @Override
    public boolean hasRoom() {
      return true;
    }

    @Override
    public boolean isStorageUp() {
      return true;
    }

    @Override
    public void write(LedgerWriter.Entry entry) {
      entries.add(entry);
    }

    @Override
    public Future<Void> writeDurably(LedgerWriter.Entry entry) {
      entries.add(entry);
      return Future.succeededFuture();
    }
  }

  @Test
  void theSumIsExact() throws Exception {
    MemoryLedgerStore store = new MemoryLedgerStore();
    Written written = new Written();
    Ledger ledger = open(store, written);
    CyclicBarrier start = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<java.util.concurrent.Future<?>> runs = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      runs.add(
          threads.submit(
              () -> {
                start.await();
                announceAll(ledger);
                return null;
              }));
    }
    for (java.util.concurrent.Future<?> run : runs) {
      run.get(60, TimeUnit.SECONDS);
    }
    threads.shutdown();

    for (long user = 1; user <= USERS; user++) {
      assertEquals(
          new Balance(
              CLIENTS * ANNOUNCES,
              CLIENTS * 2L * ANNOUNCES,
              CLIENTS * ANNOUNCES,
              CLIENTS * 2L * ANNOUNCES),
          ledger.balance(user));
      assertEquals(CLIENTS, ledger.sessions(user, 0, NOW).size());
    }
    assertEquals(
        (long) USERS * CLIENTS * ANNOUNCES,
        ledger.books(1).balance().uploaded() + ledger.books(2).balance().uploaded());
    assertTrue(ledger.counts().late() > 0, "threads overtook each other");
    assertWrittenInOrder(written, store);
    Ledger again = open(store, new Written());
    for (long user = 1; user <= USERS; user++) {
      assertEquals(ledger.balance(user), again.balance(user));
    }
  }

  private static Ledger open(MemoryLedgerStore store, EntrySink sink) throws StorageException {
    return Ledger.open(
        store,
        new MemoryMultiplierStore(),
        sink,
        CheatRules.NONE,
        new HitAndRuns(store, HitAndRunRules.NONE, torrent -> true, torrent -> -1),
        LedgerSetup.RULES,
        Departures.NONE,
        NOW);
  }

  /** Every thread tells all of every client's story, so most of it comes late or twice. */
  private static void announceAll(Ledger ledger) {
    for (int i = 1; i <= ANNOUNCES; i++) {
      for (int user = 1; user <= USERS; user++) {
        for (int number = 1; number <= CLIENTS; number++) {
          TestClient client = new TestClient(number, number, number);
          ledger.announced(
              new Admitted(user, 1 + number % 2, ""),
              client.says(Event.NONE, i, 2L * i, 5),
              SwarmCounts.EMPTY,
              NOW);
          if (i % 64 == 0) {
            ledger.otherDownloads(user, 1, NOW);
            ledger.balance(user);
          }
        }
      }
    }
  }

  private static void assertWrittenInOrder(Written written, MemoryLedgerStore store) {
    Map<Long, Long> last = new HashMap<>();
    int batches = 0;
    for (LedgerWriter.Entry entry : written.entries) {
      SessionRow session = entry.session();
      assertTrue(session != null && entry.standing() != null, "a session's entry is whole");
      Long before = last.put(session.id(), session.uploaded());
      assertTrue(before == null || before <= session.uploaded(), "in the order of the counters");
      store.commit(
          new LedgerBatch(
              "batch " + batches++,
              NOW,
              List.of(session),
              entry.line() == null ? List.of() : List.of(entry.line()),
              List.of()));
    }
  }
}
