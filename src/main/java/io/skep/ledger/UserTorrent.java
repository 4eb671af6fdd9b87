package io.skep.ledger;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.PeerId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All sessions of one user in one torrent, the youngest first.
 *
 * <p>Everything is done with the monitor of the user's {@link Account} held.
 */
final class UserTorrent {
  /**
   * How many sessions are remembered. One more drives out that of the dead which was not seen for
   * longest, or is refused where all are living.
   */
  static final int MAX_SESSIONS = 32;

  private final long torrent;
  private @Nullable Session first;
  private int size;
  private boolean seeded;
  private boolean completed;
  private int downloadIndex = -1;
  private long fetchedAt;
  private @Nullable SeedTime seedTime;

  /** Nothing yet of a user in this torrent. */
  UserTorrent(long torrent) {
    this.torrent = torrent;
  }

  long torrent() {
    return torrent;
  }

  /**
   * The session of a client: that of its key where it sends one, else or failing that that of its
   * peer id. For a client may send a key by one way and none, or another, by the other.
   */
  @Nullable Session find(int key, PeerId peerId) {
    Session byPeerId = null;
    for (Session session = first; session != null; session = session.next) {
      if (key != 0 && session.key() == key) {
        return session;
      }
      if (session.hasPeerId(peerId) && isLater(session, byPeerId)) {
        byPeerId = session;
      }
    }
    return byPeerId;
  }

  private static boolean isLater(Session session, @Nullable Session other) {
    return other == null || session.lastSeen() > other.lastSeen();
  }

  void add(Session session) {
    session.next = first;
    first = session;
    size++;
  }

  int size() {
    return size;
  }

  /**
   * Forgets the dead that are too many, those first that were not seen for longest.
   *
   * @param max how many may stay
   * @param since who was silent since then is dead
   * @param stoppedBefore who stopped at this time or later is kept
   * @return how many were forgotten; what is left may still be too many
   */
  int trim(int max, long since, long stoppedBefore) {
    int before = size;
    while (size > max) {
      Session oldest = oldestDead(since, stoppedBefore);
      if (oldest == null) {
        break;
      }
      remove(oldest);
    }
    return before - size;
  }

  private @Nullable Session oldestDead(long since, long stoppedBefore) {
    Session oldest = null;
    for (Session session = first; session != null; session = session.next) {
      boolean kept =
          session.isLiving(since) || (session.stopped() && session.lastSeen() >= stoppedBefore);
      if (!kept && (oldest == null || session.lastSeen() < oldest.lastSeen())) {
        oldest = session;
      }
    }
    return oldest;
  }

  private void remove(Session gone) {
    if (first == gone) {
      first = gone.next;
      size--;
      return;
    }
    for (Session session = first; session != null; session = session.next) {
      if (session.next == gone) {
        session.next = gone.next;
        size--;
        return;
      }
    }
  }

  /** Forgets those that were seen last before a time, and answers how many they were. */
  int forget(long time) {
    int before = size;
    for (Session session = first; session != null; session = session.next) {
      if (session.lastSeen() < time) {
        remove(session);
      }
    }
    return before - size;
  }

  void forEach(Consumer<Session> visitor) {
    for (Session session = first; session != null; session = session.next) {
      visitor.accept(session);
    }
  }

  /** When a living session last said that it fetches; -1 where none does. */
  long lastFetched(long since) {
    long last = -1;
    for (Session session = first; session != null; session = session.next) {
      if (session.isFetching() && session.isLiving(since)) {
        last = Math.max(last, session.lastSeen());
      }
    }
    return last;
  }

  /** How many living sessions there are besides that of the client. */
  int livingBesides(AnnounceRequest request, long since) {
    Session own = find(request.key(), request.peerId());
    int living = 0;
    for (Session session = first; session != null; session = session.next) {
      if (session != own && session.isLiving(since)) {
        living++;
      }
    }
    return living;
  }

  /** True if the client's session is here and has not stopped. */
  boolean hasUnstopped(AnnounceRequest request) {
    Session own = find(request.key(), request.peerId());
    return own != null && !own.stopped();
  }

  /** At how many hosts besides that of the client living sessions of others are. */
  int hostsBesides(AnnounceRequest request, long since) {
    Session own = find(request.key(), request.peerId());
    if (size == (own == null ? 0 : 1)) {
      return 0;
    }
    Hosts hosts = new Hosts(request.address());
    for (Session session = first; session != null; session = session.next) {
      if (session != own && session.isLiving(since)) {
        hosts.add(SessionAddresses.list(session.addresses(), since));
      }
    }
    return hosts.others();
  }

  /** True if the user was seen complete here. */
  boolean hasSeeded() {
    return seeded;
  }

  /** The user has been seen complete here. */
  void noteSeeding() {
    seeded = true;
  }

  /** True if the user is known to have completed a download here, as {@link Account} knows too. */
  boolean hasCompleted() {
    return completed;
  }

  void noteCompletion() {
    completed = true;
  }

  /** True while it is among the user's {@link Downloads}. */
  boolean isDownload() {
    return downloadIndex >= 0;
  }

  int downloadIndex() {
    return downloadIndex;
  }

  void becomeDownload(int index) {
    downloadIndex = index;
  }

  void becomeNoDownload() {
    downloadIndex = -1;
  }

  /** When the user was heard of fetching it last; of no meaning where it is no download. */
  long fetchedAt() {
    return fetchedAt;
  }

  void fetchedAt(long now) {
    fetchedAt = now;
  }

  SeedTime seedTime() {
    if (seedTime == null) {
      seedTime = new SeedTime();
    }
    return seedTime;
  }

  /**
   * Takes for counted all time up to the last announce, whichever session's: how much of it was is
   * in the books, but not which seconds.
   */
  void resumeSeeding() {
    if (seeded) {
      long last = 0;
      for (Session session = first; session != null; session = session.next) {
        last = Math.max(last, session.lastSeen());
      }
      seedTime().coverUntil(last);
    }
  }
}
