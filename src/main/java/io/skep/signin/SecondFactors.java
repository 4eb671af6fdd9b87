package io.skep.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.skep.signin.SignInException.Kind;
import io.skep.storage.Credential;
import io.skep.storage.StorageException;
import io.skep.storage.User;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The users' second factors: begun, confirmed by a first code, asked for at each sign-in, removed.
 *
 * <p>At most {@value #MOST_BEGUN} are being set up at once, each for ten minutes.
 */
public final class SecondFactors {
  private static final int MOST_BEGUN = 1000;
  private static final long BEGUN_SECONDS = 600;

  private final Credentials credentials;
  private final Attempts attempts;
  private final Guesses guesses;
  private final LongSupplier seconds;
  private final Cache<Long, byte[]> begun;

  SecondFactors(Credentials credentials, Attempts attempts, Guesses guesses, LongSupplier seconds) {
    this.credentials = credentials;
    this.attempts = attempts;
    this.guesses = guesses;
    this.seconds = seconds;
    begun =
        Caffeine.newBuilder()
            .maximumSize(MOST_BEGUN)
            .expireAfterWrite(BEGUN_SECONDS, TimeUnit.SECONDS)
            .ticker(() -> TimeUnit.SECONDS.toNanos(seconds.getAsLong()))
            .executor(Runnable::run)
            .build();
  }

  /** Whether a user is asked for a code. */
  public boolean has(long user) {
    return credentials.of(user).hasSecondFactor();
  }

  /**
   * The secret of a second factor that is being set up, for an authenticator.
   *
   * @param secret as people type it
   * @param uri as an authenticator reads it from a picture
   */
  public record Begun(String secret, String uri) {
    /** Neither. */
    @Override
    public String toString() {
      return "a second factor";
    }
  }

  /** Begins to set one up; it is asked for once a first code has confirmed it. */
  public Begun begin(User user) throws SignInException {
    if (has(user.id())) {
      throw SignInException.of(
          Kind.CONFLICT, "there is a second factor already; remove it first with a code of it");
    }
    byte[] secret = OneTimeCode.secret();
    begun.put(user.id(), secret);
    return new Begun(OneTimeCode.base32(secret), OneTimeCode.uri(secret, user.name()));
  }

  /** The secret of one that is being set up; null for none. */
  byte @Nullable [] begun(long user) {
    return begun.getIfPresent(user);
  }

  /** Confirms one by its first code, which is thereby used. */
  public void confirm(long user, String code) throws SignInException, StorageException {
    synchronized (credentials) {
      byte[] secret = begun(user);
      if (secret == null || has(user)) {
        throw SignInException.of(
            Kind.CONFLICT, "no second factor is being set up; begin again, and confirm it soon");
      }
      guesses.ofFirstCode(
          user,
          () -> {
            long step = OneTimeCode.find(secret, code, seconds.getAsLong());
            if (step < 0) {
              throw SignInException.of(
                  Kind.WRONG, "the code is wrong; is the time of your authenticator right?");
            }
            put(user, secret, step);
            return step;
          });
      begun.invalidate(user);
    }
  }

  private void put(long user, byte[] secret, long step) throws StorageException {
    Credential before = credentials.of(user);
    credentials.put(new Credential(user, before.passwordHash(), before.changedAt(), secret, step));
  }

  /** Refuses what is not the present code of one that is set up; the right one is used up. */
  void check(Credential credential, String code) throws SignInException, StorageException {
    if (code.isEmpty()) {
      throw SignInException.of(
          Kind.SECOND_FACTOR, "the code that your authenticator shows is wanted too");
    }
    Attempts.Taken taken = attempts.takeCode(credential.user());
    long step = OneTimeCode.find(credential.totpSecret(), code, seconds.getAsLong());
    if (step < 0 || !credentials.useStep(credential.user(), step)) {
      throw SignInException.of(
          Kind.WRONG, "the code is wrong, or was used before; wait for the next one");
    }
    taken.giveBack();
  }

  /** Removes one's own, which takes a code of it. */
  public void remove(long user, String code) throws SignInException, StorageException {
    synchronized (credentials) {
      Credential credential = credentials.of(user);
      if (!credential.hasSecondFactor()) {
        throw SignInException.of(Kind.NOT_FOUND, "there is no second factor");
      }
      check(credential, code);
      remove(user);
    }
  }

  /** Removes that of a user who has lost it; false if there is none. */
  public boolean remove(long user) throws StorageException {
    synchronized (credentials) {
      Credential credential = credentials.of(user);
      if (!credential.hasSecondFactor()) {
        return false;
      }
      // The step stays, or a code could be used again should the same secret come back.
      put(user, new byte[0], credential.totpStep());
      return true;
    }
  }
}
