package io.skep.ledger;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.storage.SessionRow;
import org.jspecify.annotations.Nullable;

/**
 * One client of a user in one torrent.
 *
 * <p>Everything is done with the monitor of the user's {@link Account} held. There are millions of
 * these: it points to the very row that was given to the writer last.
 */
final class Session {
  private SessionRow row;
  private long[] addresses = SessionAddresses.NONE;
  private boolean fetching;

  /** The next one of the same user and torrent. */
  @Nullable Session next;

  /** One that the books know. */
  Session(SessionRow row) {
    this.row = row;
    this.fetching = row.left() != 0 && !row.stopped();
  }

  /** One that nobody has heard of, as it was before it began. */
  static Session fresh(long id, long user, long torrent, AnnounceRequest request, long now) {
    return new Session(
        new SessionRow(
            id, user, torrent, request.key(), request.peerId(), 0, 0, -1, now, 0, 0, now, false));
  }

  SessionRow row() {
    return row;
  }

  long[] addresses() {
    return addresses;
  }

  void seenAt(long[] newAddresses) {
    addresses = newAddresses;
  }

  /**
   * Takes a new state.
   *
   * @param restricted whether the client is told of no peers
   */
  void become(SessionRow newRow, AnnounceRequest request, boolean restricted) {
    row = newRow;
    fetching =
        newRow.left() != 0 && !newRow.stopped() && !restricted && request.event() != Event.PAUSED;
  }

  /** True if it has announced since then and has not stopped. */
  boolean isLiving(long since) {
    return !row.stopped() && row.lastSeen() >= since;
  }

  /** True if it said at its last announce that it is there to fetch, and was given peers. */
  boolean isFetching() {
    return fetching;
  }

  /** It as people see it; who was silent since then is dead. */
  SessionView view(long since) {
    return new SessionView(row, SessionAddresses.list(addresses, since), isLiving(since));
  }
}
