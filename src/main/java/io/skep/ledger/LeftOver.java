package io.skep.ledger;

import io.skep.storage.SessionRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the end of a run leaves for the next start: batches of which it is not known whether they
 * are in the books, as they are, and then the rest, that of a session as one.
 *
 * <p>What was noted in the journal is in it, with the ids of the entries: the transaction that
 * books it removes them, and it doesn't matter whether the last note of them all was committed.
 */
final class LeftOver {
  private final List<WriteBatch> batches = new ArrayList<>();
  private final List<DurableWait> waits = new ArrayList<>();
  private final Map<Long, PendingSession> rest = new LinkedHashMap<>();
  private long lastNameless;

  /** Adds a batch that may have been committed. */
  void add(WriteBatch batch) {
    batch.sessions().forEach(pending -> waits.addAll(pending.takeWaits()));
    batches.add(batch);
  }

  /** Adds what came later than all that was added before. */
  void addAll(Collection<PendingSession> later) {
    for (PendingSession pending : later) {
      waits.addAll(pending.takeWaits());
      SessionRow session = pending.session();
      PendingSession before = rest.put(session == null ? --lastNameless : session.id(), pending);
      if (before != null) {
        pending.putBefore(before);
      }
    }
  }

  /** Who waited for anything of it. */
  List<DurableWait> waits() {
    return waits;
  }

  /** All of it; {@code at} in seconds. */
  List<WriteBatch> batches(long at) {
    List<WriteBatch> all = new ArrayList<>(batches);
    all.addAll(WriteBatch.listOf(rest.values(), at));
    return all;
  }
}
