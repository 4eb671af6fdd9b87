package io.skep.signin;

import io.skep.registry.Users;
import io.skep.signin.SignInException.Kind;
import io.skep.storage.Credential;
import io.skep.storage.StorageException;
import io.skep.storage.User;
import io.skep.storage.UserState;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The users' passwords: compared, changed by who knows the one before, or set with a link. */
public final class Passwords {
  private static final String WRONG = "the name or the password is wrong";

  private final Users users;
  private final Credentials credentials;
  private final Browsers browsers;
  private final PasswordLinks links;
  private final Guesses guesses;
  private final HashCost cost;
  private final LongSupplier seconds;
  private final String nobody;

  Passwords(
      Users users,
      Credentials credentials,
      Browsers browsers,
      PasswordLinks links,
      Guesses guesses,
      HashCost cost,
      LongSupplier seconds) {
    this.users = users;
    this.credentials = credentials;
    this.browsers = browsers;
    this.links = links;
    this.guesses = guesses;
    this.cost = cost;
    this.seconds = seconds;
    nobody = PasswordHash.ofNobody(cost);
  }

  /** Whether a user can sign in at all. */
  public boolean has(long user) {
    return credentials.of(user).hasPassword();
  }

  /**
   * What the user gets in with, if the password is right. As much work for a name that nobody has,
   * and for a user without a password.
   */
  Credential verified(@Nullable User user, String password) throws SignInException {
    Credential credential = credentials.of(user == null ? 0 : user.id());
    String hash = credential.hasPassword() ? credential.passwordHash() : nobody;
    boolean right = PasswordHash.matches(password, hash) && credential.hasPassword();
    if (!right || user == null) {
      throw SignInException.of(Kind.WRONG, WRONG);
    }
    refuseDisabled(user.id());
    return credential;
  }

  /**
   * Refuses what does not hold any more: looking at a password takes its time. Whoever goes by it
   * holds the lock of {@link Credentials}.
   */
  void refuseStale(Credential verified) throws SignInException {
    refuseChanged(verified);
    refuseDisabled(verified.user());
  }

  private void refuseChanged(Credential verified) throws SignInException {
    Credential now = credentials.of(verified.user());
    if (!now.passwordHash().equals(verified.passwordHash())
        || !Arrays.equals(now.totpSecret(), verified.totpSecret())) {
      throw SignInException.of(Kind.WRONG, WRONG);
    }
  }

  private void refuseDisabled(long user) throws SignInException {
    if (users.find(user).filter(one -> one.state() != UserState.DISABLED).isEmpty()) {
      throw SignInException.of(Kind.WRONG, "this account is disabled");
    }
  }

  /**
   * Changes a user's own password, and signs the user out in all other browsers.
   *
   * @param browser in which it is changed
   */
  public void change(Visitor visitor, User user, long browser, String current, String password)
      throws SignInException, StorageException {
    PasswordRules.check(password, user.name());
    guesses.ofPassword(
        visitor,
        user.name(),
        user.id(),
        () -> {
          Credential verified = verified(user, current);
          String hash = PasswordHash.of(password, cost);
          synchronized (credentials) {
            refuseChanged(verified);
            put(user.id(), hash, browser);
          }
          return hash;
        });
  }

  /** The hash of what the rules allow as a password for who has this name. */
  String hashed(String password, String name) throws SignInException {
    PasswordRules.check(password, name);
    return PasswordHash.of(password, cost);
  }

  /**
   * Keeps a new password, and signs the user out in all browsers but one; 0 leaves none. Whoever
   * asks for it holds the lock of {@link Credentials}.
   */
  void put(long user, String hash, long browserThatStays) throws StorageException {
    // Browsers first: if then the database goes away, the old password is asked for everywhere.
    browsers.endOthers(user, browserThatStays);
    links.end(user);
    Credential before = credentials.of(user);
    credentials.put(
        new Credential(user, hash, seconds.getAsLong(), before.totpSecret(), before.totpStep()));
  }

  /**
   * A link with which a user sets a password.
   *
   * @param expiresAt from when on it is of no use, in seconds
   */
  public record Link(String secret, long expiresAt) {
    /** All but the secret. */
    @Override
    public String toString() {
      return "a link until " + expiresAt;
    }
  }

  /** Makes such a link; the one before it ends. */
  public Link link(long user) throws StorageException {
    return links.make(user);
  }

  /** Sets a password with a link, once, and signs the user out everywhere. */
  public User set(Visitor visitor, String secret, String password)
      throws SignInException, StorageException {
    return guesses.ofLink(
        visitor,
        () -> {
          User user =
              links
                  .find(secret)
                  .flatMap(link -> users.find(link.user()))
                  .orElseThrow(SignInException::wrongLink);
          String hash = hashed(password, user.name());
          synchronized (credentials) {
            if (links.find(secret).isEmpty()) {
              throw SignInException.wrongLink();
            }
            put(user.id(), hash, 0);
          }
          return user;
        });
  }
}
