package io.skep.registry;

import io.skep.storage.User;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The users in memory, by id, name and passkey. Many threads read, one at a time writes. */
final class UserIndex {
  private final PasskeyHashes hashes = new PasskeyHashes();
  private final Map<Long, User> byId = new ConcurrentHashMap<>();
  private final Map<String, Long> byName = new ConcurrentHashMap<>();
  private final Map<PasskeyHash, Long> byPasskey = new ConcurrentHashMap<>();
  private final AtomicLong edition = new AtomicLong();

  @Nullable User get(long id) {
    return byId.get(id);
  }

  @Nullable User named(String name) {
    Long id = byName.get(Names.fold(name));
    return id == null ? null : byId.get(id);
  }

  @Nullable User withPasskey(PasskeyHash hash) {
    Long id = byPasskey.get(hash);
    return id == null ? null : byId.get(id);
  }

  @Nullable User withPasskey(String passkey) {
    return withPasskey(hash(passkey));
  }

  PasskeyHash hash(String passkey) {
    return hashes.of(passkey);
  }

  Stream<User> all() {
    return byId.values().stream();
  }

  int size() {
    return byId.size();
  }

  void put(User user) {
    User before = byId.put(user.id(), user);
    if (before != null && !before.passkey().equals(user.passkey())) {
      byPasskey.remove(hash(before.passkey()), user.id());
    }
    if (!user.passkey().isEmpty()) {
      byPasskey.put(hash(user.passkey()), user.id());
    }
    if (before != null && !Names.fold(before.name()).equals(Names.fold(user.name()))) {
      byName.remove(Names.fold(before.name()), user.id());
    }
    byName.put(Names.fold(user.name()), user.id());
    edition.incrementAndGet();
  }

  /** How many changes there have been: who reads it before the users knows later if they hold. */
  long edition() {
    return edition.get();
  }
}
