package io.skep.signin;

import io.skep.storage.Browser;
import io.skep.storage.BrowserStore;
import io.skep.storage.StorageException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The browsers in which users are signed in.
 *
 * <p>A user has {@value #MOST_OF_A_USER} at most: one more ends the one that was used least lately.
 * What finds one answers from memory, on event loops too; what opens or ends one blocks.
 */
public final class Browsers {
  static final int MOST_OF_A_USER = 20;
  private static final int LONGEST_AGENT = 200;
  private static final long SEEN_SECONDS = 60;
  private static final String CSRF = "skep csrf";

  private final BrowserStore store;
  private final SignInSettings settings;
  private final LongSupplier seconds;
  private final Map<ByteBuffer, Browser> byHash = new ConcurrentHashMap<>();
  private final Map<Long, Browser> toNote = new ConcurrentHashMap<>();

  private Browsers(BrowserStore store, SignInSettings settings, LongSupplier seconds) {
    this.store = store;
    this.settings = settings;
    this.seconds = seconds;
  }

  static Browsers load(BrowserStore store, SignInSettings settings, LongSupplier seconds)
      throws StorageException {
    Browsers browsers = new Browsers(store, settings, seconds);
    store.all().forEach(one -> browsers.byHash.put(Secret.key(one.hash()), one));
    return browsers;
  }

  /**
   * One in which a user was signed in now.
   *
   * @param secret what its cookie carries, which nobody can find out again
   */
  public record Opened(Browser browser, String secret) {
    /** What changes must carry beside the cookie. */
    public String csrf() {
      return csrfOf(secret);
    }

    /** All but the secret. */
    @Override
    public String toString() {
      return browser.toString();
    }
  }

  synchronized Opened open(long user, String address, String agent) throws StorageException {
    Secret secret = Secret.fresh();
    long now = seconds.getAsLong();
    Browser browser =
        store.insert(new Browser(0, user, secret.hash(), now, now, address, shown(agent)));
    List<Browser> others = of(user);
    byHash.put(Secret.key(browser.hash()), browser);
    if (others.size() >= MOST_OF_A_USER) {
      forget(others.subList(MOST_OF_A_USER - 1, others.size()));
    }
    return new Opened(browser, secret.text());
  }

  /** The beginning of what it says of itself, without what can't be kept or shown. */
  private static String shown(String agent) {
    StringBuilder shown = new StringBuilder();
    agent
        .codePoints()
        .limit(LONGEST_AGENT)
        .filter(c -> c >= ' ' && c < 0x7f)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /** The browser whose cookie carries this secret; empty where it was ended or has lapsed. */
  public Optional<Browser> find(String secret) {
    if (!Secret.hasForm(secret)) {
      return Optional.empty();
    }
    ByteBuffer key = Secret.key(Secret.hash(secret));
    Browser browser = byHash.get(key);
    if (browser == null || hasLapsed(browser)) {
      return Optional.empty();
    }
    long now = seconds.getAsLong();
    if (now - browser.lastSeen() >= SEEN_SECONDS) {
      Browser seen = seen(browser, now);
      // Not put: one that is ended at this very moment must not come back.
      if (byHash.replace(key, browser, seen)) {
        toNote.put(seen.id(), seen);
      }
    }
    return Optional.of(browser);
  }

  private static Browser seen(Browser one, long now) {
    return new Browser(
        one.id(), one.user(), one.hash(), one.createdAt(), now, one.address(), one.agent());
  }

  private boolean hasLapsed(Browser browser) {
    long now = seconds.getAsLong();
    return now - browser.createdAt() >= settings.lifetimeSeconds()
        || now - browser.lastSeen() >= settings.idleSeconds();
  }

  /** What changes must carry beside the cookie, so that no other site's page can make one. */
  public static String csrfOf(String secret) {
    return new Secret(secret).derived(CSRF);
  }

  /** Whether a request carries what it must beside the cookie with this secret. */
  public static boolean isCsrf(String secret, String csrf) {
    return Secret.areEqual(csrfOf(secret), csrf);
  }

  /** Those of a user in which the user is still signed in, the one used last first. */
  public List<Browser> of(long user) {
    return byHash.values().stream()
        .filter(one -> one.user() == user && !hasLapsed(one))
        .sorted(
            Comparator.comparingLong(Browser::lastSeen).thenComparingLong(Browser::id).reversed())
        .toList();
  }

  /** Every one; for what is known of where users come from. */
  List<Browser> all() {
    return List.copyOf(byHash.values());
  }

  /** Signs a user out in one browser; false where it is none of the user's. */
  public boolean end(long user, long id) throws StorageException {
    return end(one -> one.user() == user && one.id() == id) > 0;
  }

  /** Signs a user out everywhere but in this browser; 0 leaves none. */
  void endOthers(long user, long id) throws StorageException {
    end(one -> one.user() == user && one.id() != id);
  }

  private synchronized int end(Predicate<Browser> which) throws StorageException {
    List<Browser> ended = byHash.values().stream().filter(which).toList();
    forget(ended);
    return ended.size();
  }

  private void forget(List<Browser> ended) throws StorageException {
    if (ended.isEmpty()) {
      return;
    }
    store.delete(ended.stream().map(Browser::id).toList());
    ended.forEach(one -> byHash.remove(Secret.key(one.hash())));
  }

  /** Keeps which were seen, and forgets those that have lapsed. Blocks; to be done now and then. */
  synchronized void sweep() throws StorageException {
    Map<Long, Browser> noted = new HashMap<>(toNote);
    store.seen(noted.values());
    noted.forEach(toNote::remove);
    end(this::hasLapsed);
  }

  /** For how long one stays signed in at most, in seconds. */
  public long lifetimeSeconds() {
    return settings.lifetimeSeconds();
  }

  /** How many there are. */
  public int size() {
    return byHash.size();
  }
}
