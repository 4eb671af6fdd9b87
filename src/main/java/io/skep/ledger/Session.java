package io.skep.ledger;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.PeerId;
import io.skep.storage.SessionRow;
import org.jspecify.annotations.Nullable;

/**
 * One client of a user in one torrent.
 *
 * <p>Everything is done with the monitor of the user's {@link Account} held. There are millions of
 * these, so that each has what it knows in itself: an object that lives for weeks and points to a
 * new one after each announce is looked through by the garbage collector each time.
 */
final class Session {
  private final long id;
  private final long user;
  private final long torrent;
  private int key;
  private long peerIdHigh;
  private long peerIdMiddle;
  private int peerIdLow;
  private long uploaded;
  private long downloaded;
  private long left;
  private long startedAt;
  private long previousUploaded;
  private long previousDownloaded;
  private long lastSeen;
  private boolean stopped;
  private boolean fetching;
  private long[] addresses = SessionAddresses.NONE;

  /** The next one of the same user and torrent. */
  @Nullable Session next;

  /** One that the books know. */
  Session(SessionRow row) {
    id = row.id();
    user = row.user();
    torrent = row.torrent();
    take(row);
    fetching = left != 0 && !stopped;
  }

  /** One that nobody has heard of, as it was before it began. */
  static Session fresh(long id, long user, long torrent, AnnounceRequest request, long now) {
    return new Session(
        new SessionRow(
            id, user, torrent, request.key(), request.peerId(), 0, 0, -1, now, 0, 0, now, false));
  }

  private void take(SessionRow row) {
    key = row.key();
    peerIdHigh = row.peerId().high();
    peerIdMiddle = row.peerId().middle();
    peerIdLow = row.peerId().low();
    uploaded = row.uploaded();
    downloaded = row.downloaded();
    left = row.left();
    startedAt = row.startedAt();
    previousUploaded = row.previousUploaded();
    previousDownloaded = row.previousDownloaded();
    lastSeen = row.lastSeen();
    stopped = row.stopped();
  }

  /** All that is kept of it, as it is now. */
  SessionRow row() {
    return new SessionRow(
        id,
        user,
        torrent,
        key,
        new PeerId(peerIdHigh, peerIdMiddle, peerIdLow),
        uploaded,
        downloaded,
        left,
        startedAt,
        previousUploaded,
        previousDownloaded,
        lastSeen,
        stopped);
  }

  int key() {
    return key;
  }

  boolean hasPeerId(PeerId other) {
    return peerIdHigh == other.high() && peerIdMiddle == other.middle() && peerIdLow == other.low();
  }

  long lastSeen() {
    return lastSeen;
  }

  boolean stopped() {
    return stopped;
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
  void become(SessionRow row, AnnounceRequest request, boolean restricted) {
    take(row);
    fetching = left != 0 && !stopped && !restricted && request.event() != Event.PAUSED;
  }

  /** True if it has announced since then and has not stopped. */
  boolean isLiving(long since) {
    return !stopped && lastSeen >= since;
  }

  /** True if it said at its last announce that it is there to fetch, and was given peers. */
  boolean isFetching() {
    return fetching;
  }

  /** It as people see it; who was silent since then is dead. */
  SessionView view(long since) {
    return new SessionView(row(), SessionAddresses.list(addresses, since), isLiving(since));
  }
}
