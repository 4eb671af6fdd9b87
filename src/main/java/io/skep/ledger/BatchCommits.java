package io.skep.ledger;

import io.skep.storage.LedgerBatch;
import io.skep.storage.LedgerStore;
import io.skep.storage.StorageException;
import io.skep.storage.StorageUnavailableException;
import java.util.List;
import java.util.UUID;

/** Commits batches and tells what became of them. For one thread. */
final class BatchCommits {
  /** What became of a batch. */
  enum Outcome {
    /** It is durable. */
    COMMITTED,
    /** The database is away; the batch may be durable or not, and is to be tried again as it is. */
    AWAY,
    /** The database works, and has taken nothing of this batch. */
    REFUSED
  }

  /**
   * Of a fault that was not foreseen nothing is known, so the batch is tried again as it is: one
   * that was committed is then taken for done. It is refused only once the fault has proved to be
   * the batch's own.
   */
  private static final int TRIES_AFTER_FAULT = 4;

  private final LedgerStore store;
  private String faulty = "";
  private int faults;
  private String reason = "";

  BatchCommits(LedgerStore store) {
    this.store = store;
  }

  /** Why the last one did not succeed. */
  String reason() {
    return reason;
  }

  Outcome commit(WriteBatch batch) {
    try {
      store.commit(batch.toLedgerBatch());
      return Outcome.COMMITTED;
    } catch (StorageUnavailableException e) {
      faulty = "";
      reason = String.valueOf(e.getMessage());
      return Outcome.AWAY;
    } catch (StorageException e) {
      reason = String.valueOf(e.getMessage());
      return Outcome.REFUSED;
    } catch (RuntimeException e) {
      reason = e.toString();
      faults = batch.id().equals(faulty) ? faults + 1 : 1;
      faulty = batch.id();
      return faults < TRIES_AFTER_FAULT || !isStorageSound(batch.at())
          ? Outcome.AWAY
          : Outcome.REFUSED;
    }
  }

  /** True if the database takes a transaction with nothing in it; {@code at} in seconds. */
  boolean isStorageSound(long at) {
    try {
      store.commit(
          new LedgerBatch(UUID.randomUUID().toString(), at, List.of(), List.of(), List.of()));
      return true;
    } catch (StorageException | RuntimeException e) {
      return false;
    }
  }
}
