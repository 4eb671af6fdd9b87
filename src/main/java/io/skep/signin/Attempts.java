package io.skep.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.skep.registry.SecondsMeter;
import io.skep.storage.NameKey;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Limits wrong attempts by where they come from: {@value #PER_HOST} in ten minutes from a host, and
 * {@value #PER_NETWORK} from its network. What goes well is given back.
 *
 * <p>Against one who has very many addresses, {@value #PER_NAME} wrong passwords in an hour for one
 * name are enough too, whether anybody has the name or not. That alone would let everybody lock out
 * anybody; so it does not hold in networks from which the user has signed in lately: there the user
 * gets in whoever else tries elsewhere.
 *
 * <p>Wrong codes of a second factor are counted for the user, {@value #PER_CODE} in ten minutes:
 * only who knows the password gets so far, so nobody else is locked out by it.
 *
 * <p>Each table has at most {@value #MOST} entries; one that is pushed out begins anew.
 */
public final class Attempts {
  static final int PER_HOST = 10;
  static final int PER_NETWORK = 50;
  static final int PER_NAME = 100;
  static final int PER_CODE = 10;
  static final int MOST = 20_000;

  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Duration NAME_WINDOW = Duration.ofHours(1);
  private static final Duration FAMILIAR_FOR = Duration.ofDays(30);

  private final TimeMeter clock;
  private final Cache<String, Bucket> hosts;
  private final Cache<String, Bucket> networks;
  private final Cache<String, Bucket> names;
  private final Cache<Long, Bucket> codes;
  private final Cache<UserAndNetwork, Boolean> familiar;
  private final LongAdder refused = new LongAdder();

  private record UserAndNetwork(long user, String network) {}

  Attempts(LongSupplier seconds) {
    clock = new SecondsMeter(seconds);
    hosts = table(WINDOW);
    networks = table(WINDOW);
    names = table(NAME_WINDOW);
    codes = table(WINDOW);
    familiar = table(FAMILIAR_FOR);
  }

  private <K, V> Cache<K, V> table(Duration kept) {
    return Caffeine.newBuilder()
        .maximumSize(MOST)
        .expireAfterAccess(kept)
        .ticker(clock::currentTimeNanos)
        .executor(Runnable::run)
        .build();
  }

  private Bucket bucket(int tokens, Duration window) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(tokens).refillGreedy(tokens, window))
        .withCustomTimePrecision(clock)
        .build();
  }

  /** What an attempt has taken, to be given back if it goes well. */
  static final class Taken {
    private final List<Bucket> buckets;

    private Taken(List<Bucket> buckets) {
      this.buckets = buckets;
    }

    void giveBack() {
      buckets.forEach(bucket -> bucket.addTokens(1));
    }
  }

  /**
   * Takes one attempt with a link, which has no name to guess.
   *
   * @throws SignInException if there were too many from there
   */
  Taken take(String address) throws SignInException {
    Place place = Place.of(address);
    return take(List.of(host(place), network(place)));
  }

  /**
   * Takes one attempt to sign in.
   *
   * @param name as it was sent
   * @param user who has the name; 0 for nobody
   * @throws SignInException if there were too many
   */
  Taken take(String address, String name, long user) throws SignInException {
    Place place = Place.of(address);
    if (user != 0 && isFamiliar(user, place)) {
      return take(List.of(host(place), network(place)));
    }
    // A hash, since names can be long and the table is bounded in entries alone.
    String key = HexFormat.of().formatHex(Secret.hash(NameKey.of(name)));
    return take(
        List.of(host(place), network(place), names.get(key, k -> bucket(PER_NAME, NAME_WINDOW))));
  }

  private Bucket host(Place place) {
    return hosts.get(place.host(), key -> bucket(PER_HOST, WINDOW));
  }

  private Bucket network(Place place) {
    return networks.get(place.network(), key -> bucket(PER_NETWORK, WINDOW));
  }

  /** All or none of them, so that who is refused by one table does not wear out the others. */
  private synchronized Taken take(List<Bucket> buckets) throws SignInException {
    long wait = 0;
    for (Bucket bucket : buckets) {
      wait = Math.max(wait, bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }
    if (wait > 0) {
      refused.increment();
      throw SignInException.tooMany(TimeUnit.NANOSECONDS.toSeconds(wait) + 1);
    }
    buckets.forEach(bucket -> bucket.tryConsume(1));
    return new Taken(buckets);
  }

  /** Takes one code of a user who has shown the password. */
  Taken takeCode(long user) throws SignInException {
    return take(List.of(codes.get(user, key -> bucket(PER_CODE, WINDOW))));
  }

  /** Takes note that a user is known there. */
  void welcome(long user, String address) {
    familiar.put(new UserAndNetwork(user, Place.of(address).network()), true);
  }

  private boolean isFamiliar(long user, Place place) {
    return familiar.getIfPresent(new UserAndNetwork(user, place.network())) != null;
  }

  /** How often somebody was told to wait. */
  long refused() {
    return refused.sum();
  }

  /** How many entries the fullest table has, about. */
  public long size() {
    return Math.max(
        Math.max(hosts.estimatedSize(), networks.estimatedSize()),
        Math.max(names.estimatedSize(), Math.max(codes.estimatedSize(), familiar.estimatedSize())));
  }

  /** Does now what the tables do at leisure. */
  void cleanUp() {
    List.of(hosts, networks, names, codes, familiar).forEach(Cache::cleanUp);
  }

  /** How many a table can have. */
  public long bound() {
    return MOST;
  }
}
