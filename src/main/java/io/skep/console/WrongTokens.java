package io.skep.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.skep.registry.SecondsMeter;
import io.skep.signin.Place;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many wrong tokens come from where: a network (IPv4 /24, IPv6 /48) may send {@value
 * #PER_MINUTE} a minute.
 *
 * <p>A token has 256 random bits, so this is not what keeps guessers out; it keeps them cheap. A
 * right token is let in from anywhere, or whoever guesses could lock out all behind one proxy.
 */
final class WrongTokens {
  static final int PER_MINUTE = 30;
  private static final int MAX_NETWORKS = 10_000;

  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MAX_NETWORKS)
          .expireAfterAccess(10, TimeUnit.MINUTES)
          .executor(Runnable::run)
          .build();
  private final TimeMeter clock;

  WrongTokens(LongSupplier seconds) {
    clock = new SecondsMeter(seconds);
  }

  /**
   * Takes note of a wrong token.
   *
   * @return 0, or after how many seconds another may come if there were too many
   */
  long note(String address) {
    Bucket bucket = buckets.get(Place.of(address).network(), key -> bucket());
    var probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? 0
        : Math.max(1, TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1);
  }

  /** How many networks are remembered. */
  long size() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(
            limit -> limit.capacity(PER_MINUTE).refillGreedy(PER_MINUTE, Duration.ofMinutes(1)))
        .withCustomTimePrecision(clock)
        .build();
  }
}
