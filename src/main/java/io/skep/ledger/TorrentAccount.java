package io.skep.ledger;

import io.skep.storage.Balance;
import io.skep.storage.TorrentBooks;

/**
 * A torrent's books, and who fetched there last. Safe for use by several threads; its monitor is
 * taken while that of an {@link Account} is held, never the other way round.
 */
final class TorrentAccount {
  private final Totals totals = new Totals(Totals.BOUND);
  private long snatches;
  private long leecher;
  private long leecherSeen;
  private long otherLeecherSeen;

  synchronized void load(TorrentBooks books) {
    totals.add(books.balance());
    snatches = books.snatches();
  }

  synchronized TorrentBooks books(long torrent) {
    return new TorrentBooks(torrent, totals.balance(), snatches);
  }

  /** Adds to its totals; false, with nothing done, if that is more than they can hold. */
  synchronized boolean takes(Balance change) {
    boolean fits = totals.canTake(change);
    if (fits) {
      totals.add(change);
    }
    return fits;
  }

  synchronized void addSnatch() {
    snatches++;
  }

  /** A user's session with bytes left to fetch was heard of. */
  synchronized void noteLeecher(long user, long now) {
    if (user != leecher && now < leecherSeen) {
      otherLeecherSeen = Math.max(otherLeecherSeen, now);
      return;
    }
    if (user != leecher) {
      otherLeecherSeen = leecherSeen;
      leecher = user;
    }
    leecherSeen = Math.max(leecherSeen, now);
  }

  /** When one of another user was heard of last; 0 for never. */
  synchronized long lastLeecherBesides(long user) {
    return user == leecher ? otherLeecherSeen : leecherSeen;
  }
}
