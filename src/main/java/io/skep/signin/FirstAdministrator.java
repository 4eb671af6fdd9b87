package io.skep.signin;

import io.skep.registry.RegistryException;
import io.skep.registry.Users;
import io.skep.signin.SignInException.Kind;
import io.skep.storage.StorageException;
import io.skep.storage.User;
import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import java.util.Optional;

/** The first administrator, who is made with a secret as long as no administrator can sign in. */
public final class FirstAdministrator {
  private final FirstAdministratorSecret kept;
  private final Users users;
  private final Credentials credentials;
  private final Passwords passwords;
  private final Guesses guesses;

  FirstAdministrator(
      FirstAdministratorSecret kept,
      Users users,
      Credentials credentials,
      Passwords passwords,
      Guesses guesses) {
    this.kept = kept;
    this.users = users;
    this.credentials = credentials;
    this.passwords = passwords;
    this.guesses = guesses;
  }

  /** The secret; empty if an administrator can sign in. */
  public Optional<String> secret() {
    return kept.text();
  }

  /**
   * Makes one: a new user, or one that is there and cannot sign in yet.
   *
   * @throws RegistryException if the name can't be one
   */
  public User make(Visitor visitor, String secret, String name, String password)
      throws SignInException, StorageException, RegistryException {
    return guesses.ofLink(
        visitor,
        () -> {
          refuseUnlessFirst(secret);
          return made(secret, name, passwords.hashed(password, name));
        });
  }

  private void refuseUnlessFirst(String secret) throws SignInException {
    if (!kept.isRight(secret)) {
      throw SignInException.wrongLink();
    }
  }

  private User made(String secret, String name, String hash)
      throws SignInException, StorageException, RegistryException {
    synchronized (credentials) {
      refuseUnlessFirst(secret);
      User known = users.named(name.strip()).orElse(null);
      if (known != null && (passwords.has(known.id()) || known.state() == UserState.DISABLED)) {
        throw SignInException.of(
            Kind.CONFLICT, "this user has a password already or is disabled; choose another name");
      }
      User user =
          known == null
              ? users.add(name, UserRole.ADMIN)
              : users.change(known.id(), FirstAdministrator::promoted);
      passwords.put(user.id(), hash, 0);
      kept.end();
      return user;
    }
  }

  private static User promoted(User user) {
    return new User(
        user.id(), user.name(), UserRole.ADMIN, user.state(), user.passkey(), user.createdAt());
  }
}
