package io.skep.ledger;

/**
 * How many bytes each user may report above a bound of speed: a leaky bucket for each who ever did.
 *
 * <p>Safe for use by several threads; who asks for the same user at once waits for the other.
 */
final class SpeedAllowance {
  /** How full a user's is; used with its monitor held. */
  private static final class Bucket {
    private long bytes;
    private long at = Long.MIN_VALUE;
  }

  private final long bytesPerSecond;
  private final long capacity;
  // By the users' ids: those who announce are in the books, which hold them the same way.
  private final ById<Bucket> buckets = new ById<>();

  /** An allowance above so many bytes per second; 0 lets everything pass. */
  SpeedAllowance(long bytesPerSecond, long burstSeconds) {
    this.bytesPerSecond = bytesPerSecond;
    this.capacity = times(bytesPerSecond, burstSeconds);
  }

  /**
   * True if so many bytes in so many seconds may be, the user's burst included; in 0 seconds if all
   * of them are to go into the bucket.
   */
  boolean lets(long user, long bytes, long seconds, long now) {
    if (bytesPerSecond == 0) {
      return true;
    }
    long excess = bytes - times(bytesPerSecond, seconds);
    return excess <= 0 || (excess <= capacity && takes(user, excess, now));
  }

  private boolean takes(long user, long excess, long now) {
    Bucket bucket = buckets.get(user, id -> new Bucket());
    synchronized (bucket) {
      long at = Math.max(now, bucket.at);
      long left = bucket.at == Long.MIN_VALUE ? 0 : left(bucket, at);
      // Below 0 is above what a long can hold.
      long filled = excess + left < 0 ? Long.MAX_VALUE : excess + left;
      if (filled > capacity) {
        return false;
      }
      bucket.bytes = filled;
      bucket.at = at;
      return true;
    }
  }

  private long left(Bucket bucket, long at) {
    return Math.max(0, bucket.bytes - times(bytesPerSecond, at - bucket.at));
  }

  private static long times(long bytesPerSecond, long seconds) {
    return Math.multiplyHigh(bytesPerSecond, seconds) == 0 && bytesPerSecond * seconds >= 0
        ? bytesPerSecond * seconds
        : Long.MAX_VALUE;
  }
}
