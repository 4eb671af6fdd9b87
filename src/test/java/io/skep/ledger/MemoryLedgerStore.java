package io.skep.ledger;

import io.skep.storage.Balance;
import io.skep.storage.CreditLine;
import io.skep.storage.DaySum;
import io.skep.storage.Discrepancy;
import io.skep.storage.JournalEntry;
import io.skep.storage.LedgerBatch;
import io.skep.storage.LedgerStore;
import io.skep.storage.SessionRow;
import io.skep.storage.Standing;
import io.skep.storage.StandingChange;
import io.skep.storage.TorrentBooks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The books in plain collections, to the same sums as the real ones. */
final class MemoryLedgerStore implements LedgerStore {
  private record Pair(long user, long torrent) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      return Comparator.comparingLong(Pair::user)
          .thenComparingLong(Pair::torrent)
          .compare(this, other);
    }
  }

  private final Set<String> batches = new HashSet<>();
  private final Map<Long, SessionRow> sessions = new TreeMap<>();
  private final List<CreditLine> lines = new ArrayList<>();
  private final Map<Pair, Standing> standings = new TreeMap<>();
  private final Map<Long, JournalEntry> journal = new TreeMap<>();
  private long lastSession;

  @Override
  public synchronized void commit(LedgerBatch batch) {
    if (!batches.add(batch.id())) {
      return;
    }
    for (SessionRow session : batch.sessions()) {
      sessions.put(session.id(), session);
      lastSession = Math.max(lastSession, session.id());
    }
    for (CreditLine line : batch.lines()) {
      lines.add(line);
      if (line.torrent() != 0) {
        Standing old = standing(line.user(), line.torrent(), line.at());
        standings.put(
            new Pair(line.user(), line.torrent()),
            new Standing(
                old.user(),
                old.torrent(),
                old.balance().plus(balance(line)),
                old.seedSeconds(),
                old.completedAt(),
                old.firstSeen(),
                Math.max(old.lastSeen(), line.at()),
                old.left()));
      }
    }
    for (StandingChange change : batch.standings()) {
      Standing old = standing(change.user(), change.torrent(), change.at());
      boolean first = change.completed() && old.completedAt() == 0;
      standings.put(
          new Pair(change.user(), change.torrent()),
          new Standing(
              old.user(),
              old.torrent(),
              old.balance(),
              old.seedSeconds() + change.seedSeconds(),
              first ? change.at() : old.completedAt(),
              old.firstSeen(),
              Math.max(old.lastSeen(), change.at()),
              change.left()));
    }
    for (JournalEntry entry : batch.noted()) {
      if (journal.put(entry.id(), entry) != null) {
        throw new IllegalStateException("entry " + entry.id() + " is there");
      }
    }
    batch.booked().forEach(journal::remove);
  }

  @Override
  public synchronized void forEachJournalEntry(Consumer<JournalEntry> visitor) {
    journal.values().forEach(visitor);
  }

  private Standing standing(long user, long torrent, long at) {
    return standings.getOrDefault(
        new Pair(user, torrent), new Standing(user, torrent, Balance.ZERO, 0, 0, at, at, -1));
  }

  private static Balance balance(CreditLine line) {
    return new Balance(
        line.uploaded(), line.downloaded(), line.creditedUploaded(), line.creditedDownloaded());
  }

  @Override
  public synchronized void forEachSession(long since, Consumer<SessionRow> visitor) {
    sessions.values().stream().filter(row -> row.lastSeen() >= since).forEach(visitor);
  }

  @Override
  public synchronized int forgetSessions(long time) {
    int before = sessions.size();
    sessions.values().removeIf(row -> row.lastSeen() < time);
    return before - sessions.size();
  }

  @Override
  public synchronized long lastSessionId() {
    return lastSession;
  }

  @Override
  public synchronized long lastSeen() {
    return sessions.values().stream().mapToLong(SessionRow::lastSeen).max().orElse(0);
  }

  @Override
  public synchronized void forEachBalance(BiConsumer<Long, Balance> visitor) {
    Map<Long, Balance> balances = new TreeMap<>();
    lines.forEach(line -> balances.merge(line.user(), balance(line), Balance::plus));
    balances.forEach(visitor);
  }

  @Override
  public synchronized void forEachTorrent(Consumer<TorrentBooks> visitor) {
    Map<Long, TorrentBooks> books = new TreeMap<>();
    for (Standing standing : standings.values()) {
      books.merge(
          standing.torrent(),
          new TorrentBooks(
              standing.torrent(), standing.balance(), standing.completedAt() == 0 ? 0 : 1),
          (a, b) ->
              new TorrentBooks(
                  a.torrent(), a.balance().plus(b.balance()), a.snatches() + b.snatches()));
    }
    books.values().forEach(visitor);
  }

  @Override
  public synchronized List<CreditLine> lines(LineQuery query) {
    Comparator<CreditLine> byTime = Comparator.comparingLong(CreditLine::at);
    List<CreditLine> found = new ArrayList<>(matching(query).sorted(byTime).toList());
    if (query.newestFirst()) {
      java.util.Collections.reverse(found);
    }
    return found.stream().skip(query.offset()).limit(query.limit()).toList();
  }

  @Override
  public synchronized long countLines(LineQuery query) {
    return matching(query).count();
  }

  @Override
  public synchronized List<DaySum> days(long user, long from) {
    throw new UnsupportedOperationException("the tests of the ledger ask for no days");
  }

  private Stream<CreditLine> matching(LineQuery query) {
    return lines.stream()
        .filter(line -> query.user() == 0 || line.user() == query.user())
        .filter(line -> query.torrent() == 0 || line.torrent() == query.torrent())
        .filter(line -> line.at() >= query.from() && line.at() < query.to());
  }

  @Override
  public synchronized List<Standing> standings(StandingQuery query) {
    ToLongFunction<Standing> key =
        switch (query.sort()) {
          case LAST_SEEN -> Standing::lastSeen;
          case UPLOADED -> standing -> standing.balance().creditedUploaded();
          case DOWNLOADED -> standing -> standing.balance().creditedDownloaded();
          case SEED_SECONDS -> Standing::seedSeconds;
        };
    return matching(query)
        .sorted(Comparator.comparingLong(key).reversed())
        .skip(query.offset())
        .limit(query.limit())
        .toList();
  }

  @Override
  public synchronized long countStandings(StandingQuery query) {
    return matching(query).count();
  }

  private Stream<Standing> matching(StandingQuery query) {
    return standings.values().stream()
        .filter(standing -> query.user() == 0 || standing.user() == query.user())
        .filter(standing -> query.torrent() == 0 || standing.torrent() == query.torrent());
  }

  @Override
  public synchronized Optional<Standing> standing(long user, long torrent) {
    return Optional.ofNullable(standings.get(new Pair(user, torrent)));
  }

  @Override
  public synchronized void forEachCompleted(long since, Consumer<Standing> visitor) {
    standings.values().stream()
        .filter(standing -> standing.completedAt() != 0 && standing.completedAt() >= since)
        .forEach(visitor);
  }

  @Override
  public synchronized void forEachCompleted(long user, long since, Consumer<Standing> visitor) {
    standings.values().stream()
        .filter(standing -> standing.user() == user)
        .filter(standing -> standing.completedAt() != 0 && standing.completedAt() >= since)
        .forEach(visitor);
  }

  /** Nothing is kept twice here, so nothing can differ. */
  @Override
  public List<Discrepancy> check() {
    return List.of();
  }

  /** Every line in the order in which it was written. */
  synchronized List<CreditLine> written() {
    return List.copyOf(lines);
  }
}
