package io.skep.bittorrent;

/**
 * What a client is answered to its announce (BEP 3, BEP 24).
 *
 * @param interval seconds until the client should announce again
 * @param minInterval seconds before which it must not
 * @param counts who is in the swarm, the caller included
 * @param peers whom it may talk to; never the caller itself
 * @param externalAddress the caller as the tracker sees it (BEP 24)
 * @param warning a sentence for the client's user, who is told of no peers for it; empty where
 *     there is none
 */
public record AnnounceResponse(
    int interval,
    int minInterval,
    SwarmCounts counts,
    PeerList peers,
    PeerAddress externalAddress,
    String warning) {
  /** An answer without a warning. */
  public AnnounceResponse(
      int interval,
      int minInterval,
      SwarmCounts counts,
      PeerList peers,
      PeerAddress externalAddress) {
    this(interval, minInterval, counts, peers, externalAddress, "");
  }
}
