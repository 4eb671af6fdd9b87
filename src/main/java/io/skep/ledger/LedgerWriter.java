package io.skep.ledger;

import io.skep.storage.CreditLine;
import io.skep.storage.LedgerStore;
import io.skep.storage.SessionRow;
import io.skep.storage.StandingChange;
import io.skep.storage.StorageException;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the ledger's entries durable, many in one transaction. Safe for use by several threads. */
public final class LedgerWriter implements AutoCloseable {
  /**
   * What belongs together: it is committed in one transaction.
   *
   * @param session the baseline as it is now; null where the entry is of no session
   * @param line what is added to the history
   * @param standing what else has changed
   */
  public record Entry(
      @Nullable SessionRow session,
      @Nullable CreditLine line,
      @Nullable StandingChange standing) {}

  /**
   * How the writer is doing.
   *
   * @param queued rows that wait for the database
   * @param bound how many may
   * @param waiting how many clients wait for an answer
   * @param oldestSeconds for how long the oldest row has waited
   * @param storageUp false while the database is away
   * @param commits transactions since the start
   * @param rows what they brought
   * @param failures transactions that did not succeed
   * @param rejected rows that the database will never take; they are in {@code ledger.rejected}
   * @param lastCommitSeconds how long the last transaction took
   */
  public record Status(
      long queued,
      long bound,
      long waiting,
      long oldestSeconds,
      boolean storageUp,
      long commits,
      long rows,
      long failures,
      long rejected,
      double lastCommitSeconds) {}

  private LedgerWriter() {}

  /**
   * Brings what the last run could not write to the database, and starts; to be called before
   * anything is loaded from the books. Blocks.
   *
   * @param folder the data folder, for what can't be written
   * @param seconds the time, in seconds since the epoch
   * @throws StorageException if there is something left of the last run and the database is away
   * @throws IOException if what is left of the last run can't be read
   */
  public static LedgerWriter open(
      LedgerStore store, LedgerWriterOptions options, Path folder, LongSupplier seconds)
      throws StorageException, IOException {
    throw new UnsupportedOperationException();
  }

  /** False while so many rows wait that nothing more is to be written. */
  public boolean hasRoom() {
    throw new UnsupportedOperationException();
  }

  /** False while the database is away. */
  public boolean isStorageUp() {
    throw new UnsupportedOperationException();
  }

  /** Makes an entry durable soon; never blocks. Entries of one session must come in order. */
  public void write(Entry entry) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes an entry durable at once; never blocks.
   *
   * @return succeeded once it is committed, on the writer's thread; failed with a {@link
   *     io.skep.bittorrent.RequestException} where that takes too long, and then the entry waits on
   */
  public Future<Void> writeDurably(Entry entry) {
    throw new UnsupportedOperationException();
  }

  /** How it is doing. */
  public Status status() {
    throw new UnsupportedOperationException();
  }

  /** Commits what waits, or writes it to a file for the next start. Blocks. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
