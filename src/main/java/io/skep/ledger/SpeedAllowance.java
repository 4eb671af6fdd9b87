package io.skep.ledger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes each user may report above a bound of speed: a leaky bucket, of which only those
 * that have something in them are kept.
 */
final class SpeedAllowance {
  /** How many users' buckets are kept at most; those not used for longest go first. */
  static final int MAX_USERS = 100_000;

  private record Bucket(long bytes, long at) {}

  private final long bytesPerSecond;
  private final long capacity;
  private final Cache<Long, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MAX_USERS).executor(Runnable::run).build();

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
    return excess <= 0 || takes(user, excess, now);
  }

  private synchronized boolean takes(long user, long excess, long now) {
    if (excess > capacity) {
      return false;
    }
    @Nullable Bucket before = buckets.getIfPresent(user);
    long bytes = excess;
    long at = now;
    if (before != null) {
      at = Math.max(now, before.at());
      bytes += Math.max(0, before.bytes() - times(bytesPerSecond, at - before.at()));
    }
    // Below 0 is above what a long can hold.
    long filled = bytes < 0 ? Long.MAX_VALUE : bytes;
    if (filled > capacity) {
      return false;
    }
    buckets.put(user, new Bucket(filled, at));
    return true;
  }

  private static long times(long bytesPerSecond, long seconds) {
    return Math.multiplyHigh(bytesPerSecond, seconds) == 0 && bytesPerSecond * seconds >= 0
        ? bytesPerSecond * seconds
        : Long.MAX_VALUE;
  }
}
