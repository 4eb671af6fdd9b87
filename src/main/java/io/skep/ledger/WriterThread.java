package io.skep.ledger;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.LongSupplier;

/** The thread that commits what waits, and its end. */
final class WriterThread {
  private static final Logger LOGGER = System.getLogger(WriterThread.class.getName());

  /** So many refused in a row, and none taken, speak for a fault of the database's. */
  private static final int REJECTED_IN_ROW = 100;

  private final WriterQueue queue;
  private final BatchCommits commits;
  private final RejectedFile rejectedFile;
  private final PendingFile pendingFile;
  private final LongSupplier seconds;
  private final int closeMillis;
  private final Backoff backoff;
  private final Thread thread = new Thread(this::run, "ledger-writer");
  private int rejectedInRow;
  private boolean closed;

  WriterThread(
      WriterQueue queue,
      BatchCommits commits,
      RejectedFile rejectedFile,
      PendingFile pendingFile,
      LongSupplier seconds,
      Backoff backoff,
      int closeMillis) {
    this.queue = queue;
    this.commits = commits;
    this.rejectedFile = rejectedFile;
    this.pendingFile = pendingFile;
    this.seconds = seconds;
    this.backoff = backoff;
    this.closeMillis = closeMillis;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      WriteBatch batch = queue.next();
      while (batch != null && commit(batch)) {
        batch = queue.next();
      }
    } catch (InterruptedException e) {
      // Whoever closes writes what is left to the file.
      queue.close();
    }
  }

  /** False if the database is away and there is no more time to wait for it. */
  private boolean commit(WriteBatch batch) throws InterruptedException {
    switch (commits.commit(batch)) {
      case COMMITTED -> {
        queue.committed();
        backoff.reset();
        rejectedInRow = 0;
        return true;
      }
      case AWAY -> {
        queue.failed();
        return pause(commits.reason(), backoff.next());
      }
      case REFUSED -> {
        if (batch.note()) {
          queue.bookNote();
          return true;
        }
        if (batch.sessions().size() > 1) {
          queue.divide();
          return true;
        }
        queue.failed();
        return reject(batch, commits.reason());
      }
    }
    throw new IllegalStateException("no such outcome");
  }

  /** The one entry that was refused goes aside, if others have a better fate. */
  private boolean reject(WriteBatch batch, String reason) throws InterruptedException {
    if (!commits.isStorageSound(seconds.getAsLong())) {
      return pause(reason, backoff.next());
    }
    if (rejectedInRow < REJECTED_IN_ROW) {
      queue.sound();
    } else if (!pause("it refuses one entry after the other: " + reason, backoff.longest())) {
      return false;
    }
    rejectedInRow++;
    rejectedFile.add(batch, reason, seconds.getAsLong());
    queue.rejected();
    return true;
  }

  private boolean pause(String reason, long nanos) throws InterruptedException {
    queue.outage().begin(reason, System.nanoTime());
    return queue.pause(nanos);
  }

  /** Commits what waits, for a while, and leaves the rest in the file. */
  synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    queue.close();
    try {
      thread.join(closeMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<WriteBatch> left = queue.abandon();
    thread.interrupt();
    if (!left.isEmpty()) {
      keep(left);
    }
  }

  private void keep(List<WriteBatch> left) {
    int rows = left.stream().mapToInt(WriteBatch::rows).sum();
    try {
      pendingFile.write(left);
      LOGGER.log(
          Level.WARNING,
          "{0} rows of the books are kept in {1} for the next start",
          rows,
          pendingFile.path());
    } catch (IOException e) {
      LOGGER.log(
          Level.ERROR,
          "{0} rows of the books could be written neither to the database nor to {1}, and are lost"
              + " but for what clients report again: {2}",
          rows,
          pendingFile.path(),
          e);
    }
  }
}
