package io.skep.ledger;

import io.skep.storage.JournalEntry;
import io.skep.storage.LedgerStore;
import io.skep.storage.SessionRow;
import io.skep.storage.StorageException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Brings to the books what the last run left in its file, and what it only noted. */
final class Replay {
  private static final Logger LOGGER = System.getLogger(Replay.class.getName());

  private final PendingFile file;
  private final LedgerStore store;
  private final RejectedFile rejected;
  private final LongSupplier seconds;

  private Replay(PendingFile file, LedgerStore store, RejectedFile rejected, LongSupplier seconds) {
    this.file = file;
    this.store = store;
    this.rejected = rejected;
    this.seconds = seconds;
  }

  /**
   * Replays the file, where there is one, and removes it once all of it is committed; then the
   * journal, where there still is something in it: the file holds what was noted too, together with
   * what came later, and only together may they be booked.
   *
   * @return the highest id that an entry of the journal had
   */
  static long run(PendingFile file, LedgerStore store, RejectedFile rejected, LongSupplier seconds)
      throws StorageException, IOException {
    Replay replay = new Replay(file, store, rejected, seconds);
    replay.file();
    return replay.journal();
  }

  private void file() throws StorageException, IOException {
    if (!file.exists()) {
      return;
    }
    List<WriteBatch> batches;
    try {
      batches = file.read();
    } catch (DamagedFileException e) {
      LOGGER.log(
          Level.ERROR,
          "{0}; it was put aside as {1}, and what it held is lost but for what clients report"
              + " again",
          e.getMessage(),
          file.putAside());
      return;
    }
    commit(batches, file.path().toString());
    file.remove();
  }

  private long journal() throws StorageException {
    Map<Long, PendingSession> sessions = new LinkedHashMap<>();
    long[] last = {0};
    store.forEachJournalEntry(
        entry -> {
          last[0] = entry.id();
          add(entry, sessions);
        });
    if (!sessions.isEmpty()) {
      commit(WriteBatch.listOf(sessions.values(), seconds.getAsLong()), "the journal");
    }
    return last[0];
  }

  private static void add(JournalEntry entry, Map<Long, PendingSession> sessions) {
    try {
      PendingSession pending = JournalFormat.read(entry.content());
      SessionRow session = pending.session();
      if (session == null) {
        throw new IOException("it is of no session");
      }
      pending.setEntries(List.of(entry.id()));
      PendingSession before = sessions.put(session.id(), pending);
      if (before != null) {
        pending.putBefore(before);
      }
    } catch (IOException e) {
      LOGGER.log(
          Level.ERROR,
          "Entry {0} of the table ledger_journal can''t be read ({1}), so it was left there; what"
              + " it held is lost but for what clients report again",
          String.valueOf(entry.id()),
          e.getMessage());
    }
  }

  private void commit(List<WriteBatch> left, String place) throws StorageException {
    BatchCommits commits = new BatchCommits(store);
    InFlight batches = new InFlight();
    batches.addAll(left);
    int rows = batches.rows();
    WriteBatch batch;
    while ((batch = batches.first()) != null) {
      switch (commits.commit(batch)) {
        case COMMITTED -> batches.remove();
        case AWAY -> throw away(place, commits);
        case REFUSED -> {
          if (batch.sessions().size() > 1) {
            batches.divide();
          } else {
            String reason = commits.reason();
            if (!commits.isStorageSound(seconds.getAsLong())) {
              throw away(place, commits);
            }
            rejected.add(batch, reason, seconds.getAsLong());
            batches.remove();
            if (batch.isOfJournal()) {
              batches.push(batch.emptied());
            }
          }
        }
      }
    }
    LOGGER.log(Level.INFO, "{0} rows of the books that the last run left were brought to it", rows);
  }

  private static StorageException away(String place, BatchCommits commits) {
    return new StorageException(
        "what the last run left in "
            + place
            + " can't be brought to the database: "
            + commits.reason(),
        null);
  }
}
