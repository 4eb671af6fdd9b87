package io.skep.signin;

import io.skep.storage.Credential;
import io.skep.storage.CredentialStore;
import io.skep.storage.StorageException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The users' passwords and second factors, all in memory; the database is written first.
 *
 * <p>Its own lock is the one of the whole package: whoever lets somebody in by what stands here, or
 * changes it after having looked at it, holds it meanwhile.
 */
final class Credentials {
  private final CredentialStore store;
  private final Map<Long, Credential> known = new ConcurrentHashMap<>();

  private Credentials(CredentialStore store) {
    this.store = store;
  }

  static Credentials load(CredentialStore store) throws StorageException {
    Credentials credentials = new Credentials(store);
    store.all().forEach(one -> credentials.known.put(one.user(), one));
    return credentials;
  }

  /** The user's; one with neither password nor second factor where there is none. */
  Credential of(long user) {
    Credential credential = known.get(user);
    return credential == null ? new Credential(user, "", 0, new byte[0], 0) : credential;
  }

  void put(Credential credential) throws StorageException {
    store.put(credential);
    known.put(credential.user(), credential);
  }

  /** Uses the code of a step up; false if it, or a later one, was used before. */
  boolean useStep(long user, long step) throws StorageException {
    if (!store.useStep(user, step)) {
      return false;
    }
    known.computeIfPresent(
        user,
        (id, one) ->
            new Credential(
                id,
                one.passwordHash(),
                one.changedAt(),
                one.totpSecret(),
                Math.max(step, one.totpStep())));
    return true;
  }
}
