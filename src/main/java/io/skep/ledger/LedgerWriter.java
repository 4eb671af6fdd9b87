package io.skep.ledger;

import io.skep.storage.CreditLine;
import io.skep.storage.LedgerStore;
import io.skep.storage.SessionRow;
import io.skep.storage.StandingChange;
import io.skep.storage.StorageException;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ledger's entries durable, many in one transaction, on a thread of its own.
 *
 * <p>An entry for which somebody waits is committed at once where no transaction has begun within
 * {@code groupMillis}, or else with the next; where many rows wait or come it is only noted in the
 * journal then, and booked with the others. While the database is away entries are kept, those of a
 * session as one, and the same transaction is tried again under the same id: if it was committed
 * before the connection was lost, the database takes it for done. What a database that works will
 * never take is put aside in {@code ledger.rejected}, so that it doesn't stop the others. What
 * can't be written at the end is left in {@code ledger.pending} for the next start.
 *
 * <p>Safe for use by several threads.
 */
public final class LedgerWriter implements AutoCloseable {
  private static final int CLOSE_MILLIS = 15_000;
  private static final long ENTRIES_PER_SECOND = 1_000_000;
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(5);

  /**
   * What belongs together: it is committed in one transaction.
   *
   * @param session the baseline as it is now; null where the entry is of no session
   * @param line what is added to the history
   * @param standing what else has changed
   */
  public record Entry(
      @Nullable SessionRow session, @Nullable CreditLine line, @Nullable StandingChange standing) {
    int rows() {
      return (session == null ? 0 : 1) + (line == null ? 0 : 1) + (standing == null ? 0 : 1);
    }
  }

  /**
   * How the writer is doing.
   *
   * @param queued rows that wait for the database
   * @param bound how many may
   * @param noted entries of the journal that are not booked yet
   * @param waiting how many clients wait for an answer
   * @param oldestSeconds for how long the oldest row has waited
   * @param storageUp false while the database is away
   * @param commits transactions since the start
   * @param rows what they brought
   * @param failures transactions that did not succeed
   * @param rejected sessions' entries that the database will never take
   * @param lastCommitSeconds how long the last transaction took
   */
  public record Status(
      long queued,
      long bound,
      long noted,
      long waiting,
      long oldestSeconds,
      boolean storageUp,
      long commits,
      long rows,
      long failures,
      long rejected,
      double lastCommitSeconds) {}

  private final WriterQueue queue;
  private final WriterThread thread;

  private LedgerWriter(WriterQueue queue, WriterThread thread) {
    this.queue = queue;
    this.thread = thread;
  }

  /**
   * Brings what the last run could not write, or only noted, to the books, and starts; to be called
   * before anything is loaded from the books. Blocks.
   *
   * @param folder the data folder, for what can't be written
   * @param seconds the time, in seconds since the epoch
   * @throws StorageException if the database is away, or will not take what is left of the last run
   * @throws IOException if what is left of the last run can't be read
   */
  public static LedgerWriter open(
      LedgerStore store, LedgerWriterOptions options, Path folder, LongSupplier seconds)
      throws StorageException, IOException {
    Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    return open(store, options, WriterSizes.DEFAULT, folder, seconds, backoff, CLOSE_MILLIS);
  }

  static LedgerWriter open(
      LedgerStore store,
      LedgerWriterOptions options,
      WriterSizes sizes,
      Path folder,
      LongSupplier seconds,
      Backoff backoff,
      int closeMillis)
      throws StorageException, IOException {
    PendingFile file = new PendingFile(folder);
    RejectedFile rejected = new RejectedFile(folder);
    long lastEntry = Replay.run(file, store, rejected, seconds);
    // No run's ids are another's: a file may be replayed where a backup of another run was put.
    long before = Math.max(lastEntry, seconds.getAsLong() * ENTRIES_PER_SECOND);
    WriterQueue queue = new WriterQueue(options, sizes, before, seconds);
    WriterThread thread =
        new WriterThread(
            queue, new BatchCommits(store), rejected, file, seconds, backoff, closeMillis);
    thread.start();
    return new LedgerWriter(queue, thread);
  }

  /** False while so many rows wait that nothing more is to be written, and once it is closed. */
  public boolean hasRoom() {
    return queue.hasRoom();
  }

  /** False while the database is away. */
  public boolean isStorageUp() {
    return !queue.outage().isAway();
  }

  /**
   * Makes an entry durable soon; never blocks. Entries of one session must come in order. Whoever
   * writes asks {@link #hasRoom} first; what comes all the same is kept too, until it is closed.
   */
  public void write(Entry entry) {
    queue.add(entry);
  }

  /**
   * Makes an entry durable at once; never blocks.
   *
   * @return succeeded once it is committed, on the writer's thread; failed with a {@link
   *     io.skep.bittorrent.RequestException} where that takes too long, and then the entry waits on
   */
  public Future<Void> writeDurably(Entry entry) {
    return queue.addDurably(entry);
  }

  /** How it is doing. */
  public Status status() {
    return queue.status();
  }

  /** Commits what waits, or leaves it in a file for the next start. Blocks. */
  @Override
  public void close() {
    thread.close();
  }
}
