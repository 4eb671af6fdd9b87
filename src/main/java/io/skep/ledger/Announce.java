package io.skep.ledger;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.SwarmCounts;

/**
 * One announce and where it belongs.
 *
 * @param account whose it is
 * @param torrent where
 * @param books that torrent's
 * @param restricted whether the client is told of no peers
 * @param counts who is in the swarm
 * @param now seconds since the epoch
 */
record Announce(
    Account account,
    long torrent,
    TorrentAccount books,
    AnnounceRequest request,
    boolean restricted,
    SwarmCounts counts,
    long now) {
  boolean says(Event event) {
    return request.event() == event;
  }

  /** True if the client says that its download has become complete, and it is. */
  boolean saysComplete() {
    return says(Event.COMPLETED) && request.isSeeder();
  }
}
