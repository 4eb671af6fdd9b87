package io.skep.ledger;

import io.skep.storage.CreditLine;
import io.skep.storage.SessionRow;
import io.skep.storage.StandingChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits of one session, or one entry that is of none. It goes into one transaction as a whole,
 * for a baseline and the credit up to it must not be parted.
 *
 * <p>Not safe for use by several threads; once it is in a batch nothing is added any more.
 */
final class PendingSession {
  /** Sums stay far from where they would overflow. */
  private static final long LARGEST_SUM = 1L << 60;

  /**
   * From so many lines on they are summed in any case: an honest session has one or two in the time
   * of a flush, and one that announces a byte more each time must not fill the disk.
   */
  private static final int MANY_LINES = 8;

  private long since;
  private @Nullable SessionRow session;
  // The last ones are not in lists: most sessions have no others, and each announce adds to them.
  private @Nullable CreditLine line;
  private @Nullable StandingChange standing;
  private List<CreditLine> earlierLines = List.of();
  private List<StandingChange> earlierStandings = List.of();
  private @Nullable Deque<DurableWait> waits;
  private List<Long> entries = List.of();

  /** Nothing yet, of what began to wait at {@code since}. */
  PendingSession(long since) {
    this.since = since;
  }

  private static <T> List<T> appended(List<T> list, T added) {
    List<T> longer = list.isEmpty() ? new ArrayList<>(2) : list;
    longer.add(added);
    return longer;
  }

  /** When the first of it began to wait, in the caller's nanoseconds. */
  long since() {
    return since;
  }

  @Nullable SessionRow session() {
    return session;
  }

  /** The lines of the history, the earliest first. */
  List<CreditLine> lines() {
    return with(earlierLines, line);
  }

  /** What else has changed, the earliest first. */
  List<StandingChange> standings() {
    return with(earlierStandings, standing);
  }

  private static <T> List<T> with(List<T> earlier, @Nullable T last) {
    if (last == null || earlier.isEmpty()) {
      return last == null ? List.of() : List.of(last);
    }
    List<T> all = new ArrayList<>(earlier.size() + 1);
    all.addAll(earlier);
    all.add(last);
    return all;
  }

  /** The ids of the journal's entries whose content is in this, or may be. */
  List<Long> entries() {
    return entries;
  }

  /** Whose it is, for the order of a flush; 0 where it has nothing. */
  long user() {
    CreditLine first = firstLine();
    return session != null ? session.user() : first == null ? 0 : first.user();
  }

  /** Where it is, for the order of a flush; 0 where it is in no torrent. */
  long torrent() {
    CreditLine first = firstLine();
    return session != null ? session.torrent() : first == null ? 0 : first.torrent();
  }

  private @Nullable CreditLine firstLine() {
    return earlierLines.isEmpty() ? line : earlierLines.get(0);
  }

  /** True once somebody has waited for it. */
  boolean isUrgent() {
    return waits != null;
  }

  void add(DurableWait wait) {
    if (waits == null) {
      waits = new ArrayDeque<>();
    }
    waits.add(wait);
  }

  /** Lets one go that does not wait any more; false if it was not here. */
  boolean remove(DurableWait wait) {
    // All wait equally long, so that it is the first one.
    return waits != null && waits.remove(wait);
  }

  /** Takes out who waits until it is durable. */
  List<DurableWait> takeWaits() {
    if (waits == null) {
      return List.of();
    }
    List<DurableWait> taken = List.copyOf(waits);
    waits.clear();
    return taken;
  }

  int rows() {
    return (session == null ? 0 : 1)
        + earlierLines.size()
        + (line == null ? 0 : 1)
        + earlierStandings.size()
        + (standing == null ? 0 : 1);
  }

  /**
   * Adds what came later.
   *
   * @param sumLines whether a line may be summed with the one before it where both are alike
   */
  void add(LedgerWriter.Entry entry, boolean sumLines) {
    if (entry.session() != null) {
      session = entry.session();
    }
    if (entry.line() != null) {
      add(entry.line(), sumLines);
    }
    if (entry.standing() != null) {
      add(entry.standing());
    }
  }

