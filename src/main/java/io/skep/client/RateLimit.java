package io.skep.client;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.skep.protocol.PeerWire;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A bound on bytes per second, or none: a token bucket that fills evenly. */
final class RateLimit {
  /** A burst must let the longest block through that a peer may ask for. */
  private static final long MIN_BURST = PeerWire.MAX_BLOCK_LENGTH;

  /** Otherwise it is worth so much of a second. */
  private static final int BURSTS_PER_SECOND = 10;

  /** A bucket fills by one token in a nanosecond at most, and no event loop moves so much. */
  private static final long MOST = 1_000_000_000;

  private final @Nullable Bucket bucket;

  private RateLimit(@Nullable Bucket bucket) {
    this.bucket = bucket;
  }

  /**
   * A limit.
   *
   * @param bytesPerSecond at least 1; 0 for no limit
   */
  static RateLimit of(long bytesPerSecond, LongSupplier nanoTime) {
    if (bytesPerSecond == 0 || bytesPerSecond > MOST) {
      return new RateLimit(null);
    }
    long burst = Math.max(MIN_BURST, bytesPerSecond / BURSTS_PER_SECOND);
    Bucket bucket =
        Bucket.builder()
            .addLimit(
                limit ->
                    limit
                        .capacity(burst)
                        .refillGreedy(bytesPerSecond, Duration.ofSeconds(1))
                        .initialTokens(0))
            .withCustomTimePrecision(time(nanoTime))
            .build();
    return new RateLimit(bucket);
  }

  private static TimeMeter time(LongSupplier nanoTime) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return nanoTime.getAsLong();
      }

      @Override
      public boolean isWallClockBased() {
        return false;
      }
    };
  }

  /** True if there is a limit at all. */
  boolean isSet() {
    return bucket != null;
  }

  /** Takes leave to move so many bytes now; false if that has to wait. */
  boolean take(int bytes) {
    return bucket == null || bucket.tryConsume(bytes);
  }

  /** Gives back what was taken and not moved. */
  void giveBack(int bytes) {
    if (bucket != null && bytes > 0) {
      bucket.addTokens(bytes);
    }
  }

  /** In how many nanoseconds so many bytes may be moved. */
  long nanosUntil(int bytes) {
    return bucket == null ? 0 : bucket.estimateAbilityToConsume(bytes).getNanosToWaitForRefill();
  }
}
