package io.skep.ledger;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which torrents a user is fetching, with the second of the last announce that said so, the oldest
 * first. One that goes silent is dropped once somebody asks; at most as many as the user has
 * torrents with a session.
 */
final class Downloads {
  private final Map<Long, Long> lastSeen = new LinkedHashMap<>(4);

  /** The user fetches this one. */
  void put(long torrent, long now) {
    lastSeen.remove(torrent);
    lastSeen.put(torrent, now);
  }

  /** The user does not fetch this one any more. */
  void remove(long torrent) {
    lastSeen.remove(torrent);
  }

  /** How many there are besides this one of which was heard at {@code since} or later. */
  int besides(long torrent, long since) {
    Iterator<Long> oldestFirst = lastSeen.values().iterator();
    while (oldestFirst.hasNext() && oldestFirst.next() < since) {
      oldestFirst.remove();
    }
    return lastSeen.size() - (lastSeen.containsKey(torrent) ? 1 : 0);
  }

  boolean isEmpty() {
    return lastSeen.isEmpty();
  }
}