  /** Its content is, or may be, in these entries of the journal. */
  void setEntries(List<Long> ids) {
    entries = ids;
  }

  /** Adds what came earlier; who waits for that must have been answered. */
  void putBefore(PendingSession earlier) {
    List<CreditLine> laterLines = lines();
    List<StandingChange> laterStandings = standings();
    earlierLines = new ArrayList<>(earlier.earlierLines);
    line = earlier.line;
    laterLines.forEach(later -> add(later, true));
    earlierStandings = new ArrayList<>(earlier.earlierStandings);
    standing = earlier.standing;
    laterStandings.forEach(this::add);
    session = session == null ? earlier.session : session;
    entries = joined(earlier.entries, entries);
    since = earlier.since;
  }

  private static List<Long> joined(List<Long> first, List<Long> second) {
    List<Long> all = new ArrayList<>(first.size() + second.size());
    all.addAll(first);
    all.addAll(second);
    return all;
  }

  /** The same without its content: what takes its entries out of the journal, and does no more. */
  PendingSession emptied() {
    PendingSession empty = new PendingSession(since);
    empty.entries = entries;
    return empty;
  }

  private void add(CreditLine added, boolean sum) {
    CreditLine last = line;
    if (last == null) {
      line = added;
    } else if ((sum || earlierLines.size() + 1 >= MANY_LINES) && areAlike(last, added)) {
      line = sum(last, added);
    } else {
      earlierLines = appended(earlierLines, last);
      line = added;
    }
  }

  private static boolean areAlike(CreditLine a, CreditLine b) {
    boolean ofAnnounces =
        a.reason() == CreditLine.Reason.ANNOUNCE || a.reason() == CreditLine.Reason.WITHHELD;
    return ofAnnounces
        && a.reason() == b.reason()
        && a.user() == b.user()
        && a.torrent() == b.torrent()
        && a.session() == b.session()
        && a.uploadPercent() == b.uploadPercent()
        && a.downloadPercent() == b.downloadPercent()
        && a.note().equals(b.note())
        && Math.max(a.uploaded(), a.creditedUploaded()) < LARGEST_SUM
        && Math.max(b.uploaded(), b.creditedUploaded()) < LARGEST_SUM
        && Math.max(a.downloaded(), a.creditedDownloaded()) < LARGEST_SUM
        && Math.max(b.downloaded(), b.creditedDownloaded()) < LARGEST_SUM;
  }

  private static CreditLine sum(CreditLine a, CreditLine b) {
    return new CreditLine(
        b.at(),
        b.user(),
        b.torrent(),
        b.session(),
        b.reason(),
        a.uploaded() + b.uploaded(),
        a.downloaded() + b.downloaded(),
        a.creditedUploaded() + b.creditedUploaded(),
        a.creditedDownloaded() + b.creditedDownloaded(),
        b.uploadPercent(),
        b.downloadPercent(),
        b.note());
  }

  private void add(StandingChange change) {
    StandingChange last = standing;
    if (last == null) {
      standing = change;
    } else if (last.user() != change.user() || last.torrent() != change.torrent()) {
      earlierStandings = appended(earlierStandings, last);
      standing = change;
    } else if (last.completed()) {
      // Its time is that of the completion, which counts once for ever.
      earlierStandings = appended(earlierStandings, last);
      standing = withCompleted(change, false);
    } else {
      boolean again = change.completed() && hasCompleted(change);
      standing = sum(last, withCompleted(change, change.completed() && !again));
    }
  }

  private boolean hasCompleted(StandingChange change) {
    return standings().stream()
        .anyMatch(
            earlier ->
                earlier.completed()
                    && earlier.user() == change.user()
                    && earlier.torrent() == change.torrent());
  }

  private static StandingChange withCompleted(StandingChange change, boolean completed) {
    return new StandingChange(
        change.user(),
        change.torrent(),
        change.seedSeconds(),
        completed,
        change.at(),
        change.left());
  }

  private static StandingChange sum(StandingChange a, StandingChange b) {
    return new StandingChange(
        b.user(),
        b.torrent(),
        a.seedSeconds() + b.seedSeconds(),
        b.completed(),
        Math.max(a.at(), b.at()),
        b.left());
  }
}
