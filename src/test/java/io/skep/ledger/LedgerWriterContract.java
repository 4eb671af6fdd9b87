package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.ledger.FaultyLedgerStore.Fault;
import io.skep.storage.CreditLine;
import io.skep.storage.JournalEntry;
import io.skep.storage.LedgerBatch;
import io.skep.storage.LedgerStore;
import io.skep.storage.SessionRow;
import io.skep.storage.Standing;
import io.skep.storage.StorageException;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;

/**
 * Several threads write sessions' announces while the database fails in every way, and the tracker
 * is closed and started again, or killed. In the end the history holds every byte once, in each
 * session's order; whoever was answered was answered after the commit. Of a session that the
 * database refuses the others know nothing.
 *
 * <p>A client counts for itself. After a kill the next announce is credited from the baseline that
 * the database has, as the ledger does it.
 */
abstract class LedgerWriterContract {
  private static final int THREADS = 3;
  private static final int SESSIONS = 24;
  private static final int STARTS = 4;
  private static final int ANNOUNCES = 150;

  private final Path folder;
  private final List<LogLines> logs = new ArrayList<>();
  private final AtomicLong seconds = new AtomicLong(1_000);
  private final AtomicLong written = new AtomicLong();
  private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();

  /** What a client has counted since it started: its own truth. */
  private final long[] counters = new long[SESSIONS + 1];

  /** What the ledger believes is durable or will be. */
  private final long[] baselines = new long[SESSIONS + 1];

  /** The session that the database refuses while a run lasts; 0 for none. */
  private long poisoned;

  /** Whether the last run was killed: what is durable is known once the next has begun. */
  private boolean isKilled;

  LedgerWriterContract(Path folder) {
    this.folder = folder;
    for (Class<?> type :
        List.of(StorageOutage.class, WriterThread.class, Replay.class, RejectedFile.class)) {
      logs.add(new LogLines(type));
    }
  }

  /** The books, empty at first, in which users and torrents are known. */
  abstract LedgerStore books();

  @AfterEach
  void releaseTheLog() {
    logs.forEach(LogLines::close);
  }

  /** One random course of things. */
  void everyByteCountsOnceWhateverFails(int seed) throws Exception {
    Random random = new Random(seed);
    poisoned = random.nextInt(3) == 0 ? SESSIONS : 0;
    boolean everKilled = false;
    for (int start = 0; start < STARTS; start++) {
      boolean killed = random.nextBoolean();
      FaultyLedgerStore store = new FaultyLedgerStore(books());
      run(store, random, killed);
      everKilled |= killed;
      if (killed) {
        // What the last run knew is gone; what it left behind too.
        Files.deleteIfExists(folder.resolve("ledger.pending"));
      }
      isKilled = killed;
    }
    lastAnnounces();

    assertEquals(List.of(), List.copyOf(broken));
    check();
    if (!everKilled && poisoned == 0) {
      assertEquals(written.get(), seedSeconds());
    } else {
      assertTrue(seedSeconds() <= written.get());
    }
  }

