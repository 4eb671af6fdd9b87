package io.skep.ledger;

/**
 * From when on the tracker can know who was in a swarm.
 *
 * @param heardLast when it had heard its last announce before it began, in seconds; 0 for never
 * @param startedAt when the tracker began to hear announces, in seconds
 * @param reachSeconds for how long a peer may go without an announce and still be there: the
 *     interval and its grace
 */
record TrackerUptime(long heardLast, long startedAt, long reachSeconds) {
  /** One that has never heard an announce before. */
  TrackerUptime(long startedAt, long reachSeconds) {
    this(0, startedAt, reachSeconds);
  }

  /** True if whoever was there at {@code second} has been heard of. */
  boolean covers(long second) {
    return second - reachSeconds >= startedAt;
  }

  /** For how long it was away before it began; since ever if it has not heard anybody before. */
  long awaySeconds() {
    return Math.max(0, startedAt - heardLast);
  }
}
