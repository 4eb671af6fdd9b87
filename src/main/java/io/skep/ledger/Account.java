package io.skep.ledger;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that the books know of one user.
 *
 * <p>Every method is called with this object's monitor held: one for all of a user's sessions,
 * since balance, slots and sessions change together, and nobody announces so often that it would be
 * felt. It holds at most {@link UserTorrent#MAX_SESSIONS} sessions for each torrent that is
 * registered, and few dead ones beyond {@link #MANY_SESSIONS}.
 */
final class Account {
  /** From how many sessions on those of the dead are not kept beyond {@link #FEW_SESSIONS}. */
  static final int MANY_SESSIONS = 65_536;

  /**
   * How many sessions of a torrent are kept for a user who has very many; the living always are.
   */
  static final int FEW_SESSIONS = 2;

  /**
   * How many sessions may begin at once: more than a seedbox has torrents, so that it may start
   * again. Then one a second, since each is a row that is kept for weeks.
   */
  static final int BEGINNINGS_AT_ONCE = 65_536;

  private final long user;
  private final Totals totals = new Totals(Totals.BOUND_OF_USER);
  private final UserTorrents torrents = new UserTorrents();
  private int sessions;
  private long beginningsPaidUntil;
  private @Nullable TorrentIds completed;
  private @Nullable Downloads downloads;

  Account(long user) {
    this.user = user;
  }

  long user() {
    return user;
  }

  Totals totals() {
    return totals;
  }

  int sessions() {
    return sessions;
  }

  /** What the user has in a torrent; null where there is nothing. */
  @Nullable UserTorrent find(long torrent) {
    return torrents.get(torrent);
  }

  /** Shows what the user has in a torrent, or in all of them where it is 0. */
  void forEachTorrent(long torrent, Consumer<UserTorrent> visitor) {
    if (torrent == 0) {
      torrents.forEach(visitor);
      return;
    }
    UserTorrent place = torrents.get(torrent);
    if (place != null) {
      visitor.accept(place);
    }
  }

  /**
   * Makes room for one more session.
   *
   * @param since who was silent since then is dead
   * @param delayedSince who stopped since then is kept, unless the user has very many sessions:
   *     what such a client sent may come again
   * @return how many were forgotten for it
   */
  int makeRoom(UserTorrent place, long since, long delayedSince) {
    long stoppedBefore = sessions < MANY_SESSIONS ? delayedSince : Long.MAX_VALUE;
    return trim(place, maxSessions() - 1, since, stoppedBefore);
  }

  /** Forgets what is too much here. */
  void trim(UserTorrent place, long since) {
    trim(place, maxSessions(), since, Long.MAX_VALUE);
  }

  /** Answers whether one more session may begin, and if so counts it. */
  boolean takeBeginning(long now) {
    long paidUntil = Math.max(now, beginningsPaidUntil) + 1;
    if (paidUntil > now + BEGINNINGS_AT_ONCE) {
      return false;
    }
    beginningsPaidUntil = paidUntil;
    return true;
  }

  private int maxSessions() {
    return sessions < MANY_SESSIONS ? UserTorrent.MAX_SESSIONS : FEW_SESSIONS;
  }

  private int trim(UserTorrent place, int max, long since, long stoppedBefore) {
    int forgotten = place.trim(max, since, stoppedBefore);
    sessions -= forgotten;
    return forgotten;
  }

  /** What the user has in a torrent, made where there is nothing. */
  UserTorrent add(long torrent) {
    UserTorrent known = torrents.get(torrent);
    if (known != null) {
      return known;
    }
    UserTorrent place = new UserTorrent(torrent);
    torrents.add(place);
    if (hasCompleted(torrent)) {
      place.noteCompletion();
    }
    return place;
  }

  void add(UserTorrent place, Session session) {
    place.add(session);
    sessions++;
  }

  /** Forgets the sessions that were seen last before a time; how many there were. */
  int forget(long time) {
    int before = sessions;
    torrents.forEach(
        place -> {
          sessions -= place.forget(time);
          if (place.size() == 0) {
            fetching(place, -1);
          }
        });
    torrents.keepIf(place -> place.size() > 0);
    return before - sessions;
  }

  boolean hasCompleted(long torrent) {
    return completed != null && completed.contains(torrent);
  }

  /** A download became complete that was not before. */
  void complete(long torrent) {
    if (completed == null) {
      completed = new TorrentIds();
    }
    completed.add(torrent);
    UserTorrent place = torrents.get(torrent);
    if (place != null) {
      place.noteCompletion();
    }
  }

  /** Takes note of when the user was heard of fetching a torrent last; -1 for not any more. */
  void fetching(UserTorrent place, long lastSeen) {
    if (lastSeen >= 0) {
      fetch(place, lastSeen);
    } else if (downloads != null && place.isDownload()) {
      downloads.remove(place);
      downloads = downloads.isEmpty() ? null : downloads;
    }
  }

  private void fetch(UserTorrent place, long lastSeen) {
    if (place.isDownload() && lastSeen >= place.fetchedAt()) {
      place.fetchedAt(lastSeen);
      return;
    }
    if (downloads == null) {
      downloads = new Downloads();
    }
    downloads.put(place, lastSeen);
  }

  int downloadsBesides(long torrent, long since) {
    if (downloads == null) {
      return 0;
    }
    int all = downloads.count(since);
    UserTorrent place = torrents.get(torrent);
    return all - (place != null && place.isDownload() ? 1 : 0);
  }
}
