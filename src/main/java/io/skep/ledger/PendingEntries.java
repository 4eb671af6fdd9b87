package io.skep.ledger;

import io.skep.storage.SessionRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries that wait for the next transaction, those of one session as one. Times are
 * nanoseconds of the caller's.
 *
 * <p>Not safe for use by several threads.
 */
final class PendingEntries {
  private final int summedFrom;
  private final Map<Long, PendingSession> sessions = new LinkedHashMap<>();
  private final Deque<Long> urgent = new ArrayDeque<>();
  private long lastNameless;
  private int rows;

  /**
   * None yet.
   *
   * @param summedFrom from how many rows on lines that are alike are summed
   */
  PendingEntries(int summedFrom) {
    this.summedFrom = summedFrom;
  }

  /**
   * Adds an entry that came at {@code now}, and for which somebody waits or nobody does.
   *
   * @return what it went into
   */
  PendingSession add(LedgerWriter.Entry entry, long now, @Nullable DurableWait wait) {
    SessionRow session = entry.session();
    // Nothing is joined to what is of no session.
    Long key = session == null ? --lastNameless : session.id();
    PendingSession pending = sessions.computeIfAbsent(key, absent -> new PendingSession(now));
    int before = pending.rows();
    pending.add(entry, rows >= summedFrom);
    rows += pending.rows() - before;
    if (wait != null) {
      if (!pending.isUrgent()) {
        urgent.add(key);
      }
      pending.add(wait);
    }
    return pending;
  }

  boolean isEmpty() {
    return sessions.isEmpty();
  }

  int rows() {
    return rows;
  }

  boolean hasUrgent() {
    return !urgent.isEmpty();
  }

  /** When the oldest began to wait; there must be one. */
  long oldest() {
    return sessions.values().iterator().next().since();
  }

  /**
   * Takes out those that somebody waits for, and then the oldest of those that began to wait at
   * {@code until} or before, until they are so many rows.
   */
  List<PendingSession> take(int enough, long until) {
    List<PendingSession> taken = new ArrayList<>();
    int left = enough;
    while (left > 0 && !urgent.isEmpty()) {
      PendingSession pending = sessions.remove(urgent.remove());
      if (pending != null) {
        taken.add(pending);
        left -= pending.rows();
      }
    }
    Iterator<PendingSession> oldest = sessions.values().iterator();
    while (left > 0 && oldest.hasNext()) {
      PendingSession pending = oldest.next();
      if (pending.since() - until > 0) {
        break;
      }
      oldest.remove();
      taken.add(pending);
      left -= pending.rows();
    }
    for (PendingSession pending : taken) {
      rows -= pending.rows();
    }
    return taken;
  }
}