  private void run(FaultyLedgerStore store, Random random, boolean killed) throws Exception {
    LedgerWriter writer = open(store, random);
    if (isKilled) {
      load();
    }
    AtomicBoolean dead = new AtomicBoolean();
    Random faults = new Random(random.nextLong());
    int badness = random.nextInt(10);
    Fault[] last = {Fault.NONE};
    store.setFaults(
        batch -> {
          if (dead.get()) {
            return Fault.AWAY_BEFORE;
          }
          Fault fault = next(faults, badness);
          // A fault of ours that stays is the batch's own: that is another test's.
          fault = isBug(fault) && isBug(last[0]) ? Fault.NONE : fault;
          last[0] = fault;
          boolean commits = fault != Fault.AWAY_BEFORE && fault != Fault.BUG_BEFORE;
          return commits && holds(batch, poisoned) ? Fault.REFUSED : fault;
        });
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random announces = new Random(random.nextLong());
      int number = thread;
      threads.add(new Thread(() -> announce(writer, announces, number)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join(60_000);
      assertFalse(thread.isAlive());
    }
    dead.set(killed);
    writer.close();
  }

  private LedgerWriter open(FaultyLedgerStore store, Random random)
      throws StorageException, IOException {
    int maxQueued = random.nextBoolean() ? 20 : 10_000;
    LedgerWriterOptions options =
        new LedgerWriterOptions(
            maxQueued,
            random.nextInt(3),
            random.nextInt(3, 6),
            0,
            random.nextBoolean() ? 5 : 60_000);
    WriterSizes sizes = new WriterSizes(random.nextInt(1, 7), random.nextBoolean() ? 4 : 1_000);
    Backoff backoff =
        new Backoff(TimeUnit.MICROSECONDS.toNanos(100), TimeUnit.MILLISECONDS.toNanos(1));
    return LedgerWriter.open(store, options, sizes, folder, seconds::get, backoff, 30_000);
  }

  private static boolean holds(LedgerBatch batch, long session) {
    return batch.sessions().stream().anyMatch(row -> row.id() == session);
  }

  private static boolean isBug(Fault fault) {
    return fault == Fault.BUG_BEFORE || fault == Fault.BUG_AFTER;
  }

  private static Fault next(Random random, int badness) {
    if (random.nextInt(10) >= badness) {
      return Fault.NONE;
    }
    return switch (random.nextInt(4)) {
      case 0 -> Fault.AWAY_BEFORE;
      case 1 -> Fault.AWAY_AFTER;
      case 2 -> Fault.BUG_BEFORE;
      default -> Fault.BUG_AFTER;
    };
  }

  /** Each thread has sessions of its own, as the ledger's monitor keeps those of one in order. */
  private void announce(LedgerWriter writer, Random random, int thread) {
    for (int i = 0; i < ANNOUNCES; i++) {
      int session = 1 + thread + THREADS * random.nextInt(SESSIONS / THREADS);
      long counter;
      long delta;
      synchronized (counters) {
        counters[session] += random.nextInt(1_000);
        counter = counters[session];
        delta = counter - baselines[session];
      }
      if (!writer.hasRoom()) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(50));
        continue;
      }
      long queued = writer.status().queued();
      if (queued > writer.status().bound() + 3 * THREADS) {
        broken.add("the bound of " + writer.status().bound() + " is passed: " + queued);
      }
      synchronized (counters) {
        baselines[session] = counter;
      }
      LedgerWriter.Entry entry =
          Entries.announce(session, counter, delta, seconds.incrementAndGet());
      written.incrementAndGet();
      if (random.nextInt(4) == 0) {
        Future<Void> durable = writer.writeDurably(entry);
        durable.onSuccess(done -> expectDurable(session, counter));
      } else {
        writer.write(entry);
      }
    }
  }

  /** It is in the journal, or else in the books: so it is looked for in that order. */
  private void expectDurable(long session, long counter) {
    // What the books refuse has left the journal for ledger.rejected.
    if (session == poisoned) {
      return;
    }
    try {
      List<SessionRow> rows = new ArrayList<>();
      books().forEachJournalEntry(entry -> rows.add(session(entry)));
      books().forEachSession(0, rows::add);
      if (rows.stream().noneMatch(row -> row.id() == session && row.uploaded() >= counter)) {
        broken.add("session " + session + " was answered before its commit");
      }
    } catch (StorageException e) {
      broken.add(e.toString());
    }
  }

  private static SessionRow session(JournalEntry entry) {
    try {
      return Objects.requireNonNull(JournalFormat.read(entry.content()).session());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void load() throws StorageException {
    Arrays.fill(baselines, 0);
    books().forEachSession(0, row -> baselines[(int) row.id()] = row.uploaded());
  }

  private void lastAnnounces() throws Exception {
    try (LedgerWriter writer = open(new FaultyLedgerStore(books()), new Random(1))) {
      if (isKilled) {
        load();
      }
      for (int session = 1; session <= SESSIONS; session++) {
        long counter = counters[session];
        written.incrementAndGet();
        writer.write(
            Entries.announce(
                session, counter, counter - baselines[session], seconds.incrementAndGet()));
      }
    }
  }

  private void check() throws StorageException {
    long[] sums = new long[SESSIONS + 1];
    long[] latest = new long[SESSIONS + 1];
    for (CreditLine line : written(books())) {
      int session = (int) line.session();
      sums[session] += line.uploaded();
      assertTrue(line.at() > latest[session], "out of order: " + line);
      latest[session] = line.at();
      assertEquals(2 * line.uploaded(), line.creditedUploaded());
    }
    assertEquals(List.of(), books().check());
    for (int session = 1; session <= SESSIONS; session++) {
      boolean isRight =
          session == poisoned
              ? sums[session] <= counters[session]
              : sums[session] == counters[session];
      assertTrue(isRight, "of session " + session);
    }
    List<SessionRow> rows = Entries.sessions(books());
    assertEquals(SESSIONS, rows.size());
    for (SessionRow row : rows) {
      assertEquals(counters[(int) row.id()], row.uploaded());
    }
  }

  /** The lines as they were written, or as near to that as can be told. */
  List<CreditLine> written(LedgerStore store) throws StorageException {
    return Entries.lines(store);
  }

  private long seedSeconds() throws StorageException {
    return books()
        .standings(
            new LedgerStore.StandingQuery(
                0, 0, LedgerStore.StandingSort.LAST_SEEN, 0, Integer.MAX_VALUE))
        .stream()
        .mapToLong(Standing::seedSeconds)
        .sum();
  }
}
