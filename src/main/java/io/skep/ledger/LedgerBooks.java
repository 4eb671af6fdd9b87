package io.skep.ledger;

import io.skep.storage.CreditLine;
import io.skep.storage.DaySum;
import io.skep.storage.Discrepancy;
import io.skep.storage.LedgerStore;
import io.skep.storage.Standing;
import io.skep.storage.StorageException;
import java.util.List;
import java.util.Optional;

/**
 * The books as they are kept for good: history, standings, and whether they are right.
 *
 * <p>Every method asks the database and blocks, so none is for an event loop. What the ledger has
 * not booked yet is not in it: a second's worth, or half a minute's of a busy tracker's. {@link
 * Ledger} knows all.
 */
public final class LedgerBooks {
  private final LedgerStore store;

  /** The books that are kept in this store. */
  public LedgerBooks(LedgerStore store) {
    this.store = store;
  }

  /** Lines of the credit history, by time. */
  public List<CreditLine> lines(LedgerStore.LineQuery query) throws StorageException {
    return store.lines(query);
  }

  /** How many lines there are of those asked for, offset and limit left aside. */
  public long countLines(LedgerStore.LineQuery query) throws StorageException {
    return store.countLines(query);
  }

  /** What a user's clients gave and took by day, from a second on, the oldest first. */
  public List<DaySum> days(long user, long from) throws StorageException {
    return store.days(user, from);
  }

  /** What is between users and torrents. */
  public List<Standing> standings(LedgerStore.StandingQuery query) throws StorageException {
    return store.standings(query);
  }

  /** How many there are of those asked for, offset and limit left aside. */
  public long countStandings(LedgerStore.StandingQuery query) throws StorageException {
    return store.countStandings(query);
  }

  /** What is between this user and this torrent. */
  public Optional<Standing> standing(long user, long torrent) throws StorageException {
    return store.standing(user, torrent);
  }

  /** Compares all totals with the sums of the history; an empty list if the books are right. */
  public List<Discrepancy> check() throws StorageException {
    return store.check();
  }
}
