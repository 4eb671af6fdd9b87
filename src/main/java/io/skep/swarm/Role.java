package io.skep.swarm;

import io.skep.bittorrent.Announcement;
import io.skep.bittorrent.Event;

/** What a peer does in a swarm. */
public enum Role {
  /** It fetches. */
  LEECHER,
  /** It has all it wants, not all there is, and gives what it has (BEP 21). */
  PARTIAL_SEED,
  /** It has everything. */
  SEEDER;

  /** The role of the peer that announces this. */
  static Role of(Announcement request) {
    if (request.isSeeder()) {
      return SEEDER;
    }
    return request.event() == Event.PAUSED ? PARTIAL_SEED : LEECHER;
  }
}
