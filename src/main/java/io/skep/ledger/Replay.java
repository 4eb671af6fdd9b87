package io.skep.ledger;

import io.skep.storage.LedgerStore;
import io.skep.storage.StorageException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;

/** Brings to the database what the last run left in its file. */
final class Replay {
  private static final Logger LOGGER = System.getLogger(Replay.class.getName());

  private Replay() {}

  /** Replays the file, where there is one, and removes it once all of it is committed. */
  static void run(PendingFile file, LedgerStore store, RejectedFile rejected, LongSupplier seconds)
      throws StorageException, IOException {
    if (!file.exists()) {
      return;
    }
    InFlight batches = new InFlight();
    try {
      batches.addAll(file.read());
    } catch (DamagedFileException e) {
      LOGGER.log(
          Level.ERROR,
          "{0}; it was put aside as {1}, and what it held is lost but for what clients report again",
          e.getMessage(),
          file.putAside());
      return;
    }
    int rows = batches.rows();
    commit(batches, file, new BatchCommits(store), rejected, seconds);
    file.remove();
    LOGGER.log(Level.INFO, "{0} rows of the books that the last run left were brought to it", rows);
  }

  private static void commit(
      InFlight batches,
      PendingFile file,
      BatchCommits commits,
      RejectedFile rejected,
      LongSupplier seconds)
      throws StorageException {
    WriteBatch batch;
    while ((batch = batches.first()) != null) {
      switch (commits.commit(batch)) {
        case COMMITTED -> batches.remove();
        case AWAY -> throw away(file, commits);
        case REFUSED -> {
          if (batch.sessions().size() > 1) {
            batches.divide();
          } else {
            String reason = commits.reason();
            if (!commits.isStorageSound(seconds.getAsLong())) {
              throw away(file, commits);
            }
            for (PendingSession pending : batch.sessions()) {
              rejected.add(pending, reason, seconds.getAsLong());
            }
            batches.remove();
          }
        }
      }
    }
  }

  private static StorageException away(PendingFile file, BatchCommits commits) {
    return new StorageException(
        "what the last run left in "
            + file.path()
            + " can't be brought to the database: "
            + commits.reason(),
        null);
  }
}
