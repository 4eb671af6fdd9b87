package io.skep.client;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerId;
import java.util.List;
import java.util.function.Supplier;

/**
 * Who announces what, and to whom.
 *
 * @param tiers the trackers' URLs by tier (BEP 12)
 * @param infoHashes the swarms: two for a hybrid torrent (BEP 52), else one
 * @param peerId by what name
 * @param port where peers reach us, 1 to 65535
 * @param counters gives the counters of the moment
 */
record AnnounceSubject(
    List<List<String>> tiers,
    List<InfoHash> infoHashes,
    PeerId peerId,
    int port,
    Supplier<AnnounceCounters> counters) {}
