package io.skep.swarm;

import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import org.jspecify.annotations.Nullable;

/**
 * A member of a swarm, for a person to see.
 *
 * @param address where it is reached
 * @param role what it does
 * @param lastSeen when it announced last, in the seconds that the store is given
 * @param account what it said of itself; null where accounting is off
 */
public record Peer(PeerAddress address, Role role, long lastSeen, @Nullable Account account) {
  /**
   * What a peer said of itself in its latest announce.
   *
   * @param id its name for itself
   * @param uploaded bytes given since it started
   * @param downloaded bytes taken since it started
   * @param left bytes still to fetch
   * @param firstSeen when it announced first, in the seconds that the store is given
   */
  public record Account(PeerId id, long uploaded, long downloaded, long left, long firstSeen) {}
}
