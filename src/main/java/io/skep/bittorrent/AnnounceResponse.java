package io.skep.bittorrent;

/**
 * What a client is answered to its announce (BEP 3, BEP 24).
 *
 * @param interval seconds until the client should announce again
 * @param minInterval seconds before which it must not
 * @param counts who is in the swarm, the caller included
 * @param peers whom it may talk to; never the caller itself
 * @param externalAddress the caller as the tracker sees it (BEP 24)
 */
public record AnnounceResponse(
    int interval,
    int minInterval,
    SwarmCounts counts,
    PeerList peers,
    PeerAddress externalAddress) {}
