package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.server.Waiting;
import io.skep.storage.Database;
import io.skep.storage.Databases;
import io.skep.storage.LedgerStore;
import io.skep.storage.PostgresServer;
import io.skep.storage.SessionRow;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer before PostgreSQL, also one that is really stopped and started under it. */
class LedgerWriterPostgresTest extends LedgerWriterContract {
  private static final int SESSIONS = 30;
  private static @Nullable PostgresServer running;

  private final Path folder;
  private final PostgresServer server;
  private final Database database;

  LedgerWriterPostgresTest(@TempDir Path folder) throws Exception {
    super(folder);
    this.folder = folder;
    this.server = server();
    database = Databases.open(server.newDatabase());
    KnownMembers.add(database, 10);
  }

  /** Not the one that all share: others don't expect theirs to be stopped. */
  private static PostgresServer server() {
    if (running == null) {
      running = new PostgresServer();
    }
    return running;
  }

  @AfterAll
  static void stopServer() {
    if (running != null) {
      running.close();
      running = null;
    }
  }

  @Override
  LedgerStore books() {
    return database.ledger();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  @ParameterizedTest
  @ValueSource(ints = {201, 202, 203})
  void everyByteCountsOnceWhateverFails(int seed) throws Exception {
    super.everyByteCountsOnceWhateverFails(seed);
  }

  @Test
  void nothingIsLostOrCountedTwiceWhileTheServerComesAndGoes() throws Exception {
    LedgerStore books = books();
    LedgerWriterOptions options = new LedgerWriterOptions(100_000, 5, 5, 2, 60_000);
    Backoff backoff =
        new Backoff(TimeUnit.MILLISECONDS.toNanos(2), TimeUnit.MILLISECONDS.toNanos(50));
    AtomicLongArray counters = new AtomicLongArray(SESSIONS + 1);
    AtomicLongArray answered = new AtomicLongArray(SESSIONS + 1);
    // All that is waited for is noted first.
    WriterSizes sizes = new WriterSizes(1, 1_000);
    LedgerWriter writer =
        LedgerWriter.open(books, options, sizes, folder, () -> 1_000, backoff, 60_000);
    AtomicBoolean done = new AtomicBoolean();
    Thread clients = new Thread(() -> announce(writer, counters, answered, done));
    clients.start();
    try {
      for (int i = 0; i < 3; i++) {
        long commits = writer.status().commits();
        Waiting.until("there is load", () -> writer.status().commits() > commits + 20);
        server.stopImmediately();
        Waiting.until("it is noticed", () -> !writer.isStorageUp());
        server.start();
        Waiting.until("it is back", writer::isStorageUp);
      }
    } finally {
      done.set(true);
      clients.join(60_000);
      writer.close();
    }

    List<SessionRow> rows = Entries.sessions(books);
    assertEquals(SESSIONS, rows.size());
    long all = 0;
    for (SessionRow row : rows) {
      assertEquals(counters.get((int) row.id()), row.uploaded());
      assertTrue(answered.get((int) row.id()) <= row.uploaded());
      all += row.uploaded();
    }
    assertEquals(all, Entries.uploaded(books));
    assertEquals(List.of(), books.check());
    assertEquals(0, writer.status().rejected());
  }

  private static void announce(
      LedgerWriter writer, AtomicLongArray counters, AtomicLongArray answered, AtomicBoolean done) {
    for (int i = 0; !done.get(); i++) {
      int session = 1 + i % SESSIONS;
      if (writer.hasRoom()) {
        long counter = counters.incrementAndGet(session);
        LedgerWriter.Entry entry = Entries.announce(session, counter, 1, 1_000 + i);
        if (i % 4 == 0) {
          Future<Void> durable = writer.writeDurably(entry);
          durable.onSuccess(committed -> answered.accumulateAndGet(session, counter, Math::max));
        } else {
          writer.write(entry);
        }
      }
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
    }
  }
}
