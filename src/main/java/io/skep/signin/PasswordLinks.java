package io.skep.signin;

import io.skep.storage.PasswordLink;
import io.skep.storage.PasswordLinkStore;
import io.skep.storage.StorageException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The links with which users set passwords: good once, for two days, the newest of a user alone.
 */
final class PasswordLinks {
  static final long GOOD_SECONDS = 2L * 86_400;

  private final PasswordLinkStore store;
  private final LongSupplier seconds;
  private final Map<ByteBuffer, PasswordLink> byHash = new ConcurrentHashMap<>();

  private PasswordLinks(PasswordLinkStore store, LongSupplier seconds) {
    this.store = store;
    this.seconds = seconds;
  }

  static PasswordLinks load(PasswordLinkStore store, LongSupplier seconds) throws StorageException {
    PasswordLinks links = new PasswordLinks(store, seconds);
    store.all().forEach(one -> links.byHash.put(Secret.key(one.hash()), one));
    return links;
  }

  /** Makes one, in place of the one that the user had. */
  synchronized Passwords.Link make(long user) throws StorageException {
    Secret secret = Secret.fresh();
    long now = seconds.getAsLong();
    PasswordLink link = new PasswordLink(user, secret.hash(), now, now + GOOD_SECONDS);
    store.put(link);
    forget(user);
    byHash.put(Secret.key(link.hash()), link);
    return new Passwords.Link(secret.text(), link.expiresAt());
  }

  private void forget(long user) {
    byHash.values().removeIf(one -> one.user() == user);
  }

  Optional<PasswordLink> find(String secret) {
    return Secret.keyOf(secret)
        .map(byHash::get)
        .filter(one -> seconds.getAsLong() < one.expiresAt());
  }

  /** Uses a user's link up; false where there is none, as when another was faster. */
  synchronized boolean end(long user) throws StorageException {
    boolean was = store.delete(user);
    forget(user);
    return was;
  }
}
