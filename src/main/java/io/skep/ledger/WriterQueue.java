package io.skep.ledger;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the database, between those who write and the one thread that commits.
 *
 * <p>One lock guards all of it; nobody is called while it is held.
 */
final class WriterQueue {
  /** A transaction takes no more by much, so that who waits for the next one needn't long. */
  static final int ROWS_OF_BATCH = 10_000;

  /** From so many on, rows are gathered for longer and lines that are alike are summed. */
  static final int MANY_ROWS = ROWS_OF_BATCH;

  private final LedgerWriterOptions options;
  private final LongSupplier seconds;
  private final StorageOutage outage = new StorageOutage();
  private final WriterTimer timer = new WriterTimer();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PendingEntries pending;
  private final InFlight inFlight = new InFlight();
  private final WriterCounts counts;
  private final int rowsDue;
  private final int rowsMany;
  private final long groupNanos;
  private final long flushNanos;
  private final long gatherNanos;
  private volatile int queued;
  private volatile boolean closed;
  private boolean abandoned;
  private long flushedUntil;
  private int waiting;

  WriterQueue(LedgerWriterOptions options, LongSupplier seconds) {
    this.options = options;
    this.seconds = seconds;
    // So many are not kept waiting: there must be room left for those that come meanwhile.
    this.rowsDue = options.maxQueued() / 2;
    this.rowsMany = Math.min(MANY_ROWS, rowsDue);
    this.pending = new PendingEntries(rowsMany);
    this.groupNanos = TimeUnit.MILLISECONDS.toNanos(options.groupMillis());
    this.flushNanos = TimeUnit.MILLISECONDS.toNanos(options.flushMillis());
    this.gatherNanos = TimeUnit.MILLISECONDS.toNanos(options.gatherMillis());
    this.counts = new WriterCounts(System.nanoTime() - groupNanos);
    this.flushedUntil = System.nanoTime();
    timer.everySecond(this::watch);
  }

  StorageOutage outage() {
    return outage;
  }

  boolean hasRoom() {
    return !closed && queued < options.maxQueued();
  }

  void add(LedgerWriter.Entry entry) {
    lock.lock();
    try {
      if (!closed) {
        add(entry, null);
      }
    } finally {
      lock.unlock();
    }
  }

  Future<Void> addDurably(LedgerWriter.Entry entry) {
    DurableWait wait = new DurableWait();
    PendingSession session = null;
    lock.lock();
    try {
      if (!closed) {
        boolean mayWait = waiting < options.maxQueued();
        session = add(entry, mayWait ? wait : null);
        session = mayWait ? session : null;
        waiting += mayWait ? 1 : 0;
      }
    } finally {
      lock.unlock();
    }
    if (session == null) {
      wait.giveUp();
    } else {
      giveUpInTime(wait, session);
    }
    return wait.future();
  }

  private PendingSession add(LedgerWriter.Entry entry, @Nullable DurableWait wait) {
    boolean first = pending.isEmpty() || (wait != null && !pending.hasUrgent());
    PendingSession session = pending.add(entry, System.nanoTime(), wait);
    queued = pending.rows() + inFlight.rows();
    if (first || pending.rows() >= rowsDue) {
      changed.signal();
    }
    return session;
  }

  private void giveUpInTime(DurableWait wait, PendingSession session) {
    Runnable tooLate =
        () -> {
          lock.lock();
          try {
            waiting -= session.remove(wait) ? 1 : 0;
          } finally {
            lock.unlock();
          }
          wait.giveUp();
        };
    timer.end(wait, tooLate, options.stopTimeoutMillis());
  }

