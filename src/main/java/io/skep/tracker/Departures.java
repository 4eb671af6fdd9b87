package io.skep.tracker;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.swarm.SwarmStore;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Takes clients out of swarms at addresses where they are no more.
 *
 * <p>A swarm knows addresses, and can't tell that two of them are one client. Who knows clients
 * says so here, else one client could fill a swarm with addresses. Called on event loops.
 */
@FunctionalInterface
public interface Departures {
  /** Takes nobody out. */
  Departures NONE = (torrent, request, address, now) -> {};

  /**
   * Takes a client out of all swarms of a torrent at one address.
   *
   * @param request the announce that shows that the client is there no more
   * @param address where it was
   * @param now seconds since the epoch
   */
  void left(long torrent, AnnounceRequest request, PeerAddress address, long now);

  /**
   * Those of these swarms.
   *
   * @param infoHashes a torrent's info-hashes by its id; none where it is not known
   */
  static Departures from(SwarmStore swarms, LongFunction<List<InfoHash>> infoHashes) {
    return (torrent, request, address, now) -> {
      for (InfoHash infoHash : infoHashes.apply(torrent)) {
        swarms.announce(request.leaving(infoHash, address), 0, now);
      }
    };
  }
}
