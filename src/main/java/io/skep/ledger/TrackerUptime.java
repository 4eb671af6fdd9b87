package io.skep.ledger;

/**
 * From when on the tracker can know who was in a swarm.
 *
 * @param startedAt when the tracker began to hear announces, in seconds
 * @param reachSeconds for how long a peer may go without an announce and still be there: the
 *     interval and its grace
 */
record TrackerUptime(long startedAt, long reachSeconds) {
  /** True if whoever was there at {@code second} has been heard of. */
  boolean covers(long second) {
    return second - reachSeconds >= startedAt;
  }
}
