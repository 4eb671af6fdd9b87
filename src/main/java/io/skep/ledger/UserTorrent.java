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

  private @Nullable Session first;
  private int size;
  private boolean seeded;
  private @Nullable SeedTime seedTime;

  /**
   * The session of a client: that of its key where it sends one, else or failing that that of its
   * peer id. For a client may send a key by one way and none, or another, by the other.
   */
  @Nullable Session find(int key, PeerId peerId) {
    Session byPeerId = null;
    for (Session session = first; session != null; session = session.next) {
      if (key != 0 && session.row().key() == key) {
        return session;
      }
      if (session.row().peerId().equals(peerId) && isLater(session, byPeerId)) {
        byPeerId = session;
      }
    }
    return byPeerId;
  }

  private static boolean isLater(Session session, @Nullable Session other) {
    return other == null || session.row().lastSeen() > other.row().lastSeen();
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
          session.isLiving(since)
              || (session.row().stopped() && session.row().lastSeen() >= stoppedBefore);
      if (!kept && (oldest == null || session.row().lastSeen() < oldest.row().lastSeen())) {
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
      if (session.row().lastSeen() < time) {
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
        last = Math.max(last, session.row().lastSeen());
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
    return own != null && !own.row().stopped();
  }

  /** At how many hosts besides that of the client living sessions of others are. */
  int hostsBesides(AnnounceRequest request, long since) {
    Session own = find(request.key(), request.peerId());
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
        last = Math.max(last, session.row().lastSeen());
      }
      seedTime().coverUntil(last);
    }
  }
}
