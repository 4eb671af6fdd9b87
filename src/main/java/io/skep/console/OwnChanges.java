package io.skep.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.skep.registry.SecondsMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often users change one thing of their own, such as the passkey: {@value #PER_HOUR} times an
 * hour. Each change is kept in the audit log for good, and members could fill it otherwise.
 */
final class OwnChanges {
  static final int PER_HOUR = 10;
  private static final int MAX_USERS = 10_000;

  private final Cache<Long, Bucket> buckets;
  private final TimeMeter clock;
  private final String what;

  /**
   * None yet.
   *
   * @param what such as {@code new passkeys}
   */
  OwnChanges(String what, LongSupplier seconds) {
    this.what = what;
    clock = new SecondsMeter(seconds);
    buckets =
        Caffeine.newBuilder()
            .maximumSize(MAX_USERS)
            .expireAfterAccess(1, TimeUnit.HOURS)
            .ticker(clock::currentTimeNanos)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Takes note of one.
   *
   * @throws ProblemException if there were too many
   */
  void take(long user) throws ProblemException {
    var probe = buckets.get(user, key -> bucket()).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      long wait = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
      throw ProblemException.tooMany(
          wait, "too many " + what + " within an hour; wait " + wait + " s and try again");
    }
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(PER_HOUR).refillGreedy(PER_HOUR, Duration.ofHours(1)))
        .withCustomTimePrecision(clock)
        .build();
  }
}
