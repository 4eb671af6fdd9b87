package io.skep.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.skep.bittorrent.PeerAddress;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Limits the guessing of passkeys, by where the guesses come from: an IPv4 /24 or an IPv6 /48.
 *
 * <p>A place may send so many wrong passkeys a minute; those beyond it are told to come later. The
 * right passkey of another user of that place is let in all the same, or else one person could shut
 * out a whole university. That gives no guesses away where passkeys are long: of those that we
 * make, 2^160, and of those made for a torrent, 2^88 in the tag alone, nobody finds one at any
 * speed.
 *
 * <p>Imported passkeys may be short: one of 8 characters is among 2^48, and of a million users one
 * would be found soon by somebody who is let try at full speed. So a <em>short</em> passkey, of
 * less than 20 characters, is let in from a place that is over its limit only if its user was let
 * in from there within the last day; else it is answered just as a wrong one is. The same holds
 * everywhere while all places together are over a hundred times the limit of one, so that thousands
 * of places don't help either: a limit of 20 a minute for one makes 2,000 for all, and three months
 * until the first hit in the case above. Whoever has short passkeys should have them rotated.
 *
 * <p>All tables are bounded; a place that is pushed out begins anew.
 */
public final class PasskeyGuesses {
  /** How many wrong passkeys a minute a place may send unless told otherwise. */
  public static final int DEFAULT_PER_MINUTE = 20;

  private static final int MAX_PLACES = 65_536;
  private static final int SHORT = 20;
  private static final int PLACES_IN_ALL = 100;
  private static final Duration KNOWN_FOR = Duration.ofDays(1);

  private final int perMinute;
  private final TimeMeter time;
  private final Cache<Long, Bucket> places;
  private final Bucket everywhere;
  private final Cache<UserAndPlace, Boolean> familiar;
  private final LongAdder wrong = new LongAdder();
  private final LongAdder refused = new LongAdder();

  private record UserAndPlace(long user, long place) {}

  /**
   * Limits to so many a minute from each place.
   *
   * @param perMinute at least 1; as many may come at once
   * @param seconds a time that never runs backwards
   */
  public PasskeyGuesses(int perMinute, LongSupplier seconds) {
    if (perMinute < 1) {
      throw new IllegalArgumentException("at least 1 wrong passkey a minute: " + perMinute);
    }
    this.perMinute = perMinute;
    time = new SecondsMeter(seconds);
    // A bucket is full again after a minute, and then as good as a new one.
    places = bounded(Duration.ofMinutes(2)).build();
    familiar = bounded(KNOWN_FOR).build();
    everywhere = bucket((long) PLACES_IN_ALL * perMinute);
  }

  private Caffeine<Object, Object> bounded(Duration kept) {
    return Caffeine.newBuilder()
        .maximumSize(MAX_PLACES)
        .expireAfterAccess(kept)
        .ticker(time::currentTimeNanos);
  }

  private Bucket bucket(long tokens) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(tokens).refillGreedy(tokens, Duration.ofMinutes(1)))
        .withCustomTimePrecision(time)
        .build();
  }

  /** Takes note of a wrong passkey; false if there were too many from there. */
  boolean takeWrong(PeerAddress from) {
    wrong.increment();
    everywhere.tryConsume(1);
    boolean within = places.get(place(from), place -> bucket(perMinute)).tryConsume(1);
    return within || refuse();
  }

  /** Answers whether a right passkey may be let in. */
  boolean lets(String passkey, long user, PeerAddress from) {
    if (passkey.length() >= SHORT) {
      return true;
    }
    long place = place(from);
    UserAndPlace here = new UserAndPlace(user, place);
    if (familiar.getIfPresent(here) != null) {
      return true;
    }
    Bucket bucket = places.getIfPresent(place);
    boolean isOver = bucket != null && bucket.getAvailableTokens() == 0;
    if (isOver || everywhere.getAvailableTokens() == 0) {
      return refuse();
    }
    familiar.put(here, true);
    return true;
  }

  private boolean refuse() {
    refused.increment();
    return false;
  }

  /** The network part of an address; the two families are told apart by the topmost bit. */
  private static long place(PeerAddress from) {
    return from.isIpv4() ? Long.MIN_VALUE | from.ipv4() >>> 8 : from.high() >>> 16;
  }

  /** How many wrong passkeys came since the start. */
  public long wrong() {
    return wrong.sum();
  }

  /** How many requests were refused since too many wrong passkeys had come. */
  public long refused() {
    return refused.sum();
  }

  /** How many places are remembered, about. */
  public long size() {
    return places.estimatedSize();
  }

  /** Does now what the tables do at leisure. */
  void cleanUp() {
    places.cleanUp();
    familiar.cleanUp();
  }

  /** How many are remembered at most. */
  public long bound() {
    return MAX_PLACES;
  }
}
