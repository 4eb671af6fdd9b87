package io.skep.ledger;

import io.skep.storage.SessionRow;
import io.skep.storage.StandingChange;

/**
 * Takes note of what lies between a user and a torrent beside bytes: seeding, completion, fetching.
 *
 * <p>Every method is called with the account's monitor held.
 */
final class StandingNotes {
  private final long patience;

  /**
   * With nothing noted yet.
   *
   * @param patience after how many seconds without an announce a session is dead
   */
  StandingNotes(long patience) {
    this.patience = patience;
  }

  /**
   * What changes by an announce that has taken effect.
   *
   * @param known the session before
   * @param row the session now
   * @param first whether it was not known before
   */
  StandingChange note(
      Announce announce, UserTorrent place, SessionRow known, SessionRow row, boolean first) {
    long now = announce.now();
    long seconds = 0;
    boolean seeded = known.left() == 0 && !known.stopped();
    if (seeded && now > known.lastSeen() && now - known.lastSeen() <= patience) {
      seconds = place.seedTime().add(known.lastSeen(), now, now - 2 * patience);
    }
    if (row.left() == 0) {
      place.noteSeeding();
    }
    boolean finished = !first && known.left() > 0 && row.left() == 0;
    boolean completed =
        (finished || announce.saysComplete())
            && !announce.account().hasCompleted(announce.torrent());
    if (completed) {
      return complete(announce, row, seconds);
    }
    return new StandingChange(row.user(), row.torrent(), seconds, false, now, row.left());
  }

  /** The download has become complete that was not before. */
  static StandingChange complete(Announce announce, SessionRow row, long seedSeconds) {
    announce.account().complete(announce.torrent());
    announce.books().addSnatch();
    return new StandingChange(
        row.user(), row.torrent(), seedSeconds, true, announce.now(), row.left());
  }

  /** Who fetches, now that the session has changed. */
  void noteFetching(
      Announce announce, UserTorrent place, SessionRow known, SessionRow row, boolean first) {
    long now = announce.now();
    boolean fetched = !first && known.left() != 0 && !known.stopped();
    boolean fetches = row.left() != 0 && !row.stopped();
    // A magnet says that nothing is left until it knows how much there is.
    boolean took = row.downloaded() > (first ? 0 : known.downloaded());
    if (fetched || fetches || took) {
      announce.books().noteLeecher(row.user(), now);
    }
    long since = now - patience;
    announce.account().fetching(place, place.lastFetched(since));
  }
}
