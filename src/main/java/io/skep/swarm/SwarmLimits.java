package io.skep.swarm;

/**
 * What bounds the swarms.
 *
 * @param maxPeers how many peers and swarms together are held, at least 64; an eighth of it is for
 *     newcomers
 * @param maxPeersPerSwarm how many peers one swarm takes in, at least 1
 * @param interval after how many seconds a client announces again
 * @param ttl after how many seconds of silence a peer is forgotten, at most 32,767
 * @param retention for how many seconds the completions of an empty swarm are remembered
 * @param accounting whether what peers say of themselves is kept
 */
public record SwarmLimits(
    long maxPeers,
    int maxPeersPerSwarm,
    int interval,
    int ttl,
    long retention,
    boolean accounting) {

  /** Refuses limits under which the store can't work. */
  public SwarmLimits {
    if (maxPeers < 64 || maxPeersPerSwarm < 1) {
      throw new IllegalArgumentException("room for 64 peers at least, and 1 in a swarm");
    }
    if (ttl < 1 || ttl > RowLayout.MAX_TTL) {
      throw new IllegalArgumentException(
          "a silent peer is kept for 1 to " + RowLayout.MAX_TTL + " s, not " + ttl);
    }
  }
}
