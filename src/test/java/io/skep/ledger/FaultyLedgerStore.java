package io.skep.ledger;

import io.skep.storage.Balance;
import io.skep.storage.CreditLine;
import io.skep.storage.DaySum;
import io.skep.storage.Discrepancy;
import io.skep.storage.JournalEntry;
import io.skep.storage.LedgerBatch;
import io.skep.storage.LedgerStore;
import io.skep.storage.SessionRow;
import io.skep.storage.Standing;
import io.skep.storage.StorageException;
import io.skep.storage.StorageUnavailableException;
import io.skep.storage.TorrentBooks;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Books whose commits go wrong as a test wants it; all else goes through. */
final class FaultyLedgerStore implements LedgerStore {
  /** What goes wrong with a commit. */
  enum Fault {
    /** Nothing. */
    NONE,
    /** The connection is lost before the commit. */
    AWAY_BEFORE,
    /** The connection is lost after the commit, before its answer. */
    AWAY_AFTER,
    /** The database refuses what is in the batch. */
    REFUSED,
    /** A fault of ours before the commit. */
    BUG_BEFORE,
    /** A fault of ours after it. */
    BUG_AFTER,
    /** It takes no end until {@link #release}, and is then committed. */
    HANGS
  }

  private final LedgerStore store;
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch hanging = new CountDownLatch(1);
  private volatile Function<LedgerBatch, Fault> faults = batch -> Fault.NONE;

  FaultyLedgerStore(LedgerStore store) {
    this.store = store;
  }

  /** What will go wrong; asked on the thread that commits. */
  void setFaults(Function<LedgerBatch, Fault> faults) {
    this.faults = faults;
  }

  /** The same for every commit. */
  void setFault(Fault fault) {
    this.faults = batch -> fault;
  }

  /** Comes back once a commit hangs. */
  void awaitHanging() throws InterruptedException {
    if (!hanging.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("no commit hangs");
    }
  }

  /** Lets those go on that hang. */
  void release() {
    released.countDown();
  }

  @Override
  public void commit(LedgerBatch batch) throws StorageException {
    switch (faults.apply(batch)) {
      case NONE -> store.commit(batch);
      case AWAY_BEFORE -> throw new StorageUnavailableException("away before", null);
      case AWAY_AFTER -> {
        store.commit(batch);
        throw new StorageUnavailableException("away after", null);
      }
      case REFUSED -> throw new StorageException("refused", null);
      case BUG_BEFORE -> throw new IllegalStateException("bug before");
      case BUG_AFTER -> {
        store.commit(batch);
        throw new IllegalStateException("bug after");
      }
      case HANGS -> {
        hanging.countDown();
        awaitRelease();
        store.commit(batch);
      }
    }
  }

  /** As a database driver does, it doesn't heed interrupts. */
  private void awaitRelease() {
    boolean interrupted = false;
    while (true) {
      try {
        if (!released.await(60, TimeUnit.SECONDS)) {
          throw new AssertionError("nobody released the commit");
        }
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void forEachJournalEntry(Consumer<JournalEntry> visitor) throws StorageException {
    store.forEachJournalEntry(visitor);
  }

  @Override
  public void forEachSession(long since, Consumer<SessionRow> visitor) throws StorageException {
    store.forEachSession(since, visitor);
  }

  @Override
  public int forgetSessions(long time) throws StorageException {
    return store.forgetSessions(time);
  }

  @Override
  public long lastSessionId() throws StorageException {
    return store.lastSessionId();
  }

  @Override
  public long lastSeen() throws StorageException {
    return store.lastSeen();
  }

  @Override
  public void forEachBalance(BiConsumer<Long, Balance> visitor) throws StorageException {
    store.forEachBalance(visitor);
  }

  @Override
  public void forEachTorrent(Consumer<TorrentBooks> visitor) throws StorageException {
    store.forEachTorrent(visitor);
  }

  @Override
  public List<CreditLine> lines(LineQuery query) throws StorageException {
    return store.lines(query);
  }

  @Override
  public List<DaySum> days(long user, long from) throws StorageException {
    return store.days(user, from);
  }

  @Override
  public long countLines(LineQuery query) throws StorageException {
    return store.countLines(query);
  }

  @Override
  public List<Standing> standings(StandingQuery query) throws StorageException {
    return store.standings(query);
  }

  @Override
  public long countStandings(StandingQuery query) throws StorageException {
    return store.countStandings(query);
  }

  @Override
  public Optional<Standing> standing(long user, long torrent) throws StorageException {
    return store.standing(user, torrent);
  }

  @Override
  public void forEachCompleted(long since, Consumer<Standing> visitor) throws StorageException {
    store.forEachCompleted(since, visitor);
  }

  @Override
  public void forEachCompleted(long user, long since, Consumer<Standing> visitor)
      throws StorageException {
    store.forEachCompleted(user, since, visitor);
  }

  @Override
  public List<Discrepancy> check() throws StorageException {
    return store.check();
  }
}
