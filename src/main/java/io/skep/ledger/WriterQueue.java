package io.skep.ledger;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
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
  private final LedgerWriterOptions options;
  private final WriterSizes sizes;
  private final LongSupplier seconds;
  private final StorageOutage outage = new StorageOutage();
  private final WriterTimer timer = new WriterTimer();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PendingEntries pending;
  private final Bookings bookings;
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
  private int waiting;

  /** True while the writer's thread is at the bookings without the lock. */
  private boolean booking;

  /** How many rows the bookings have in all, and of them how many are noted. */
  private int bookingRows;

  private int notedRows;

  /** How many entries of the journal are to be booked. */
  private int notedEntries;

  /** When the oldest of what is being flushed began to wait. */
  private long flushSince;

  private boolean justNoted;

  /** How many rows were written since the second began, and in the one before. */
  private long rowsOfSecond;

  private long rowsOfLastSecond;

  /**
   * An empty one.
   *
   * @param lastEntry after which the ids of the journal's entries begin
   */
  WriterQueue(
      LedgerWriterOptions options, WriterSizes sizes, long lastEntry, LongSupplier seconds) {
    this.options = options;
    this.sizes = sizes;
    this.seconds = seconds;
    // So many are not kept waiting: there must be room left for those that come meanwhile.
    this.rowsDue = options.maxQueued() / 2;
    this.rowsMany = Math.min(sizes.many(), rowsDue);
    this.pending = new PendingEntries(rowsMany);
    this.bookings = new Bookings(lastEntry);
    this.groupNanos = TimeUnit.MILLISECONDS.toNanos(options.groupMillis());
    this.flushNanos = TimeUnit.MILLISECONDS.toNanos(options.flushMillis());
    this.gatherNanos = TimeUnit.MILLISECONDS.toNanos(options.gatherMillis());
    this.counts = new WriterCounts(System.nanoTime() - groupNanos);
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
    rowsOfSecond += entry.rows();
    queued = rows();
    if (first || waitingRows() >= rowsDue) {
      changed.signal();
    }
    return session;
  }

  private int rows() {
    return pending.rows() + bookingRows + inFlight.rows();
  }

  /** How many rows wait for the next flush. */
  private int waitingRows() {
    return pending.rows() + notedRows;
  }

  private void countRows() {
    bookingRows = bookings.rows();
    notedRows = bookings.notedRows();
    notedEntries = bookings.notedEntries();
    queued = rows();
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

  /** A transaction that has no end is an outage too; and when less comes, it is booked at once. */
  private void watch() {
    lock.lock();
    try {
      boolean crowded = isCrowded();
      rowsOfLastSecond = rowsOfSecond;
      rowsOfSecond = 0;
      if (crowded && !isCrowded()) {
        changed.signal();
      }
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
        if (inFlight.isEmpty()) {
          fill(System.nanoTime());
        }
        WriteBatch first = inFlight.first();
        if (first != null) {
          counts.begin(System.nanoTime());
          return first;
        }
        if (hasNone()) {
          if (closed) {
            return null;
          }
          changed.await();
        } else {
          changed.awaitNanos(due(System.nanoTime()) - System.nanoTime());
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private boolean hasNone() {
    return pending.isEmpty() && bookingRows == 0;
  }

  /** Makes the batch that is due now, if one is. */
  private void fill(long now) {
    if (hasNone()) {
      return;
    }
    boolean flushing = bookings.isFlushing();
    boolean noting = mayNote(flushing);
    if (flushing || isFlushDue(now)) {
      // Who waits isn't kept until the flush is over, and the flush isn't kept up by them.
      if (noting && !justNoted) {
        note();
      } else if (flushing) {
        book(List.of(), now);
      } else {
        flush(noting, now);
      }
    } else if (due(now) - now <= 0) {
      if (noting) {
        note();
      } else {
        flush(false, now);
      }
    }
  }

  /** With few rows it is as well to book them: a transaction costs more than they do. */
  private boolean mayNote(boolean flushing) {
    return !closed && pending.hasUrgent() && (flushing || isCrowded());
  }

  /**
   * True where many rows wait, or would if those that come were not booked with each transaction
   * for which somebody waits.
   */
  private boolean isCrowded() {
    return waitingRows() >= rowsMany || rowsOfLastSecond >= rowsMany;
  }

  /** When the next transaction is to begin. */
  private long due(long now) {
    if (bookings.isFlushing() || isFlushDue(now)) {
      return now;
    }
    long flush = flushDue();
    if (!pending.hasUrgent()) {
      return flush;
    }
    long group = counts.began() + groupNanos;
    return group - flush < 0 ? group : flush;
  }

  private boolean isFlushDue(long now) {
    boolean isMuch = waitingRows() >= rowsDue || notedEntries >= rowsDue;
    return closed || isMuch || flushDue() - now <= 0;
  }

  private long flushDue() {
    return oldest() + (isCrowded() ? gatherNanos : flushNanos);
  }

  /** When the oldest of what waits for the next flush began to; there must be something. */
  private long oldest() {
    if (notedRows == 0) {
      return pending.oldest();
    }
    long noted = bookings.notedSince();
    return pending.isEmpty() ? noted : earlier(noted, pending.oldest());
  }

  private static long earlier(long one, long other) {
    return one - other < 0 ? one : other;
  }

  /** What somebody waits for becomes durable in the journal; a person's correction in the books. */
  private void note() {
    long at = seconds.getAsLong();
    List<PendingSession> sessions = pending.takeUrgentSessions();
    List<PendingSession> nameless = pending.takeUrgentNameless();
    if (!sessions.isEmpty()) {
      bookings.note(sessions);
      inFlight.add(WriteBatch.ofNote(sessions, at));
    }
    if (!nameless.isEmpty()) {
      inFlight.add(WriteBatch.of(nameless, at));
    }
    justNoted = true;
    countRows();
  }

  /** Begins a flush of all, or leaves those for the journal that somebody waits for. */
  private void flush(boolean noting, long now) {
    flushSince = oldest();
    int before = pending.rows();
    Collection<PendingSession> waited = noting ? pending.takePatient() : pending.takeAll();
    bookingRows += before - pending.rows();
    book(waited, now);
  }

  /**
   * Books the next part of a flush, which begins where anything is given. There may be much to put
   * in order, and nobody is to wait for that: the lock is let go meanwhile.
   */
  private void book(Collection<PendingSession> waited, long now) {
    booking = true;
    lock.unlock();
    List<PendingSession> part = List.of();
    try {
      if (!bookings.isFlushing()) {
        bookings.begin(waited, now);
      }
      part = bookings.take(sizes.batch());
    } finally {
      lock.lock();
      booking = false;
      changed.signalAll();
    }
    if (!part.isEmpty()) {
      inFlight.add(WriteBatch.of(part, seconds.getAsLong()));
    }
    justNoted = false;
    countRows();
  }

  /** The first batch is durable; answers those who waited for it. */
  void committed() {
    List<DurableWait> waits;
    long kept;
    lock.lock();
    try {
      kept = queued;
      WriteBatch batch = inFlight.remove();
      counts.committed(batch.note() ? 0 : batch.rows(), System.nanoTime());
      waits = takeWaits(batch);
      if (batch.note()) {
        bookings.keep(batch.sessions(), System.nanoTime());
      }
      countRows();
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

  /** The first batch was refused by the journal; it is to be booked. */
  void bookNote() {
    lock.lock();
    try {
      counts.failed(System.nanoTime());
      WriteBatch note = inFlight.remove();
      note.sessions().forEach(bookings::putNotedBefore);
      inFlight.push(note.booked());
      countRows();
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
      WriteBatch batch = inFlight.remove();
      waits = takeWaits(batch);
      if (batch.isOfJournal()) {
        inFlight.push(batch.emptied());
      }
      countRows();
    } finally {
      lock.unlock();
    }
    waits.forEach(DurableWait::giveUp);
  }

  private List<DurableWait> takeWaits(WriteBatch batch) {
    List<DurableWait> waits = new ArrayList<>();
    batch.sessions().forEach(session -> waits.addAll(session.takeWaits()));
    waiting -= waits.size();
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

  /** Takes out all that is not known to be booked; nothing is committed any more. */
  List<WriteBatch> abandon() {
    LeftOver left = new LeftOver();
    lock.lock();
    try {
      closed = true;
      abandoned = true;
      changed.signalAll();
      while (booking) {
        changed.awaitUninterruptibly();
      }
      List<WriteBatch> batches = inFlight.all();
      batches.stream().filter(batch -> !batch.note()).forEach(left::add);
      left.addAll(bookings.takeAll());
      batches.stream().filter(WriteBatch::note).forEach(note -> left.addAll(note.sessions()));
      left.addAll(pending.takeAll());
    } finally {
      lock.unlock();
    }
    timer.stop();
    left.waits().forEach(DurableWait::giveUp);
    return left.batches(seconds.getAsLong());
  }

  LedgerWriter.Status status() {
    lock.lock();
    try {
      long now = System.nanoTime();
      long oldest = inFlight.oldest(now);
      oldest = pending.isEmpty() ? oldest : earlier(oldest, pending.oldest());
      oldest = bookingRows > notedRows ? earlier(oldest, flushSince) : oldest;
      return counts.status(
          queued,
          options.maxQueued(),
          notedEntries,
          waiting,
          TimeUnit.NANOSECONDS.toSeconds(now - oldest),
          !outage.isAway());
    } finally {
      lock.unlock();
    }
  }
}
