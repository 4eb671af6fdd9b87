package io.skep.ledger;

import io.skep.storage.SessionRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way into the books: what the journal holds until the next flush, and what of a
 * flush is still to be written.
 *
 * <p>A flush goes through the users one after the other, since rows beside each other change fewer
 * pages of the database. What is noted of a session stands apart from what came later until both
 * are booked together: only so does each of the journal's entries say what no other says.
 *
 * <p>Times are nanoseconds of the caller's. For one thread at a time.
 */
final class Bookings {
  private static final Comparator<PendingSession> BY_USER =
      Comparator.comparingLong(PendingSession::user).thenComparingLong(PendingSession::torrent);

  private final Map<Long, PendingSession> noted = new HashMap<>();
  private final Map<Long, PendingSession> due = new HashMap<>();
  private List<PendingSession> order = List.of();
  private int next;
  private long lastEntry;
  private int notedRows;
  private int notedEntries;
  private int dueRows;
  private long notedSince;

  /** Nothing yet; ids of the journal's entries begin after {@code lastEntry}. */
  Bookings(long lastEntry) {
    this.lastEntry = lastEntry;
  }

  /** True while a flush is not at its end. */
  boolean isFlushing() {
    return !order.isEmpty();
  }

  /** How many rows the journal stands for. */
  int notedRows() {
    return notedRows;
  }

  /** How many entries the journal has: a client that stops again and again has one for each. */
  int notedEntries() {
    return notedEntries;
  }

  /** How many rows there are in all. */
  int rows() {
    return notedRows + dueRows;
  }

  /** When what is noted began to wait; there must be something. */
  long notedSince() {
    return notedSince;
  }

  /** Begins a flush of all that is noted and of what has waited. */
  void begin(Collection<PendingSession> waited, long now) {
    List<PendingSession> all = new ArrayList<>(waited);
    for (PendingSession pending : waited) {
      SessionRow session = pending.session();
      if (session != null) {
        due.put(session.id(), pending);
      }
      dueRows += pending.rows();
    }
    noted.forEach(
        (id, pending) -> {
          if (!due.containsKey(id)) {
            all.add(pending);
          }
        });
    all.sort(BY_USER);
    order = all;
    next = 0;
    notedSince = now;
  }

  /** Takes out the next ones of a flush, until they are so many rows. */
  List<PendingSession> take(int enough) {
    List<PendingSession> taken = new ArrayList<>();
    int left = enough;
    while (left > 0 && next < order.size()) {
      PendingSession pending = take(order.get(next++));
      if (pending != null) {
        taken.add(pending);
        left -= pending.rows();
      }
    }
    if (next == order.size()) {
      order = List.of();
      next = 0;
    }
    return taken;
  }

  /** What there is of a session now; null where it was noted or booked meanwhile. */
  private @Nullable PendingSession take(PendingSession place) {
    SessionRow session = place.session();
    if (session == null) {
      dueRows -= place.rows();
      return place;
    }
    PendingSession pending = takeDue(session.id());
    PendingSession before = takeNoted(session.id());
    if (pending == null) {
      return before;
    }
    if (before != null) {
      pending.putBefore(before);
    }
    return pending;
  }

  private @Nullable PendingSession takeDue(long session) {
    PendingSession pending = due.remove(session);
    dueRows -= pending == null ? 0 : pending.rows();
    return pending;
  }

  private @Nullable PendingSession takeNoted(long session) {
    PendingSession pending = noted.remove(session);
    if (pending != null) {
      notedRows -= pending.rows();
      notedEntries -= pending.entries().size();
    }
    return pending;
  }

  /**
   * Gives sessions that somebody waits for, and what is being flushed of them, places in the
   * journal.
   */
  void note(List<PendingSession> urgent) {
    for (PendingSession pending : urgent) {
      PendingSession before = takeDue(id(pending));
      if (before != null) {
        pending.putBefore(before);
      }
      pending.setEntries(List.of(++lastEntry));
    }
  }

  /** Keeps for the next flush what is in the journal now. */
  void keep(List<PendingSession> durable, long now) {
    if (noted.isEmpty()) {
      notedSince = now;
    }
    for (PendingSession pending : durable) {
      putNotedBefore(pending);
      noted.put(id(pending), pending);
      notedRows += pending.rows();
      notedEntries += pending.entries().size();
    }
  }

  /** Takes out what is noted of a session, and puts it before what came later. */
  void putNotedBefore(PendingSession pending) {
    PendingSession before = takeNoted(id(pending));
    if (before != null) {
      pending.putBefore(before);
    }
  }

  /** Takes out all that is noted or to be flushed, that of a session as one. */
  List<PendingSession> takeAll() {
    List<PendingSession> all = order.isEmpty() ? new ArrayList<>() : take(Integer.MAX_VALUE);
    all.addAll(noted.values());
    noted.clear();
    notedRows = 0;
    notedEntries = 0;
    return all;
  }

  private static long id(PendingSession pending) {
    SessionRow session = pending.session();
    if (session == null) {
      throw new IllegalArgumentException("only what is of a session is noted");
    }
    return session.id();
  }
}
