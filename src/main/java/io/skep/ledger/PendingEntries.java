package io.skep.ledger;

import io.skep.storage.SessionRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries that wait for the next transaction, those of one session as one. Times are
 * nanoseconds of the caller's.
 *
 * <p>Not safe for use by several threads.
 */
final class PendingEntries {
  private final int summedFrom;
  private Map<Long, PendingSession> sessions = new LinkedHashMap<>();
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

  /** Takes out the sessions that somebody waits for. */
  List<PendingSession> takeUrgentSessions() {
    return takeUrgent(key -> !isNameless(key));
  }

  /** Takes out what somebody waits for that is of no session. */
  List<PendingSession> takeUrgentNameless() {
    return takeUrgent(PendingEntries::isNameless);
  }

  private List<PendingSession> takeUrgent(LongPredicate wanted) {
    List<PendingSession> taken = new ArrayList<>();
    Iterator<Long> keys = urgent.iterator();
    while (keys.hasNext()) {
      Long key = keys.next();
      if (wanted.test(key)) {
        keys.remove();
        taken.add(remove(key));
      }
    }
    return taken;
  }

  private PendingSession remove(Long key) {
    PendingSession pending = Objects.requireNonNull(sessions.remove(key));
    rows -= pending.rows();
    return pending;
  }

  private static boolean isNameless(long key) {
    return key < 0;
  }

  /** Takes out all, in the order in which it began to wait. */
  Collection<PendingSession> takeAll() {
    Collection<PendingSession> all = sessions.values();
    sessions = new LinkedHashMap<>();
    urgent.clear();
    rows = 0;
    return all;
  }

  /** Takes out all that nobody waits for, in the order in which it began to wait. */
  Collection<PendingSession> takePatient() {
    Map<Long, PendingSession> awaited = new LinkedHashMap<>();
    int awaitedRows = 0;
    for (Long key : urgent) {
      PendingSession pending = Objects.requireNonNull(sessions.remove(key));
      awaited.put(key, pending);
      awaitedRows += pending.rows();
    }
    Collection<PendingSession> all = sessions.values();
    sessions = awaited;
    rows = awaitedRows;
    return all;
  }
}
