package io.skep.ledger;

/**
 * How long to leave the database alone after it has failed: twice as long after each failure in a
 * row.
 */
final class Backoff {
  private final long first;
  private final long longest;
  private long next;

  /** Waits from {@code first} to {@code longest}, in nanoseconds. */
  Backoff(long first, long longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** How long to wait after one more failure. */
  long next() {
    long wait = next;
    next = Math.min(longest, 2 * next);
    return wait;
  }

  /** How long to wait at most. */
  long longest() {
    return longest;
  }

  /** After a success. */
  void reset() {
    next = first;
  }
}