  /** A transaction that has no end is an outage too. */
  private void watch() {
    lock.lock();
    try {
      long now = System.nanoTime();
      long limit = TimeUnit.MILLISECONDS.toNanos(options.stopTimeoutMillis());
      if (counts.isCommittingFor(limit, now)) {
        outage.begin("a transaction takes longer than " + options.stopTimeoutMillis() + " ms", now);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a batch is due and marks that it is being committed.
   *
   * @return null when there is nothing left to do
   */
  @Nullable WriteBatch next() throws InterruptedException {
    lock.lock();
    try {
      while (!abandoned) {
        if (inFlight.isEmpty() && !pending.isEmpty()) {
          long now = System.nanoTime();
          long wait = due(now) - now;
          if (wait > 0) {
            changed.awaitNanos(wait);
            continue;
          }
          inFlight.add(
              WriteBatch.of(pending.take(ROWS_OF_BATCH, flushed(now)), seconds.getAsLong()));
        }
        WriteBatch first = inFlight.first();
        if (first != null) {
          counts.begin(System.nanoTime());
          return first;
        }
        if (closed) {
          return null;
        }
        changed.await();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** When the next transaction is to begin. */
  private long due(long now) {
    if (closed || pending.rows() >= rowsDue || isFlushing()) {
      return now;
    }
    long flush = flushDue();
    if (!pending.hasUrgent()) {
      return flush;
    }
    long group = counts.began() + groupNanos;
    return group - flush < 0 ? group : flush;
  }

  /** A flush that one transaction could not hold goes on. */
  private boolean isFlushing() {
    return pending.oldest() - flushedUntil <= 0;
  }

  private long flushDue() {
    return pending.oldest() + (pending.rows() < rowsMany ? flushNanos : gatherNanos);
  }

  /**
   * Until when what began to wait is to be written now. All of it when it is time for the oldest,
   * and few rows always, for whoever else waits: a transaction costs more than they do.
   */
  private long flushed(long now) {
    boolean few = pending.rows() < rowsMany;
    if (closed || few || pending.rows() >= rowsDue || flushDue() - now <= 0) {
      flushedUntil = now;
    }
    return flushedUntil;
  }

  /** The first batch is durable; answers those who waited for it. */
  void committed() {
    List<DurableWait> waits;
    long kept;
    lock.lock();
    try {
      kept = queued;
      int before = inFlight.rows();
      waits = takeFirst();
      counts.committed(before - inFlight.rows(), System.nanoTime());
    } finally {
      lock.unlock();
    }
    outage.end(System.nanoTime(), kept);
    waits.forEach(DurableWait::succeed);
  }

  /** The first batch is to be tried again as it is. */
  void failed() {
    lock.lock();
    try {
      counts.failed(System.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  /** The first batch was refused; its halves are to be tried. */
  void divide() {
    lock.lock();
    try {
      counts.failed(System.nanoTime());
      inFlight.divide();
    } finally {
      lock.unlock();
    }
  }

  /** The first batch was put aside. */
  void rejected() {
    List<DurableWait> waits;
    lock.lock();
    try {
      counts.rejected();
      waits = takeFirst();
    } finally {
      lock.unlock();
    }
    waits.forEach(DurableWait::giveUp);
  }

  private List<DurableWait> takeFirst() {
    List<DurableWait> waits = new ArrayList<>();
    WriteBatch first = inFlight.first();
    if (first != null) {
      first.sessions().forEach(session -> waits.addAll(session.takeWaits()));
    }
    inFlight.remove();
    waiting -= waits.size();
    queued = pending.rows() + inFlight.rows();
    return waits;
  }

  /** The database has proved to be sound. */
  void sound() {
    outage.end(System.nanoTime(), queued);
  }

  /**
   * Waits so many nanoseconds, or until it is closed.
   *
   * @return false if it was closed before: then there has been a last try
   */
  boolean pause(long nanos) throws InterruptedException {
    lock.lock();
    try {
      boolean last = closed;
      long left = nanos;
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
      return !last;
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes out all that is not known to be durable; nothing is committed any more. */
  List<WriteBatch> abandon() {
    List<WriteBatch> batches;
    List<DurableWait> waits = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      abandoned = true;
      changed.signalAll();
      batches = inFlight.all();
      while (!pending.isEmpty()) {
        batches.add(
            WriteBatch.of(pending.take(ROWS_OF_BATCH, System.nanoTime()), seconds.getAsLong()));
      }
      for (WriteBatch batch : batches) {
        batch.sessions().forEach(session -> waits.addAll(session.takeWaits()));
      }
    } finally {
      lock.unlock();
    }
    timer.stop();
    waits.forEach(DurableWait::giveUp);
    return batches;
  }

  LedgerWriter.Status status() {
    lock.lock();
    try {
      long now = System.nanoTime();
      long oldest = inFlight.oldest(now);
      if (!pending.isEmpty() && pending.oldest() - oldest < 0) {
        oldest = pending.oldest();
      }
      return counts.status(
          queued,
          options.maxQueued(),
          waiting,
          TimeUnit.NANOSECONDS.toSeconds(now - oldest),
          !outage.isAway());
    } finally {
      lock.unlock();
    }
  }
}
