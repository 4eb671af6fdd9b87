package io.skep.swarm;

import io.skep.bittorrent.PeerId;

/**
 * What a peer said of itself, with what only the store may know.
 *
 * @param key by which the client is known when its address changes
 * @param firstSeen when it announced first, in seconds
 */
record SnapshotAccount(
    PeerId id, int key, long uploaded, long downloaded, long left, long firstSeen) {}
