package io.skep.storage;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * With what a user signs in to the console.
 *
 * @param user the user's id
 * @param passwordHash a slow, salted hash of the password in the form of the PHC; empty for none
 * @param changedAt when the password was set, in seconds
 * @param totpSecret the second factor's (RFC 6238); no bytes for none
 * @param totpStep the time step of the last code that was used, since none is good twice
 */
public record Credential(
    long user, String passwordHash, long changedAt, byte[] totpSecret, long totpStep) {

  /** True if there is a password, so that the user can sign in. */
  public boolean hasPassword() {
    return !passwordHash.isEmpty();
  }

  /** True if a code is asked for beside the password. */
  public boolean hasSecondFactor() {
    return totpSecret.length > 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Credential that
        && user == that.user
        && passwordHash.equals(that.passwordHash)
        && changedAt == that.changedAt
        && Arrays.equals(totpSecret, that.totpSecret)
        && totpStep == that.totpStep;
  }

  @Override
  public int hashCode() {
    return Objects.hash(user, changedAt);
  }

  /** Neither the hash nor the secret, which must not get into a log. */
  @Override
  public String toString() {
    return "credential of user " + user;
  }
}
